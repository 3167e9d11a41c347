import { refuse, type Refusal } from '../refusal';
import type { IncidentState } from '../state';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from './rule';

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
  description: 'Note that the help has ended.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  // What was asked for while it was an event is ended in whatever class the case is by then.
  decide: ({ state }, { words }) =>
    state.assistance === 'offered' || state.assistance === 'requested'
      ? [{ type: 'assistance-ended', words }]
      : (eventOnly(state) ?? already(state)),
};

/** Help is given to the customer of an event, and only if asked for. */
function eventOnly(state: IncidentState): Refusal | undefined {
  const { class: now } = state.classification;
  return now === 'event'
    ? undefined
    : refuse('wrong-class', `Assistance belongs to an event, caused on the customer's side; this is ${now}.`);
}

function already(state: IncidentState): Refusal {
  return refuse('already-so', `Assistance stands at: ${state.assistance}.`);
}
