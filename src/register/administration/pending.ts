import { sql, type Kysely, type Transaction } from 'kysely';
import { ASKED_FOR_HOURS, CONFIRMING_ROLES } from '../../domain/administration/two-people';
import type { Author } from '../../domain/administration/story';
import { HOUR, plus, type Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import { sha256 } from '../../primitives/hash';
import { mailboxOf } from '../../primitives/mailbox';
import type { Schema } from '../database/schema';
import { anyOf } from '../database/sql';
import { canonicalJson } from '../database/values';
import type { Person } from '../parties/people-store';
import { WITNESSES } from './people-acts';
import { pagesOf, type StoryRow } from './reading';
import { databaseNow, NOBODY, writeActs, type Act } from './story';
import type { Hearers } from './witnesses';

/** What is done once a second person has agreed. */
export type AskedAct = { kind: 'people'; people: Person[]; source?: string } | { kind: 'key'; person: PersonId };

/** An act that waits for a second person: the page in which it was asked for, and who may confirm it. */
export interface Asked {
  asked: number;
  expiresAt: Instant;
  confirmers: PersonId[];
}

export interface PendingAct extends Asked {
  page: StoryRow;
  /** Whoever it is about has changed since: it can only be asked for again. */
  isOvertaken: boolean;
}

export interface Asking {
  act: AskedAct;
  /** What will be done, as it will stand in the story. */
  preview: readonly Act[];
  /** Whom it is about, as they are now. */
  persons: readonly Person[];
}

/** Writes down that an act is asked for, and does not do it. */
export async function askFor(trx: Transaction<Schema>, author: Author, asking: Asking): Promise<Asked> {
  const { act, persons } = asking;
  const askedAt = author.at ?? (await databaseNow(trx));
  const expiresAt = plus(askedAt, ASKED_FOR_HOURS * HOUR);
  const [asked = 0] = await writeActs(trx, author, [askedPage(asking, expiresAt)]);
  await trx
    .insertInto('pendingActs')
    .values({
      ...{ page: asked, askedBy: author.person, askedAt, expiresAt },
      ...{ act: JSON.stringify(act), basis: basisOf(persons) },
      credential: author.credential ? JSON.stringify(author.credential) : null,
      ...{ endedAt: null, outcome: null },
    })
    .execute();
  return { asked, expiresAt, confirmers: await confirmersOf(trx, author.person) };
}

function askedPage({ preview, persons }: Asking, expiresAt: Instant): Act {
  const asks = preview.map(({ act, subject, change = {} }) => ({ act, subject, ...change }));
  const details = preview.flatMap((one) => (one.details ? [[one.subject, one.details] as const] : []));
  const concerned = persons.map(({ id, email }) => ({ person: id, email }));
  return {
    ...{ act: 'act-asked', subject: preview.length === 1 ? (preview[0]?.subject ?? 'people') : 'people' },
    change: { asks, expiresAt },
    ...(details.length > 0 && { details: Object.fromEntries(details) }),
    concerns: [...new Set(preview.flatMap(({ concerns = [] }) => concerns))],
    hears: { persons: concerned, roles: [...WITNESSES, ...CONFIRMING_ROLES] },
  };
}

/** Whoever may agree: active, of a role for it, and another human than who asked, by their mailbox. */
export async function confirmersOf(db: Kysely<Schema>, asker: PersonId): Promise<PersonId[]> {
  const persons = await db
    .selectFrom('people')
    .select(['id', 'email', 'roles', 'active'])
    .where(sql<boolean>`id = ${asker} or (active and roles && ${[...CONFIRMING_ROLES]}::text[])`)
    .orderBy('id')
    .execute();
  const own = persons.find(({ id }) => id === asker);
  return persons
    .filter(({ id, email }) => id !== asker && (!own || mailboxOf(email) !== mailboxOf(own.email)))
    .map(({ id }) => id);
}

/** What was seen when it was asked for: if any of it is otherwise by then, nothing is done. */
export function basisOf(persons: readonly Person[]): string {
  return sha256(canonicalJson([...persons].sort((a, b) => (a.id < b.id ? -1 : 1))));
}

export type Taken =
  | { outcome: 'open'; act: AskedAct; askedBy: PersonId; author: Author }
  | { outcome: 'none' }
  | { outcome: 'overtaken' | 'not-yours'; why: string };

/** Takes it into the hands of who confirms, if they may. Call with the people locked. */
export async function takePending(trx: Transaction<Schema>, page: number, confirmer: Author): Promise<Taken> {
  const at = confirmer.at ?? (await databaseNow(trx));
  const row = await openRow(trx, page, at);
  if (!row?.act) return { outcome: 'none' };
  const { act, askedBy, credential, basis } = row;
  if (!(await confirmersOf(trx, askedBy)).includes(confirmer.person))
    return { outcome: 'not-yours', why: 'Who asked cannot confirm it, and neither can another account of theirs.' };
  const asker = await trx.selectFrom('people').select(['roles', 'active']).where('id', '=', askedBy).executeTakeFirst();
  const isOperator = asker?.active && asker.roles.includes('operator');
  if (!isOperator || basisOf(await personsOf(trx, act)) !== basis) {
    await endPending(trx, page, 'overtaken', { ...confirmer, at });
    return { outcome: 'overtaken', why: 'Whom it is about, or who asked, has changed since it was asked for.' };
  }
  const { person: by, credential: confirmedWith } = confirmer;
  const confirmed = { by, ...(confirmedWith && { credential: confirmedWith }), asked: page };
  return {
    outcome: 'open',
    act,
    askedBy,
    author: { person: askedBy, ...(credential && { credential }), at, confirmed },
  };
}

async function openRow(trx: Transaction<Schema>, page: number, at: Instant) {
  return await trx
    .selectFrom('pendingActs')
    .selectAll()
    .where('page', '=', page)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', at)
    .forUpdate()
    .executeTakeFirst();
}

export async function personsOf(db: Kysely<Schema>, act: AskedAct): Promise<Person[]> {
  const ids = act.kind === 'key' ? [act.person] : act.people.map(({ id }) => id);
  return await db.selectFrom('people').selectAll().where('id', '=', anyOf(ids)).execute();
}

const ENDINGS = { declined: 'act-declined', expired: 'act-expired', overtaken: 'act-overtaken' } as const;

/** Ends it without doing it, on the story. Names and addresses of what was asked for go with it. */
export async function endPending(
  trx: Transaction<Schema>,
  page: number,
  outcome: keyof typeof ENDINGS,
  author: Author,
): Promise<void> {
  const { askedBy } = await closePending(trx, page, outcome);
  const [asked] = await pagesOf(trx, page, page);
  const asker = await trx.selectFrom('people').select('email').where('id', '=', askedBy).executeTakeFirstOrThrow();
  const hears: Hearers = { persons: [{ person: askedBy, email: asker.email }], roles: WITNESSES };
  const subject = asked?.subject ?? 'people';
  await writeActs(trx, author, [
    { act: ENDINGS[outcome], subject, change: { asked: page }, concerns: [askedBy], hears },
  ]);
}

export async function closePending(
  trx: Transaction<Schema>,
  page: number,
  outcome: 'confirmed' | keyof typeof ENDINGS,
): Promise<{ askedBy: PersonId }> {
  return await trx
    .updateTable('pendingActs')
    .set({ endedAt: sql<Instant>`clock_timestamp()`, outcome, act: null })
    .where('page', '=', page)
    .returning('askedBy')
    .executeTakeFirstOrThrow();
}

export async function declinePending(trx: Transaction<Schema>, page: number, author: Author): Promise<boolean> {
  const row = await openRow(trx, page, author.at ?? (await databaseNow(trx)));
  if (!row) return false;
  await endPending(trx, page, 'declined', author);
  return true;
}

/** Those whose time has passed. */
export async function expirePending(trx: Transaction<Schema>, at: Instant): Promise<void> {
  const rows = await trx
    .selectFrom('pendingActs')
    .select('page')
    .where('endedAt', 'is', null)
    .where('expiresAt', '<=', at)
    .orderBy('page')
    .forUpdate()
    .skipLocked()
    .execute();
  for (const { page } of rows) await endPending(trx, page, 'expired', { ...NOBODY, at });
}

export async function listPending(db: Kysely<Schema>, at: Instant): Promise<PendingAct[]> {
  const rows = await db
    .selectFrom('pendingActs')
    .select(['page', 'act', 'basis', 'askedBy', 'expiresAt'])
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', at)
    .orderBy('page')
    .execute();
  return await Promise.all(
    rows.map(async ({ page: asked, act, basis, askedBy, expiresAt }) => {
      const [page] = await pagesOf(db, asked, asked);
      if (!page || !act) throw new Error(`Page ${asked} of the administration is missing.`);
      const isOvertaken = basisOf(await personsOf(db, act)) !== basis;
      return { asked, expiresAt, confirmers: await confirmersOf(db, askedBy), page, isOvertaken };
    }),
  );
}
