import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';

export interface ProgrammeTables {
  procedures: {
    name: string;
    version: string;
    title: string;
    content: string;
    /** Of the content. */
    sha256: string;
    /** Asked for; it is in force no sooner than its second approval. */
    wantedFrom: Instant | null;
    draftedBy: PersonId;
    draftedAt: Instant;
    approvedBy: PersonId[];
    inForceFrom: Instant | null;
  };
  programmeReviews: {
    /** `REV-<year>-<month>`: of the month in which its period ends. */
    id: string;
    fromAt: Instant;
    toAt: Instant;
    openedAt: Instant;
    dueAt: Instant;
    /** What was decided of what the post-mortems show. */
    decisions: string | null;
    sha256: string | null;
    decidedBy: PersonId | null;
    decidedAt: Instant | null;
    approvedBy: PersonId[];
    approvedAt: Instant | null;
  };
  /** What is to be done by a decision. Written with it, and owed once it is approved. */
  reviewActions: {
    review: string;
    number: number;
    change: string;
    owner: PersonId;
    dueAt: Instant;
    doneAt: Instant | null;
    doneBy: PersonId | null;
    doneWords: string | null;
  };
}
