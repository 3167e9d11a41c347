import type { Rules } from '../../domain/case/rules';
import type { Instant } from '../../domain/primitives/instant';
import { SYSTEM, type PersonId } from '../../domain/primitives/people';
import { DECIDERS } from '../../domain/programme/review';
import type { Register } from '../../register';
import { sendingToAll, type SendNeeds } from '../alerts/alert';
import { AlertLedger } from '../alerts/alert-ledger';
import { withRedactedFailure } from '../fault';
import { reviewMail } from '../templates/review';

export interface ProgrammeNeeds extends Omit<SendNeeds, 'ledger'> {
  register: Pick<Register, 'programmeReviews' | 'alerts'>;
  /** Those in force when it is asked. */
  rules: () => Promise<Rules>;
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

/** What the workflow `programme-review` asks for. Nothing of a post-mortem passes through it: numbers and instants alone. */
export function createProgrammeActivities(needs: ProgrammeNeeds) {
  const { register, rules, publicUrl, log, clock } = needs;
  const send = sendingToAll({ ...needs, ledger: new AlertLedger(register, log) });
  const openReviews = async (_input: object): Promise<{ waiting: WaitingReview[] }> => {
    const now = clock();
    const { programmeReview: rhythm } = await rules();
    const open = await register.programmeReviews.openOwed(now, rhythm, { person: SYSTEM, at: now });
    const waiting = open.map(({ id, dueAt, isNew }) => ({ id, dueAt, isNew, isOverdue: dueAt <= now }));
    return {
      waiting: waiting
        .filter(({ isNew, isOverdue }) => isNew || isOverdue)
        .map(({ id, dueAt, isOverdue }) => ({ id, dueAt, isOverdue })),
    };
  };
  const tellOfReview = async (review: WaitingReview): Promise<{ reached: PersonId[] }> => {
    const { programmeReview } = await rules();
    return send({
      id: `review/${review.id}/${clock().slice(0, 10)}`,
      isFor: ({ roles }) => roles.some((role) => (programmeReview?.tells ?? DECIDERS).includes(role)),
      mail: (person, possibleRepeat) => reviewMail(review, person, publicUrl, possibleRepeat),
    });
  };
  return {
    openReviews: withRedactedFailure('openReviews', openReviews, log),
    tellOfReview: withRedactedFailure('tellOfReview', tellOfReview, log),
  };
}
