import type { Event } from '../domain/events';
import type { IncidentView } from '../domain/view';

/** What the doors and the shells call each other by. Free of the workflow runtime, so that clients may import it. */
export const INCIDENT = 'incident';
export const CHECK = 'check';
export const TASK_QUEUE = 'tocsin';
export const SEE = 'see';
/** The failure type of a refused update; its first detail is the domain's Refusal. */
export const REFUSED = 'Refused';

/** The answer to an accepted command. `events` is empty where the same key was answered before. */
export interface Answer {
  state: IncidentView;
  sequence: number;
  events: Event[];
}
