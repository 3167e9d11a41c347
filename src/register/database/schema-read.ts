import type { BoardRow } from '../../domain/board-row';
import type { Headline, IncidentId } from '../../domain/case/state';
import type { Event } from '../../domain/events';
import type { Instant } from '../../domain/primitives/instant';
import type { Door, PersonId, Role } from '../../domain/primitives/people';
import type { IncidentState } from '../../domain/state';
import type { Json } from './schema-scope';
import type { CustomerId } from '../../domain/primitives/parties';

/** The tables that are folded from the pages, and made anew from them. */
export interface ReadTables {
  incidents: {
    id: IncidentId;
    sequence: number;
    state: Json<IncidentState>;
    headline: Json<Headline>;
    class: Headline['class'];
    stage: Headline['stage'];
    severity: string | null;
    late: boolean;
    due: Instant | null;
    detectedAt: Instant | null;
    awareAt: Instant | null;
    declaredAt: Instant | null;
    reporter: PersonId;
    openedAt: Instant;
    updatedAt: Instant;
    /** The earliest of its alarms; none if it waits for nothing. */
    nextAlarmAt: Instant | null;
    /** Longer after we became aware than its rules allow. */
    declaredLate: boolean;
    /** The end of the time for which it is kept after its closing; none while it is open, or its rules name no time. */
    keepUntil: Instant | null;
    product: string | null;
    owners: PersonId[];
    /** Commands that it waits for. */
    owedActs: string[];
    /** Then only those in `incidentSight` see it. */
    restricted: boolean;
    exercise: boolean;
    /** What a list shows beside the headline. */
    board: Json<BoardRow>;
    /** Of the clock that runs out first, of any kind. */
    clockDue: Instant | null;
    approverRoles: Role[];
    approverNot: PersonId[];
    /** What is searched for words; never read. */
    words: string;
  };
  incidentSight: { incident: IncidentId; person: PersonId; sight: 'whole' | 'status'; until: Instant | null };
  postMortems: {
    incident: IncidentId;
    sequence: number;
    status: string;
    openedAt: Instant;
    due: Instant;
    approvedAt: Instant | null;
    approvedBy: PersonId[];
    actions: number;
    actionsOpen: number;
    nextDue: Instant | null;
  };
  timeline: {
    incident: IncidentId;
    sequence: number;
    index: number;
    at: Instant;
    by: PersonId;
    door: Door;
    command: string;
    type: Event['type'];
    event: Json<Event>;
    /** Of the request that it came of. */
    reference: string | null;
    /** Whom it names. */
    customers: CustomerId[];
  };
}
