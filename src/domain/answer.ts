import type { Event, Page } from './events';
import type { IncidentState } from './state';
import { viewOf, type IncidentView } from './view';

/** The answer to an accepted command. */
export interface Answer {
  state: IncidentView;
  sequence: number;
  events: Event[];
}

/** `page` is what the command made, or made when its key came first; a command that changed nothing has none. */
export function answerOf(state: IncidentState, page?: Pick<Page, 'sequence' | 'events'>): Answer {
  const { sequence, events } = page ?? { sequence: state.sequence, events: [] };
  return { state: viewOf(state), sequence, events };
}
