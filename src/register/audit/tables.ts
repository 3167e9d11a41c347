import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';

export interface AuditTables {
  audits: {
    id: string;
    standard: string;
    fromAt: Instant;
    toAt: Instant;
    auditor: PersonId;
    openedAt: Instant;
    closedAt: Instant | null;
    /** What the auditor concludes. */
    statement: string | null;
  };
  auditSamples: {
    audit: string;
    number: number;
    seed: string;
    drawnAt: Instant;
    /** Out of how many. */
    population: number;
    incidents: string[];
  };
  auditFindings: {
    audit: string;
    number: number;
    finding: string;
    /** What is to be done about it. */
    action: string;
    owner: PersonId;
    dueAt: Instant;
    foundAt: Instant;
    doneAt: Instant | null;
    doneBy: PersonId | null;
    doneWords: string | null;
  };
}
