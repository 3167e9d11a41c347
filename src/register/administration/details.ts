import { sql, type Kysely, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import type { Schema } from '../database/schema';
import { WITNESSES } from './people-acts';
import { writeActs } from './story';

/** Of how many acts, not after an instant, names and addresses still lie beside the story. */
export async function countDetails(db: Kysely<Schema>, until: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count ${past(until)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * Erases them, and the addresses of mails about such acts that were sent. Pages keep the hash of what lay beside them, so that chain and tree
 * hold. @returns of how many acts
 */
export async function eraseDetails(trx: Transaction<Schema>, until: Instant, author: Author): Promise<number> {
  const pages = await erasePages(trx, sql`select d.page ${past(until)}`);
  await sql`update witness_mails m set email = '' from administration a
    where a.sequence = m.last and a.at <= ${until}::timestamptz and m.ended_at is not null and m.email <> ''`.execute(
    trx,
  );
  if (pages > 0)
    await writeActs(trx, author, [
      { act: 'details-erased', subject: 'administration', change: { pages, until }, hears: { roles: WITNESSES } },
    ]);
  return pages;
}

/** What people wrote beside acts on this subject. */
export async function eraseDetailsOf(trx: Transaction<Schema>, subject: string): Promise<void> {
  await erasePages(trx, sql`select sequence from administration where subject = ${subject}`);
}

function past(until: Instant) {
  return sql`from administration_details d join administration a on a.sequence = d.page
    where d.details is not null and a.at <= ${until}::timestamptz`;
}

async function erasePages(trx: Transaction<Schema>, pages: ReturnType<typeof sql>): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update administration_details set details = null, erased_at = clock_timestamp()
    where details is not null and page in (${pages})`.execute(trx);
  return Number(numAffectedRows);
}
