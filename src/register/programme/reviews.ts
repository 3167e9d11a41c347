import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { AdministrativeAct, Author } from '../../domain/administration/story';
import { isApproved } from '../../domain/programme/approval';
import { periodsOwed } from '../../domain/programme/review';
import type { Instant } from '../../domain/primitives/instant';
import { databaseNow, writeActs } from '../administration/story';
import type { Schema } from '../database/schema';
import { withoutNulls, type Present } from '../database/values';

export type ProgrammeReview = Present<Selectable<Schema['programmeReviews']>>;

/** Each act is a page of the story of the administration, with the hash of what was decided and no word of it. */
export interface ProgrammeReviews {
  /** Opens what is owed by now. @returns those that nobody has approved, with whether each was opened just now */
  openOwed(now: Instant, author: Author): Promise<(ProgrammeReview & { isNew: boolean })[]>;
  /** The newest first. */
  list(): Promise<ProgrammeReview[]>;
  get(id: string): Promise<ProgrammeReview | undefined>;
  /** Writes what was decided; approvals of an earlier text count no more. False once it is approved. */
  decide(id: string, decided: { decisions: string; sha256: string }, author: Author): Promise<boolean>;
  approve(id: string, sha256: string, author: Author): Promise<boolean>;
}

export function programmeReviewsIn(db: Kysely<Schema>): ProgrammeReviews {
  return {
    openOwed: (now, author) => db.transaction().execute((trx) => openOwed(trx, now, author)),
    list: async () =>
      (await db.selectFrom('programmeReviews').selectAll().orderBy('toAt', 'desc').execute()).map(withoutNulls),
    get: async (id) => {
      const row = await db.selectFrom('programmeReviews').selectAll().where('id', '=', id).executeTakeFirst();
      return row && withoutNulls(row);
    },
    decide: (id, decided, author) => db.transaction().execute((trx) => decide(trx, id, decided, author)),
    approve: (id, hash, author) => db.transaction().execute((trx) => approve(trx, id, hash, author)),
  };
}

async function openOwed(trx: Transaction<Schema>, now: Instant, author: Author) {
  const { rows } = await sql<{ since: Instant | null }>`
    select coalesce((select max(to_at) from programme_reviews), (select min(opened_at) from post_mortems)) as since`.execute(
    trx,
  );
  const since = rows[0]?.since;
  const fresh: string[] = [];
  for (const period of since ? periodsOwed(since, now) : []) {
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
  { decisions, sha256 }: { decisions: string; sha256: string },
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
  await note(trx, author, 'programme-review-decided', id, { sha256 });
  return true;
}

async function approve(trx: Transaction<Schema>, id: string, hash: string, author: Author): Promise<boolean> {
  const row = await trx.selectFrom('programmeReviews').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row || row.approvedAt || row.sha256 !== hash || row.approvedBy.includes(author.person)) return false;
  const approvedBy = [...row.approvedBy, author.person];
  const approvedAt = isApproved({ approvedBy }) ? (author.at ?? (await databaseNow(trx))) : null;
  await trx.updateTable('programmeReviews').set({ approvedBy, approvedAt }).where('id', '=', id).execute();
  await note(trx, author, 'programme-review-approved', id, { sha256: hash });
  return true;
}

async function note(
  trx: Transaction<Schema>,
  author: Author,
  act: AdministrativeAct,
  id: string,
  change: Record<string, unknown>,
): Promise<void> {
  await writeActs(trx, author, [{ act, subject: `programme-reviews/${id}`, change, concerns: [] }]);
}
