import type { PersonId, Role } from '../primitives/people';
import { refuse, type Refusal } from '../primitives/refusal';

/** What two people approve who did not write it: a version of a procedure, the decisions of a review. */
export interface Approvable {
  writtenBy: PersonId;
  approvedBy: readonly PersonId[];
  /** SHA-256 of what is approved. */
  sha256: string;
}

export const APPROVERS_NEEDED = 2;

/** Who drafts and approves versions of procedures. */
export const PROCEDURE_WRITERS: readonly Role[] = ['lead', 'privacy', 'legal'];

export function isApproved({ approvedBy }: Pick<Approvable, 'approvedBy'>): boolean {
  return approvedBy.length >= APPROVERS_NEEDED;
}

/** Why this person does not approve it. `persons`: all accounts of the same human. */
export function approvalFault(it: Approvable, persons: readonly PersonId[], sha256: string): Refusal | undefined {
  if (isApproved(it)) return refuse('already-so', 'Two people approved it already.');
  if (sha256 !== it.sha256)
    return refuse('stale-text', 'That is the hash of another text. Read this one, then approve it by its own.', [
      '/sha256',
    ]);
  if (persons.includes(it.writtenBy))
    return refuse('second-person', 'Who wrote it does not approve it; ask two colleagues.');
  return it.approvedBy.some((one) => persons.includes(one))
    ? refuse('already-so', 'You approved it; the other approval comes from another person.')
    : undefined;
}
