import { obligationIdOf } from '../state';
import { raise } from '../../alerts/alerts';
import type { Event } from '../../events';
import { refuse, type Refusal } from '../../primitives/refusal';
import { API_ONLY, type CommandContext, isSpeaker, type CommandRule } from '../../rule';
import type { IncidentState } from '../../state';
import { clockOf } from '../table';

export interface WaivePromise {
  /** The id of an obligation. */
  promise: string;
  reason: string;
  /** Puts a waiver that was asked for aside. */
  decline?: boolean;
}

export const waivePromise: CommandRule<WaivePromise> = {
  description:
    'Give up what was promised in writing, or an unknown fact, by its id and with a reason: legal or privacy asks, an executive confirms. What was late stays late.',
  roles: ['legal', 'privacy', 'executive'],
  doors: API_ONLY,
  decide: (hearing, payload) => {
    const { state, said } = hearing;
    const { promise, reason, decline } = payload;
    const asked = state.asked.promises?.find((one) => one.promise === promise);
    if (decline)
      return asked
        ? [{ type: 'ask-declined', ask: 'promise', promise, reason }]
        : refuse('nothing-open', 'No waiver of this promise was asked for.');
    if (!asked) return askedFor(hearing, payload);
    if (isSpeaker(said, asked.by) || !said.roles.includes('executive'))
      return refuse('second-person', 'This waiver was asked for; an executive, another person, must confirm it.');
    return [
      { type: 'promise-waived', promise, reason: asked.reason, askedBy: asked.by, confirmation: reason },
      { type: 'obligation-voided', obligation: obligationIdOf(promise), why: `waived: ${asked.reason}` },
    ];
  },
};

function askedFor({ state, said, nextId }: CommandContext, { promise, reason }: WaivePromise): Event[] | Refusal {
  const open = waivable(state);
  if (!open.includes(promise))
    return refuse(
      'nothing-open',
      `There is no promise ${promise} to give up. ${open.length > 0 ? `Open are: ${open.join(', ')}.` : 'None is open.'}`,
    );
  if (!said.roles.includes('legal') && !said.roles.includes('privacy'))
    return refuse('second-person', 'Legal or privacy asks for a waiver first; an executive then confirms it.');
  const detail = { about: 'promise-waiver', promise, askedBy: said.by } as const;
  const alert = raise(state, said.at, nextId(), 'second-person-needed', { roles: ['executive'] }, { detail });
  return [{ type: 'promise-waiver-asked', promise, reason }, alert];
}

function waivable({ obligations }: IncidentState): string[] {
  return obligations.filter((it) => it.status === 'open' && clockOf(it).mayBeWaived).map(({ id }) => id);
}
