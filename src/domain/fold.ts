import type { Event, Provenance } from './events';
import type { IncidentState } from './state';

/** Writes a slice of the state, and reads all of it as it was before the event. What it does not name stays. */
export type Fold<Slice> = (state: IncidentState, event: Event, told: Provenance) => Written<Slice>;

/** Of the slice alone: a field of another does not compile, nor does the state as a whole. */
export type Written<Slice> = Partial<Slice> & { [Foreign in Exclude<keyof IncidentState, keyof Slice>]?: never };
