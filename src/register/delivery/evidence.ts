import { sql, type Kysely, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import { writeActs, type Act } from '../administration/story';
import type { MarkKind, TextValues } from '../database/ledger';
import type { Schema } from '../database/schema';
import { instantText, withoutNulls, type Nullable } from '../database/values';
import { BEFORE_THE_FIRST } from '../../primitives/chain';
import type { NoticeRef } from './delivery';
import type { AccountId, ContactId, CustomerId, DeliveryId } from '../../domain/primitives/parties';

/** What the register can show of one message to one recipient. */
export interface EvidenceRow {
  id: DeliveryId;
  customer: CustomerId;
  account: AccountId;
  contact: ContactId;
  channel: string;
  address: string;
  name: string;
  language: string;
  state: string;
  messageId?: string;
  plannedAt: Instant;
  finishedAt?: Instant;
  possibleRepeat: boolean;
  /** With which values whoever it went to reads the text; none of what was never taken down. */
  values?: TextValues;
  textSha256?: string;
  attempts: { number: number; outcome: string; words: string | null; handedAt: string | null; endedAt: string }[];
  marks: { kind: MarkKind; at: string; evidence: unknown }[];
}

/** That a pack was made, as it stands in the story of the administration. */
export interface PackReceipt {
  /** The page's bytes. */
  page: string;
  /** The chain's value before it, and of it. */
  before: string;
  head: string;
}

export interface Evidence {
  /** Of a notice, or of one customer of it, in the order of their ids. */
  rows(notice: NoticeRef, page: { customer?: CustomerId; after?: string; limit: number }): Promise<EvidenceRow[]>;
  /** The line of each recipient as it was taken down, in order: all of them are hashed as the notice's `recipientsHash`. */
  lines(notice: NoticeRef, page: { after?: string; limit: number }): Promise<{ contact: ContactId; line: string }[]>;
  /** The hash and chain of each page of the incident. */
  pages(
    incident: IncidentId,
    page: { after: number; limit: number },
  ): Promise<{ sequence: number; sha256: string; chain: string }[]>;
  /** Keeps that a pack with this manifest was made: with the next checkpoint that is signed too. */
  noteMade(pack: { incident: IncidentId; customer?: CustomerId; sha256: string }, author: Author): Promise<PackReceipt>;
}

export function evidenceIn(db: Kysely<Schema>): Evidence {
  return {
    rows: (notice, page) => rows(db, notice, page),
    lines: (notice, page) => lines(db, notice, page),
    pages: (incident, { after, limit }) =>
      db
        .selectFrom('pages')
        .select(['sequence', 'sha256', 'chain'])
        .where('incident', '=', incident)
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(limit)
        .execute(),
    noteMade: (pack, author) => db.transaction().execute((trx) => noteMade(trx, pack, author)),
  };
}

async function noteMade(
  trx: Transaction<Schema>,
  { incident, ...change }: { incident: IncidentId; customer?: CustomerId; sha256: string },
  author: Author,
): Promise<PackReceipt> {
  return await actWithReceipt(trx, { act: 'proof-pack-made', subject: `incidents/${incident}`, change }, author);
}

/** Writes one act, and tells how its page stands in the chain. */
export async function actWithReceipt(trx: Transaction<Schema>, act: Act, author: Author): Promise<PackReceipt> {
  const [sequence = 0] = await writeActs(trx, author, [act]);
  const rows = await trx
    .selectFrom('administration')
    .select(['sequence', 'bytes', 'chain'])
    .where('sequence', 'in', [sequence - 1, sequence])
    .orderBy('sequence')
    .execute();
  const [own, before] = rows.reverse();
  if (!own) throw new Error('A page that was just written is there.');
  return { page: Buffer.from(own.bytes).toString(), before: before?.chain ?? BEFORE_THE_FIRST, head: own.chain };
}

async function rows(
  db: Kysely<Schema>,
  { incident, notice }: NoticeRef,
  { customer, after = `${incident}/`, limit }: { customer?: CustomerId; after?: string; limit: number },
): Promise<EvidenceRow[]> {
  const ofCustomer = customer === undefined ? sql`true` : sql`r.customer = ${customer}`;
  const { rows } = await sql<Nullable<EvidenceRow>>`
    select r.id, r.customer, r.account, r.contact, r.channel, r.address, r.name, r.language, r.state, r.message_id, r.planned_at, r.finished_at,
      r.possible_repeat, r."values", r.text_sha256,
      coalesce((select json_agg(json_build_object('number', a.number, 'outcome', a.outcome, 'words', a.words,
        'handedAt', a.handed_at, 'endedAt', a.ended_at) order by a.ended_at, a.number) from attempts a where a.delivery = r.id), '[]') as attempts,
      coalesce((select json_agg(json_build_object('kind', m.kind, 'at', m.at, 'evidence', m.evidence) order by m.id)
        from marks m where m.recipient = r.id), '[]') as marks
    from recipients r
    where r.subject = ${incident} and r.number = ${notice} and r.id > ${after} and ${ofCustomer}
    order by r.id limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...withoutNulls(row), attempts: row.attempts.map(timed), marks: row.marks.map(timed) }));
}

/** JSON writes an instant in a form of its own. */
function timed<T extends Partial<Record<(typeof DATES)[number], string | null>>>(row: T): T {
  const dates = DATES.flatMap((name) => (row[name] ? [[name, instantText(row[name])]] : []));
  return { ...row, ...(Object.fromEntries(dates) as Partial<T>) };
}

const DATES = ['at', 'handedAt', 'endedAt'] as const;

async function lines(
  db: Kysely<Schema>,
  { incident, notice }: NoticeRef,
  { after = '', limit }: { after?: string; limit: number },
): Promise<{ contact: ContactId; line: string }[]> {
  const { rows } = await sql<{ contact: ContactId; line: string }>`
    select contact, concat_ws(E'\t', contact, address, text_sha256) || E'\n' as line from snapshots
    where incident = ${incident} and notice = ${notice} and contact > ${after} order by contact limit ${limit}`.execute(
    db,
  );
  return rows;
}
