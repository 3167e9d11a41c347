import { refuse, type Refusal } from '../../primitives/refusal';
import type { IncidentState } from '../../state';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';

export interface Assistance {
  words?: string;
}

export const offerAssistance: CommandRule<Assistance> = {
  description: 'Note that help was offered to the customer of an event.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state }, { words }) =>
    eventOnly(state) ?? (state.assistance === 'none' ? [{ type: 'assistance-offered', words }] : already(state)),
};

export const requestAssistance: CommandRule<Assistance> = {
  description: 'Note that the customer of an event asked for help: from here on it is owed.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state }, { words }) =>
    eventOnly(state) ?? (state.assistance === 'requested' ? already(state) : [{ type: 'assistance-requested', words }]),
};

export const endAssistance: CommandRule<Assistance> = {
  description: 'Note that the help has ended, also where the case is no event any more.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state }, { words }) =>
    state.assistance === 'none'
      ? refuse('nothing-open', 'Help was neither offered nor asked for, so there is none to end.')
      : state.assistance === 'ended'
        ? already(state)
        : [{ type: 'assistance-ended', words }],
};

/** Help is given to the customer of an event, and only if asked for. Once begun it can end, whatever the case has become. */
function eventOnly(state: IncidentState): Refusal | undefined {
  const { class: now } = state.classification;
  return now === 'event'
    ? undefined
    : refuse('wrong-class', `Assistance belongs to an event, caused on the customer's side; this is ${now}.`);
}

function already(state: IncidentState): Refusal {
  return refuse('already-so', `Assistance stands at: ${state.assistance}.`);
}
