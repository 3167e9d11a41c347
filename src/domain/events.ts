import type { AlertEvent } from './alerts/events';
import type { CaseEvent } from './case/events';
import type { IncidentId } from './case/state';
import type { ClockEvent } from './clocks/events';
import type { EvidenceEvent } from './evidence/events';
import type { RegimeEvent } from './regimes/events';
import type { NoticeEvent } from './notices/events';
import type { Instant } from './primitives/instant';
import type { Door, PersonId } from './primitives/people';
import type { RelatedEvent } from './related/events';
import type { RestrictionEvent } from './restriction/events';
import type { ScopeEvent } from './scope/events';
import type { TaskEvent } from './tasks/events';
import type { TriageEvent } from './triage/events';
import type { WithholdingEvent } from './withholding/events';

/** What happened. Events are kept for good: a published one never changes its meaning, and `evolve` refuses none. */
export type Event =
  | CaseEvent
  | TriageEvent
  | AlertEvent
  | ClockEvent
  | ScopeEvent
  | NoticeEvent
  | RelatedEvent
  | RestrictionEvent
  | TaskEvent
  | EvidenceEvent
  | RegimeEvent
  | WithholdingEvent;
export type EventType = Event['type'];

/** One accepted command, or one refusal by a door that cannot answer, and what it changed. The register keeps its exact bytes. */
export interface PageOf<Id extends string, Happened> {
  /** Whose page it is: the incident's, or that of a process beside it. */
  incident: Id;
  sequence: number;
  at: Instant;
  by: PersonId;
  door: Door;
  command: string;
  /** The caller's idempotency key with the hash of what was sent under it. */
  key?: { key: string; bodyHash: string };
  events: Happened[];
}
export type Page = PageOf<IncidentId, Event>;
/** Of whatever process: the register stores, chains and encrypts them alike. */
export type AnyPage = PageOf<string, { type: string }>;

/** Who did what an event tells, and when. */
export type Provenance = Pick<Page, 'at' | 'by'>;
