import { sql, type Kysely } from 'kysely';
import type { RecipientOutcome } from '../../domain/delivery/outcomes';
import type { Instant } from '../../domain/primitives/instant';
import type { MarkKind } from '../database/ledger';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';
import type { NoticeRef } from './delivery';
import type { AccountId, CustomerId, DeliveryId } from '../../domain/primitives/parties';

/** Whom a notice goes to, as whoever follows its sending reads it. */
export interface NoticeRecipients {
  /** Ordered by recipient. */
  list(notice: NoticeRef, which: WhichRecipients): Promise<NoticeRecipient[]>;
  count(notice: NoticeRef, which: Pick<WhichRecipients, 'outcome' | 'q'>): Promise<number>;
  progress(notice: NoticeRef): Promise<SendingProgress>;
  one(notice: NoticeRef, recipient: string): Promise<OneRecipient | undefined>;
}

export interface WhichRecipients {
  outcome?: RecipientOutcome;
  /** In the customer's name or id, or in the address. */
  q?: string;
  limit: number;
  /** After so many; or after this one. */
  skip?: number;
  after?: string;
}

export interface NoticeRecipient {
  /** The contact; of a notice that is sent again, with which time. */
  recipient: string;
  customer: CustomerId;
  customerName: string;
  account: AccountId;
  name: string;
  email: string;
  outcome: RecipientOutcome;
  attempts: number;
  nextAt?: Instant;
  finishedAt?: Instant;
  serverWords?: string;
  possibleRepeat: boolean;
}

export interface SendingProgress {
  counts: Partial<Record<RecipientOutcome, number>>;
  /** Not yet ended. */
  unsent: number;
  /** Ended within the last minute. */
  lastMinute: number;
}

export interface OneRecipient extends NoticeRecipient {
  id: DeliveryId;
  language: string;
  messageId?: string;
  textSha256?: string;
  attemptList: { outcome: string; words?: string; handedAt?: Instant; endedAt: Instant }[];
  marks: { kind: MarkKind; at: Instant; words?: string }[];
}

export function noticeRecipientsIn(db: Kysely<Schema>): NoticeRecipients {
  return {
    list: (notice, which) => list(db, notice, which),
    count: (notice, which) => count(db, notice, which),
    progress: (notice) => progress(db, notice),
    one: (notice, recipient) => one(db, notice, recipient),
  };
}

async function list(
  db: Kysely<Schema>,
  notice: NoticeRef,
  { limit, skip = 0, after = '', ...which }: WhichRecipients,
): Promise<NoticeRecipient[]> {
  const { rows } = await sql<NoticeRecipient>`
    select * from (${recipients(notice)}) r
    where ${isSought(which)} and recipient > ${after} order by recipient limit ${limit} offset ${skip}`.execute(db);
  return rows.map(withoutNulls);
}

async function count(
  db: Kysely<Schema>,
  notice: NoticeRef,
  which: Pick<WhichRecipients, 'outcome' | 'q'>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${recipients(notice)}) r where ${isSought(which)}`.execute(db);
  return rows[0]?.count ?? 0;
}

function isSought({ outcome = null, q = '' }: { outcome?: RecipientOutcome | null; q?: string }) {
  return sql<boolean>`((${outcome}::text is null or outcome = ${outcome}::text) and (${q}::text = ''
    or position(lower(${q}::text) in lower(concat_ws(' ', "customerName", customer, email))) > 0))`;
}

/** `told_by_person` is said of a customer whom no mail told. */
function recipients({ incident, notice }: NoticeRef) {
  return sql`
    select r.endpoint as recipient, r.customer, coalesce(k.name, r.customer) as "customerName", r.account, r.name, r.address as email,
      case when m.confirmed then 'confirmed' when m.opened then 'opened' when s.told_by_person then 'told-by-person'
        when m.bounced then 'bounced' when r.state = 'accepted' then 'sent' when r.state = 'refused' then 'refused'
        when r.state in ('unknown', 'cancelled') then 'given-up' else 'planned' end as outcome,
      r.attempts, r.next_at as "nextAt", r.finished_at as "finishedAt", r.server_words as "serverWords",
      r.possible_repeat as "possibleRepeat"
    from recipients r
      left join customers k on k.id = r.customer
      left join scope s on s.incident = r.subject and s.customer = r.customer
      left join (
        select recipient, bool_or(kind = 'confirmed') as confirmed, bool_or(kind = 'opened') as opened, bool_or(kind = 'bounced') as bounced
        from marks where incident = ${incident} and notice = ${notice} group by recipient) m on m.recipient = r.id
    where r.subject = ${incident} and r.number = ${notice}`;
}

async function progress(db: Kysely<Schema>, notice: NoticeRef): Promise<SendingProgress> {
  const { rows } = await sql<{ outcome: RecipientOutcome; count: number; lastMinute: number }>`
    select outcome, count(*) as count,
      count(*) filter (where "finishedAt" > clock_timestamp() - interval '1 minute') as "lastMinute"
    from (${recipients(notice)}) r group by outcome`.execute(db);
  return {
    counts: Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])),
    unsent: rows.find(({ outcome }) => outcome === 'planned')?.count ?? 0,
    lastMinute: rows.reduce((sum, { lastMinute }) => sum + lastMinute, 0),
  };
}

async function one(db: Kysely<Schema>, notice: NoticeRef, recipient: string): Promise<OneRecipient | undefined> {
  const { rows } = await sql<NoticeRecipient>`
    select * from (${recipients(notice)}) r where recipient = ${recipient}`.execute(db);
  const row = await db
    .selectFrom('recipients')
    .select(['id', 'language', 'messageId', 'textSha256'])
    .where('subject', '=', notice.incident)
    .where('number', '=', notice.notice)
    .where('endpoint', '=', recipient)
    .executeTakeFirst();
  if (!rows[0] || !row) return undefined;
  return {
    ...(withoutNulls(rows[0]) as NoticeRecipient),
    ...(withoutNulls(row) as Pick<OneRecipient, 'id' | 'language'>),
    ...{ attemptList: await attemptsOf(db, row.id), marks: await marksOf(db, row.id) },
  };
}

async function attemptsOf(db: Kysely<Schema>, delivery: DeliveryId): Promise<OneRecipient['attemptList']> {
  const rows = await db
    .selectFrom('attempts')
    .select(['outcome', 'words', 'handedAt', 'endedAt'])
    .where('delivery', '=', delivery)
    .orderBy('number')
    .execute();
  return rows.map(withoutNulls);
}

async function marksOf(db: Kysely<Schema>, delivery: DeliveryId): Promise<OneRecipient['marks']> {
  const rows = await db
    .selectFrom('marks')
    .select(['kind', 'at', sql<string | null>`evidence->>'words'`.as('words')])
    .where('recipient', '=', delivery)
    .orderBy('id')
    .execute();
  return rows.map(withoutNulls);
}
