import { raise } from '../../alerts/alerts';
import { classed, contradiction, sameClass } from '../../triage/classing';
import { clockOf } from '../../clocks/table';
import type { Event } from '../../events';
import { refuse } from '../../primitives/refusal';
import type { IncidentState } from '../../state';
import type { Classification } from '../../triage/triage';
import { alertOfHandover } from '../../triage/handed-over';
import { API_ONLY, type CommandContext, isSpeaker, type CommandRule } from '../../rule';

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
  decide: (hearing, { reason, becomes, decline }) => {
    const { state, said, nextId } = hearing;
    if (!state.declaration || state.withdrawn) return refuse('not-declared', 'There is no declaration to withdraw.');
    const asked = state.asked.withdrawal;
    if (decline)
      return asked
        ? [{ type: 'ask-declined', ask: 'withdrawal', reason }]
        : refuse('nothing-open', 'No withdrawal was asked for.');
    if (asked) {
      if (isSpeaker(said, asked.by) || !said.roles.includes('executive'))
        return refuse('second-person', 'The withdrawal was asked for; an executive, another person, must confirm it.');
      if (!sameClass(asked.becomes, becomes))
        return refuse(
          'not-a-confirmation',
          `${asked.by} asked for a withdrawal that makes the case ${JSON.stringify(asked.becomes)}; you say otherwise. ` +
            'Confirm exactly that, or decline it and have it asked for again.',
        );
      return withdrawn(hearing, asked, reason);
    }
    if (!said.roles.includes('legal') && !said.roles.includes('privacy'))
      return refuse('second-person', 'Legal or privacy asks for a withdrawal first; an executive then confirms it.');
    const fault = contradiction(becomes, { definition: {} }, said.roles);
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

function withdrawn(
  hearing: CommandContext,
  asked: NonNullable<IncidentState['asked']['withdrawal']>,
  confirmation: string,
): Event[] {
  const { state } = hearing;
  const events = classed(state, asked.becomes, asked.reason);
  const owed = state.obligations.filter(
    (obligation) => obligation.status === 'open' && clockOf(obligation).endsWithDeclaration,
  );
  return [
    { type: 'declaration-withdrawn', reason: asked.reason, askedBy: asked.by, confirmation },
    ...events,
    ...alertOfHandover(hearing, events),
    ...owed.map((obligation): Event => ({
      type: 'obligation-voided',
      obligation: obligation.id,
      why: 'declaration withdrawn',
    })),
  ];
}
