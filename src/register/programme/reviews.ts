import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { AdministrativeAct, Author } from '../../domain/administration/story';
import { isApproved } from '../../domain/programme/approval';
import { periodsOwed, type ReviewRhythm } from '../../domain/programme/review';
import type { PersonId } from '../../domain/primitives/people';
import type { Instant } from '../../domain/primitives/instant';
import { databaseNow, writeActs } from '../administration/story';
import type { Schema } from '../database/schema';
import { withoutNulls, type Present } from '../database/values';

export type ProgrammeReview = Present<Selectable<Schema['programmeReviews']>>;
export type ReviewAction = Omit<Present<Selectable<Schema['reviewActions']>>, 'review'>;
export type WholeReview = ProgrammeReview & { actions: ReviewAction[] };
export type DecidedAction = Pick<ReviewAction, 'change' | 'owner' | 'dueAt'>;

/** Each act is a page of the story of the administration, with the hash of what was decided and no word of it. */
export interface ProgrammeReviews {
  /** Opens what is owed by now; nothing without a rhythm. @returns those that nobody has approved, with whether each was opened just now */
  openOwed(
    now: Instant,
    rhythm: ReviewRhythm | undefined,
    author: Author,
  ): Promise<(ProgrammeReview & { isNew: boolean })[]>;
  /** The newest first. */
  list(): Promise<ProgrammeReview[]>;
  get(id: string): Promise<WholeReview | undefined>;
  /** Writes what was decided; approvals of an earlier text count no more. False once it is approved. */
  decide(id: string, decided: Decided, author: Author): Promise<boolean>;
  /** With the second approval its actions are owed, and their owners are told. */
  approve(id: string, sha256: string, author: Author): Promise<boolean>;
  /** False for an unknown action, one that is done, or one of a review that is not approved. */
  done(id: string, number: number, words: string, author: Author): Promise<boolean>;
  /** Actions of approved reviews that were to be done before then, and are not. */
  overdue(now: Instant): Promise<Pick<Selectable<Schema['reviewActions']>, 'review' | 'number' | 'owner' | 'dueAt'>[]>;
}

interface Decided {
  decisions: string;
  actions: DecidedAction[];
  /** Of both. */
  sha256: string;
}

const LIST_MAX = 1_000;

export function programmeReviewsIn(db: Kysely<Schema>): ProgrammeReviews {
  return {
    openOwed: (now, rhythm, author) => db.transaction().execute((trx) => openOwed(trx, { now, rhythm, author })),
    list: async () =>
      (await db.selectFrom('programmeReviews').selectAll().orderBy('toAt', 'desc').execute()).map(withoutNulls),
    get: (id) => get(db, id),
    decide: (id, decided, author) => db.transaction().execute((trx) => decide(trx, id, decided, author)),
    approve: (id, hash, author) => db.transaction().execute((trx) => approve(trx, id, hash, author)),
    done: (id, number, words, author) => db.transaction().execute((trx) => done(trx, { id, number, words }, author)),
    overdue: (now) =>
      db
        .selectFrom('reviewActions')
        .innerJoin('programmeReviews', 'programmeReviews.id', 'review')
        .select(['review', 'number', 'owner', 'reviewActions.dueAt'])
        .where('approvedAt', 'is not', null)
        .where('doneAt', 'is', null)
        .where('reviewActions.dueAt', '<=', now)
        .orderBy('reviewActions.dueAt')
        .limit(LIST_MAX)
        .execute(),
  };
}

async function get(db: Kysely<Schema>, id: string): Promise<WholeReview | undefined> {
  const row = await db.selectFrom('programmeReviews').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { ...withoutNulls(row), actions: await actionsOf(db, id) };
}

async function actionsOf(db: Kysely<Schema>, id: string): Promise<ReviewAction[]> {
  const rows = await db.selectFrom('reviewActions').selectAll().where('review', '=', id).orderBy('number').execute();
  return rows.map(({ review: _, ...action }) => withoutNulls(action));
}

interface Owing {
  now: Instant;
  rhythm: ReviewRhythm | undefined;
  author: Author;
}

async function openOwed(trx: Transaction<Schema>, { now, rhythm, author }: Owing) {
  const { rows } = await sql<{ since: Instant | null }>`
    select coalesce((select max(to_at) from programme_reviews), (select min(opened_at) from post_mortems)) as since`.execute(
    trx,
  );
  const since = rows[0]?.since;
  const fresh: string[] = [];
  for (const period of since && rhythm ? periodsOwed(since, now, rhythm) : []) {
    const { numInsertedOrUpdatedRows: made } = await trx
      .insertInto('programmeReviews')
      .values({
        ...period,
        openedAt: now,
        decisions: null,
        sha256: null,
        decidedBy: null,
        decidedAt: null,
        approvedBy: [],
        approvedAt: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!made) continue;
    fresh.push(period.id);
    await note(trx, author, 'programme-review-opened', period.id, { dueAt: period.dueAt });
  }
  const open = await trx
    .selectFrom('programmeReviews')
    .selectAll()
    .where('approvedAt', 'is', null)
    .orderBy('toAt')
    .execute();
  return open.map((row) => ({ ...withoutNulls(row), isNew: fresh.includes(row.id) }));
}

async function decide(
  trx: Transaction<Schema>,
  id: string,
  { decisions, actions, sha256 }: Decided,
  author: Author,
): Promise<boolean> {
  const decidedAt = author.at ?? (await databaseNow(trx));
  const { numUpdatedRows: written } = await trx
    .updateTable('programmeReviews')
    .set({ decisions, sha256, decidedBy: author.person, decidedAt, approvedBy: [] })
    .where('id', '=', id)
    .where('approvedAt', 'is', null)
    .executeTakeFirst();
  if (written === 0n) return false;
  await trx.deleteFrom('reviewActions').where('review', '=', id).execute();
  const open = { review: id, doneAt: null, doneBy: null, doneWords: null };
  const rows = actions.map((action, nth) => ({ ...open, number: nth + 1, ...action }));
  if (rows.length > 0) await trx.insertInto('reviewActions').values(rows).execute();
  await note(trx, author, 'programme-review-decided', id, { sha256, actions: rows.length });
  return true;
}

async function approve(trx: Transaction<Schema>, id: string, hash: string, author: Author): Promise<boolean> {
  const row = await trx.selectFrom('programmeReviews').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row || row.approvedAt || row.sha256 !== hash || row.approvedBy.includes(author.person)) return false;
  const approvedBy = [...row.approvedBy, author.person];
  const approvedAt = isApproved({ approvedBy }) ? (author.at ?? (await databaseNow(trx))) : null;
  await trx.updateTable('programmeReviews').set({ approvedBy, approvedAt }).where('id', '=', id).execute();
  const owners = approvedAt ? (await actionsOf(trx, id)).map(({ owner }) => owner) : [];
  await note(trx, author, 'programme-review-approved', id, { sha256: hash }, [...new Set(owners)]);
  return true;
}

async function done(
  trx: Transaction<Schema>,
  { id, number, words }: { id: string; number: number; words: string },
  author: Author,
): Promise<boolean> {
  const doneAt = author.at ?? (await databaseNow(trx));
  const approved = trx.selectFrom('programmeReviews').select('id').where('approvedAt', 'is not', null);
  const { numUpdatedRows } = await trx
    .updateTable('reviewActions')
    .set({ doneAt, doneBy: author.person, doneWords: words })
    .where('review', '=', id)
    .where('number', '=', number)
    .where('doneAt', 'is', null)
    .where('review', 'in', approved)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await note(trx, author, 'programme-action-done', id, { number });
  return numUpdatedRows > 0n;
}

async function note(
  trx: Transaction<Schema>,
  author: Author,
  act: AdministrativeAct,
  id: string,
  change: Record<string, unknown>,
  concerns: readonly PersonId[] = [],
): Promise<void> {
  await writeActs(trx, author, [{ act, subject: `programme-reviews/${id}`, change, concerns }]);
}
