import type { Instant } from '../domain/primitives/instant';
import { SYSTEM, type PersonId, type Role } from '../domain/primitives/people';
import type { Register } from '../register';
import { sendingToAll, type SendNeeds } from './alert';
import { AlertLedger } from './alert-ledger';
import { withRedactedFailure } from './fault';
import { reviewMail } from './templates/review';

export interface ProgrammeNeeds extends Omit<SendNeeds, 'ledger'> {
  register: Pick<Register, 'programmeReviews' | 'alerts'>;
  /** Without a trailing slash. */
  publicUrl: string;
}

/** A review that waits: mailed once when it opens, and each day once it is overdue. */
export interface WaitingReview {
  id: string;
  dueAt: Instant;
  isOverdue: boolean;
}

export type ProgrammeActivities = ReturnType<typeof createProgrammeActivities>;

const REVIEWERS: readonly Role[] = ['privacy', 'legal', 'lead', 'executive'];

/** What the workflow `programme-review` asks for. Nothing of a post-mortem passes through it: numbers and instants alone. */
export function createProgrammeActivities(needs: ProgrammeNeeds) {
  const { register, publicUrl, log, clock } = needs;
  const send = sendingToAll({ ...needs, ledger: new AlertLedger(register, log) });
  const openReviews = async (_input: object): Promise<{ waiting: WaitingReview[] }> => {
    const now = clock();
    const open = await register.programmeReviews.openOwed(now, { person: SYSTEM, at: now });
    const waiting = open.map(({ id, dueAt, isNew }) => ({ id, dueAt, isNew, isOverdue: dueAt <= now }));
    return {
      waiting: waiting
        .filter(({ isNew, isOverdue }) => isNew || isOverdue)
        .map(({ id, dueAt, isOverdue }) => ({ id, dueAt, isOverdue })),
    };
  };
  const tellOfReview = (review: WaitingReview): Promise<{ reached: PersonId[] }> =>
    send({
      id: `review/${review.id}/${clock().slice(0, 10)}`,
      isFor: ({ roles }) => roles.some((role) => REVIEWERS.includes(role)),
      mail: (person, possibleRepeat) => reviewMail(review, person, publicUrl, possibleRepeat),
    });
  return {
    openReviews: withRedactedFailure('openReviews', openReviews, log),
    tellOfReview: withRedactedFailure('tellOfReview', tellOfReview, log),
  };
}
