import { raise } from '../alerts';
import type { Event } from '../events';
import { refuse } from '../refusal';
import type { Classification } from '../triage';
import { contradiction } from './assess';
import { API_ONLY, type CommandRule, type Hearing } from './rule';

export interface WithdrawDeclaration {
  reason: string;
  /** What the case is instead. */
  becomes: Exclude<Classification, { class: 'incident' | 'undetermined' }>;
  /** Puts a withdrawal that was asked for aside. */
  decline?: boolean;
}

export const withdrawDeclaration: CommandRule<WithdrawDeclaration> = {
  description:
    'Take a declaration back: legal or privacy asks, an executive confirms. Customers already told are owed a withdrawal notice.',
  roles: ['legal', 'privacy', 'executive'],
  doors: API_ONLY,
  decide: ({ state, said, nextId, ...rest }, { reason, becomes, decline }) => {
    if (!state.declaration || state.withdrawn) return refuse('not-declared', 'There is no declaration to withdraw.');
    const asked = state.asked.withdrawal;
    if (decline)
      return asked
        ? [{ type: 'ask-declined', ask: 'withdrawal', reason }]
        : refuse('already-so', 'No withdrawal was asked for.');
    if (asked) {
      if (asked.by === said.by || !said.roles.includes('executive'))
        return refuse('second-person', 'The withdrawal was asked for; an executive, another person, must confirm it.');
      return withdrawn({ state, said, nextId, ...rest }, asked);
    }
    if (!said.roles.includes('legal') && !said.roles.includes('privacy'))
      return refuse('second-person', 'Legal or privacy asks for a withdrawal first; an executive then confirms it.');
    const fault = contradiction(becomes, undefined);
    if (fault) return fault;
    return [
      { type: 'withdrawal-asked', reason, becomes },
      raise(
        state,
        said.at,
        nextId(),
        'second-person-needed',
        { roles: ['executive'] },
        { detail: { about: 'withdrawal', becomes, askedBy: said.by } },
      ),
    ];
  },
};

function withdrawn({ state }: Hearing, asked: { reason: string; becomes: Classification; by: string }): Event[] {
  const owed = state.obligations.filter(
    (obligation) =>
      obligation.status === 'open' &&
      (obligation.kind === 'tell-customers' || obligation.kind === 'confirm-declaration'),
  );
  return [
    { type: 'declaration-withdrawn', reason: asked.reason, askedBy: asked.by },
    { type: 'classified', classification: asked.becomes, from: 'incident', why: asked.reason },
    ...owed.map((obligation): Event => ({
      type: 'obligation-voided',
      obligation: obligation.id,
      why: 'declaration withdrawn',
    })),
  ];
}
