import type { AlertsSlice } from './alerts/state';
import type { AskedSlice, CaseSlice, IncidentId } from './case/state';
import type { ClocksSlice } from './clocks/state';
import type { EffectsSlice } from './effects/state';
import type { EvidenceSlice } from './evidence/state';
import type { NoticesSlice } from './notices/state';
import type { RegimesSlice } from './regimes/state';
import type { RelatedSlice } from './related/state';
import type { RestrictionSlice } from './restriction/state';
import type { ScopeSlice } from './scope/state';
import type { TasksSlice } from './tasks/state';
import type { TriageSlice } from './triage/state';
import type { WithholdingSlice } from './withholding/state';

/** What the pages say beside their events: `evolve` writes it. */
interface JournalSlice {
  /** Read by `upgraded` alone. */
  stateVersion: 5;
  id: IncidentId;
  /** Pages recorded so far. */
  sequence: number;
  /** The last commands that carried an idempotency key. */
  recentKeys: { key: string; bodyHash: string; sequence: number }[];
}

/** Each is written by one fold. */
export interface Slices {
  case: CaseSlice;
  asked: AskedSlice;
  triage: TriageSlice;
  alerts: AlertsSlice;
  clocks: ClocksSlice;
  scope: ScopeSlice;
  notices: NoticesSlice;
  effects: EffectsSlice;
  related: RelatedSlice;
  restriction: RestrictionSlice;
  tasks: TasksSlice;
  evidence: EvidenceSlice;
  regimes: RegimesSlice;
  withholding: WithholdingSlice;
}

export interface IncidentState
  extends
    JournalSlice,
    CaseSlice,
    AskedSlice,
    TriageSlice,
    AlertsSlice,
    ClocksSlice,
    ScopeSlice,
    NoticesSlice,
    EffectsSlice,
    RelatedSlice,
    RestrictionSlice,
    TasksSlice,
    EvidenceSlice,
    RegimesSlice,
    WithholdingSlice {}

type FieldsOfOthers<Name extends keyof Slices> = {
  [Other in Exclude<keyof Slices, Name>]: keyof Slices[Other];
}[Exclude<keyof Slices, Name>];
type InTwoSlices = { [Name in keyof Slices]: keyof Slices[Name] & FieldsOfOthers<Name> }[keyof Slices];
/** Does not compile if a field of the state stood in two slices. */
type SlicesAreApart = [InTwoSlices] extends [never] ? true : never;
const _apart: SlicesAreApart = true;

type PlainOnly<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly PlainOnly<E>[]
    : T extends (...args: never[]) => unknown
      ? never
      : T extends { toISOString: unknown } | { entries: unknown } | Promise<unknown>
        ? never
        : { [K in keyof T]: PlainOnly<T[K]> };
/** Does not compile if the state could hold anything that JSON loses: a Map, a Date, a function. */
type StateIsPlain = IncidentState extends PlainOnly<IncidentState> ? true : never;
const _plain: StateIsPlain = true;
