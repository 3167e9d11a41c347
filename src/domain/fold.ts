import type { Event, Provenance } from './events';
import type { IncidentState } from './state';

/** What the first event makes, if it may be the first, and each later one of what stands. */
interface Folding<State, Happened> {
  begun: (event: Happened, provenance: Provenance) => State | undefined;
  apply: (state: State, event: Happened, provenance: Provenance) => State;
}

/** Folds the events of one page, of an incident or of a process beside it. */
export function foldedBy<State, Happened>({ begun, apply }: Folding<State, Happened>) {
  return (state: State | undefined, events: readonly Happened[], provenance: Provenance): State | undefined =>
    events.reduce<State | undefined>(
      (before, event) => (before ? apply(before, event, provenance) : begun(event, provenance)),
      state,
    );
}

/** Writes a slice of the state, and reads all of it as it was before the event. What it does not name stays. */
export type Fold<Slice> = (state: IncidentState, event: Event, provenance: Provenance) => Written<Slice>;

/** Of the slice alone: a field of another does not compile, nor does the state as a whole. */
export type Written<Slice> = Partial<Slice> & { [Foreign in Exclude<keyof IncidentState, keyof Slice>]?: never };
