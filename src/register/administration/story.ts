import { randomBytes } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { AdministrativeAct, AdministrativePage, Author } from '../../domain/administration/story';
import { instantFrom, type Instant } from '../../domain/primitives/instant';
import { SYSTEM, type PersonId } from '../../domain/primitives/people';
import { sha256 } from '../../primitives/hash';
import { lockAdministration } from '../database/locks';
import { statementParts } from '../database/parts';
import type { Schema } from '../database/schema';
import { storable } from '../database/values';
import { BEFORE_THE_FIRST, chained } from '../../primitives/chain';
import { planMails, type Hearers } from './witnesses';

/** Whoever acts without a person: the shell, a process at its start. */
export const NOBODY: Author = { person: SYSTEM };

export interface Act {
  act: AdministrativeAct;
  subject: string;
  change?: Record<string, unknown>;
  /** What is personal in it: names and addresses. Kept beside the page, and erasable. */
  details?: Record<string, unknown>;
  /** Whom it is about, beside who does it. */
  concerns?: readonly PersonId[];
  /** Who is mailed of it. */
  hears?: Hearers;
  /** Who is mailed a code with it, to make a key of. */
  codeFor?: PersonId;
}

/**
 * Writes acts into the story of the administration, in the transaction that does them: there is no act without its page, and no page without
 * its act. Call it last.
 * @returns their numbers
 */
export async function writeActs(trx: Transaction<Schema>, author: Author, acts: readonly Act[]): Promise<number[]> {
  if (acts.length === 0) return [];
  await lockAdministration(trx);
  const at = author.at ?? (await databaseNow(trx));
  let { sequence, chain } = await lastOf(trx);
  const written = acts.map((act) => {
    sequence += 1;
    const row = rowOf(act, author, { sequence, at });
    chain = chained(chain, row.sha256);
    return { ...row, chain };
  });
  for (const part of statementParts(written)) {
    await trx
      .insertInto('administration')
      .values(part.map(({ details: _, ...row }) => row))
      .execute();
    const personal = part.flatMap(({ sequence: page, details }) => (details ? [{ page, details }] : []));
    if (personal.length > 0)
      await trx
        .insertInto('administrationDetails')
        .values(personal.map((one) => ({ ...one, erasedAt: null })))
        .execute();
  }
  await planMails(
    trx,
    written.map((row, nth) => ({ ...acts[nth], sequence: row.sequence })),
  );
  return written.map((row) => row.sequence);
}

function rowOf(
  { act, subject, change = {}, details, concerns = [] }: Act,
  { person, credential, confirmed }: Author,
  { sequence, at }: { sequence: number; at: Instant },
) {
  const personal =
    details &&
    JSON.stringify({ salt: randomBytes(16).toString('hex'), ...details }, (_, part: unknown) => storable(part));
  const page: AdministrativePage = {
    ...{ sequence, at, by: person },
    ...(credential && { credential }),
    ...(confirmed && { confirmed }),
    ...{ act, subject, change },
    ...(personal && { details: sha256(personal) }),
  };
  const bytes = Buffer.from(JSON.stringify(page));
  const people = [...new Set([person, ...(confirmed ? [confirmed.by] : []), ...concerns])];
  return { sequence, at, act, subject, people, bytes, sha256: sha256(bytes), details: personal };
}

async function lastOf(trx: Transaction<Schema>): Promise<{ sequence: number; chain: string }> {
  const last = await trx
    .selectFrom('administration')
    .select(['sequence', 'chain'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? { sequence: 0, chain: BEFORE_THE_FIRST };
}

/** With milliseconds, as all instants here. */
export async function databaseNow(trx: Transaction<Schema>): Promise<Instant> {
  const { rows } = await sql<{ now: Instant }>`select clock_timestamp() as now`.execute(trx);
  const at = instantFrom(rows[0]?.now ?? '');
  if (!at) throw new Error('The database did not say its time.');
  return at;
}
