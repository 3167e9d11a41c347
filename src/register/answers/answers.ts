import type { Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { NoticeRef } from '../delivery/delivery';
import type { Schema } from '../database/schema';
import type { MarkKind } from '../database/ledger';
import { issueLinks, linkKeyOf, openLink, type Linked } from './links';
import { addMark, countMarks, marksOf, setCounted, uncounted, type Mark, type MarkCounts } from './marks';
import { answerQuestion, ask, questionsOf, type Question } from './questions';
import { returnMail, type Returned } from './returned';
import type { DeliveryId } from '../../domain/primitives/parties';

/** What comes back of notices: that they were opened, confirmed, at the wrong person, undeliverable; questions and their answers. */
export interface Answers {
  /** Makes a link for each delivery of a notice. Idempotent. */
  issue(notice: NoticeRef, ringKey: string, hashOf: (delivery: DeliveryId) => string): Promise<void>;
  /** With which key of the ring the notice's links were made. */
  linkKey(notice: NoticeRef): Promise<string | undefined>;
  /** Undefined for what is no link, and once the incident's time is over. */
  open(hash: string, at: Instant): Promise<Linked | undefined>;
  /** @returns whether it is news */
  mark(mark: Mark): Promise<boolean>;
  marks(delivery: DeliveryId): Promise<{ kind: MarkKind; at: Instant }[]>;
  /** False: this link has asked as much as it may. */
  ask(question: Parameters<typeof ask>[1]): Promise<boolean>;
  questions(of: { incident: IncidentId } | { delivery: DeliveryId }): Promise<Question[]>;
  answer(answer: Parameters<typeof answerQuestion>[1]): Promise<Question | 'answered' | 'unknown'>;
  /**
   * The mail did not reach whom it is for, after its server had taken it: it tells nobody any more, nor does the address where it is wrong
   * altogether. @returns the incidents in which less is told
   */
  returned(returned: Returned): Promise<IncidentId[]>;
  /** Incidents that have not been told of all that came back. */
  uncounted(): Promise<IncidentId[]>;
  count(incident: IncidentId): Promise<Counted>;
  /** Once the incident was told of that count. */
  counted(incident: IncidentId, count: Counted): Promise<void>;
}

type Counted = MarkCounts & { upTo: { mark: number; question: number } };

export function answersIn(db: Kysely<Schema>): Answers {
  return {
    issue: (notice, ringKey, hashOf) => issueLinks(db, notice, ringKey, hashOf),
    linkKey: (notice) => linkKeyOf(db, notice),
    open: (hash, at) => openLink(db, hash, at),
    mark: (mark) => addMark(db, mark),
    marks: (delivery) => marksOf(db, delivery),
    ask: (question) => ask(db, question),
    questions: (of) => questionsOf(db, of),
    answer: (answer) => answerQuestion(db, answer),
    returned: (returned) => returnMail(db, returned),
    uncounted: () => uncounted(db),
    count: (incident) => countMarks(db, incident),
    counted: (incident, count) => setCounted(db, incident, count),
  };
}
