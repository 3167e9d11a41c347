import type { Generated } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';

export interface AnswerTables {
  noticeLinks: {
    sha256: string;
    incident: IncidentId;
    notice: number;
    delivery: string;
    /** The key of the ring that it was made with. */
    ringKey: string;
    madeAt: Generated<Instant>;
  };
  questions: {
    id: Generated<number>;
    incident: IncidentId;
    notice: number;
    delivery: string;
    customer: string;
    askedAt: Instant;
    words: string;
    answer: string | null;
    answeredAt: Instant | null;
    answeredBy: PersonId | null;
    counted: Generated<boolean>;
  };
}
