import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { TakenDown } from '../../domain/notices/state';
import type { RecipientValues, TextValues } from '../database/ledger';
import type { Schema } from '../database/schema';
import { inOneTrip } from '../database/one-trip';
import { recordset } from '../database/values';
import { contentOf, lockRevision, revisionOf, scopeOf } from '../scope/revisions';
import { AFFECTED, RECEIVES } from '../scope/told';
import { learnOf } from '../database/statistics';
import type { NoticeRef } from '../delivery/delivery';
import { untranslatedOf, type OwnUntranslated } from './own-untranslated';
import { asItStands, OWN, STILL_FOR } from '../delivery/whom';
import type { ContactId, CustomerId } from '../../domain/primitives/parties';

export interface Snapshots {
  /** Takes down anew whom the stored notice goes to. @returns how many */
  take(notice: NoticeRef): Promise<number>;
  /** In the order of their mails. */
  rows(notice: NoticeRef, page: SnapshotPage): Promise<SnapshotRow[]>;
  /** Which customers it goes to, and what each mail says of them alone. */
  readers(notice: NoticeRef): Promise<Readers>;
  keepTexts(notice: NoticeRef, texts: readonly SnapshotText[]): Promise<void>;
  /** Once each has its text: from then on it never changes. */
  seal(notice: NoticeRef): Promise<TakenDown>;
  /** The texts of a notice, or of one customer of it, as they were taken down: by contact. */
  letters(incident: IncidentId, notice: number, which?: WhichLetters): Promise<Letter[]>;
  /** Of whom a letter says their own words in another language than its own. */
  untranslated(notice: NoticeRef): Promise<OwnUntranslated[]>;
  /** Undefined until it is sealed. */
  taken(notice: NoticeRef): Promise<TakenDown | undefined>;
}

/** With which values whoever it goes to reads which of a notice's texts, and its SHA-256. */
export interface Letter {
  contact: ContactId;
  customer: CustomerId;
  address: string;
  name: string;
  values: TextValues;
  /** What is said of the customer, in each language. */
  own: RecipientValues;
  textLanguage: string;
  textSha256: string;
}

export interface Readers {
  customers: CustomerId[];
  values: { customers: CustomerId[]; said: string }[];
}

interface WhichLetters {
  customer?: CustomerId;
  limit?: number;
}

interface SnapshotPage {
  limit: number;
  after?: Pick<SnapshotRow, 'mail' | 'contact'>;
}

/** `take` says whom a notice is for. */
export function snapshotsIn(
  db: Kysely<Schema>,
  take: (trx: Transaction<Schema>, notice: NoticeRef) => Promise<number>,
) {
  return {
    take: async (notice) => {
      const taken = await db.transaction().execute((trx) => take(trx, notice));
      await learnOf(db, taken);
      return taken;
    },
    rows: (notice, page) => snapshotRows(db, notice, page),
    readers: (notice) => readersOf(db, notice),
    keepTexts: (notice, texts) => keepTexts(db, notice, texts),
    seal: (notice) => sealSnapshot(db, notice),
    letters: (incident, notice, which = {}) => letters(db, { incident, notice }, which),
    untranslated: (notice) => untranslatedOf(db, notice),
    taken: (notice) => takenDown(db, notice),
  } satisfies Snapshots;
}

/*
 * Snapshot 1. What each recipient of a notice reads is taken down when its text is composed, before anybody approves it.
 * Snapshot 2. A row is sent as it was taken down, or not at all: what became otherwise since is cancelled, with all that goes in the same mail.
 */

/** One recipient, as it was taken down. */
export interface SnapshotRow {
  contact: ContactId;
  mail: string;
  name: string;
  language: string;
  own: RecipientValues;
}

/** The text of a recipient: what it was filled in with, in which language, and its SHA-256. */
export interface SnapshotText {
  contact: ContactId;
  mail: string;
  values: TextValues;
  textLanguage: string;
  textSha256: string;
}

/** Takes down anew whom the notice goes to, under the scope's revision of now. Call for a notice that has no hash of recipients yet. */
export async function takeSnapshot(
  trx: Transaction<Schema>,
  { incident, notice }: NoticeRef,
  to: RawBuilder<boolean>,
): Promise<number> {
  await lockRevision(trx, scopeOf(incident));
  const scopeRevision = await revisionOf(trx, contentOf(incident));
  await trx.deleteFrom('snapshots').where('incident', '=', incident).where('notice', '=', notice).execute();
  const { rows } = await sql<{ count: number }>`
    with taken as (
      insert into snapshots (incident, notice, contact, customer, account, address, mail, name, language, own)
      ${asItStands(incident, notice, to)} returning contact
    ) select count(*) as count from taken`.execute(trx);
  const of = trx.updateTable('notices').where('incident', '=', incident).where('notice', '=', notice);
  await of.set({ scopeRevision }).execute();
  return rows[0]?.count ?? 0;
}

/**
 * In the order of their mails, after that of the given row. For each page the planner, which expects one row, would read the whole notice and sort
 * it: without sorting it reads on in the index.
 */
async function snapshotRows(
  db: Kysely<Schema>,
  { incident, notice }: NoticeRef,
  { limit, after }: SnapshotPage,
): Promise<SnapshotRow[]> {
  const from = after ? sql`and (mail, contact) > (${after.mail}, ${after.contact})` : sql``;
  const page = sql<SnapshotRow>`
    select contact, mail, name, language, own from snapshots
    where incident = ${incident} and notice = ${notice} ${from}
    order by mail, contact limit ${sql.lit(limit)}`;
  const [, read] = await inOneTrip<SnapshotRow>(db, [sql`set local enable_sort = off`, page]);
  return read?.rows ?? [];
}

/** Each row is found by what both indexes are made of, and changed where it lies: either will do, whatever the planner expects. */
async function keepTexts(
  db: Kysely<Schema>,
  { incident, notice }: NoticeRef,
  texts: readonly SnapshotText[],
): Promise<void> {
  await sql`
    with texts as materialized (
      select t.*, (
        select s.ctid from snapshots s
        where s.incident = ${incident} and s.notice = ${notice} and s.mail = t.mail and s.contact = t.contact) as place
      from json_to_recordset(${recordset(texts)}::json) as t(contact text, mail text, "values" jsonb, "textLanguage" text, "textSha256" text)
    )
    update snapshots p set "values" = t."values", text_language = t."textLanguage", text_sha256 = t."textSha256"
    from texts t where p.ctid = t.place`.execute(db);
}

/** Once each has its text. SHA-256, hex, over a line for each contact: its id, its address and the SHA-256 of its text, parted by tabs. */
async function sealSnapshot(db: Kysely<Schema>, { incident, notice }: NoticeRef): Promise<TakenDown> {
  await sql`
    update notices n set recipients = p.recipients, recipients_hash = p.hash from (
      select count(*) as recipients, encode(sha256(convert_to(coalesce(
        string_agg(concat_ws(E'\t', contact, address, text_sha256) || E'\n', '' order by contact), ''), 'UTF8')), 'hex') as hash
      from snapshots where incident = ${incident} and notice = ${notice}
    ) p where n.incident = ${incident} and n.notice = ${notice}`.execute(db);
  const sealed = await takenDown(db, { incident, notice });
  if (!sealed) throw new Error(`Notice ${notice} of ${incident} was stored before its recipients.`);
  return sealed;
}

async function readersOf(db: Kysely<Schema>, { incident, notice }: NoticeRef): Promise<Readers> {
  const { rows } = await sql<{ customers: CustomerId[]; said: string | null }>`
    select array_agg(distinct p.customer) as customers, string_agg(v.value, E'\n') as said
    from snapshots p left join lateral jsonb_each_text(p.own - 'customer' - 'account' - 'timeZone') v on true
    where p.incident = ${incident} and p.notice = ${notice}
    group by p.mail`.execute(db);
  const values = rows.flatMap(({ customers, said }) => (said === null ? [] : [{ customers, said }]));
  return { customers: [...new Set(rows.flatMap(({ customers }) => customers))], values };
}

async function letters(
  db: Kysely<Schema>,
  { incident, notice }: NoticeRef,
  { customer, limit }: WhichLetters,
): Promise<Letter[]> {
  const rows = db
    .selectFrom('snapshots')
    .select(['contact', 'customer', 'address', 'name', 'values', 'own', 'textLanguage', 'textSha256'])
    .where('incident', '=', incident)
    .where('notice', '=', notice)
    .where('textSha256', 'is not', null);
  const chosen = customer === undefined ? rows : rows.where('customer', '=', customer);
  const ordered = chosen.orderBy('contact');
  return (await (limit === undefined ? ordered : ordered.limit(limit)).execute()) as Letter[];
}

/** None of a notice whose recipients were never taken down, or not wholly. */
async function takenDown(db: Kysely<Schema>, { incident, notice }: NoticeRef): Promise<TakenDown | undefined> {
  const row = await db
    .selectFrom('notices')
    .select(['scopeRevision', 'recipients', 'recipientsHash'])
    .where('incident', '=', incident)
    .where('notice', '=', notice)
    .executeTakeFirst();
  if (!row?.recipientsHash) return undefined;
  return { recipientsHash: row.recipientsHash, recipients: row.recipients ?? 0, scopeRevision: row.scopeRevision ?? 0 };
}

/* Sets are looked up whole (`is true`), and joined nowhere: the planner expects one row of a notice that is younger than its statistics. */

/** Plans what was taken down, for those whom it still is for and of whom nothing became otherwise. Who was told meanwhile is told no more. */
export async function planSnapshot(
  trx: Transaction<Schema>,
  { incident, notice }: NoticeRef,
  to: RawBuilder<boolean>,
): Promise<void> {
  await lockRevision(trx, scopeOf(incident));
  await sql`
    with changed as materialized (${changedMails(incident, sql`p.notice = ${notice}`)}),
      still as materialized (select s.contact from (${asItStands(incident, notice, to)}) s)
    insert into recipients (id, subject, number, customer, account, contact, endpoint, address, mail, name, language, state, "values", text_sha256)
    select p.incident || '/' || p.notice || '/' || p.contact, p.incident, p.notice, p.customer, p.account, p.contact, p.contact, p.address,
      p.mail, p.name, p.text_language, 'planned', p."values", p.text_sha256
    from snapshots p
    where p.incident = ${incident} and p.notice = ${notice}
      and (p.mail in (select mail from changed)) is not true and (p.contact in (select contact from still)) is true
    on conflict (subject, number, endpoint) do nothing`.execute(trx);
}

/** Call once something of the customers became otherwise, with the incident's scope locked: what was not handed over yet is not sent as it was. */
export async function cancelChanged(
  trx: Transaction<Schema>,
  incident: IncidentId,
  customers: readonly CustomerId[],
): Promise<void> {
  if (customers.length === 0) return;
  await sql`
    with changed as materialized (${changedMails(incident, sql`p.customer = any(${customers}::text[])`)})
    update recipients r set state = 'cancelled', next_at = null
    where r.subject = ${incident} and r.state in ('planned', 'claimed', 'deferred') and r.text_sha256 is not null
      and (r.mail in (select mail from changed)) is true`.execute(trx);
}

/**
 * Of the snapshot rows `p` that `which` picks: the mails of which something is not as it was. Scope is looked up for each row by its key: joined
 * otherwise, the planner reads all of it for each.
 */
function changedMails(incident: IncidentId, which: RawBuilder<unknown>) {
  return sql`
    select p.mail from snapshots p
      join notices n on n.incident = p.incident and n.notice = p.notice
      left join lateral (select * from scope x where x.incident = p.incident and x.customer = p.customer offset 0) s on true
      left join customers k on k.id = p.customer
      left join accounts a on a.id = p.account and ${AFFECTED}
      left join contacts c on c.id = p.contact and ${RECEIVES}
    where p.incident = ${incident} and ${which} and ((
      s.customer is not null and ${STILL_FOR}
      and (p.address, p.name, p.language, p.own) is not distinct from (c.email, c.name, coalesce(c.language, k.language), ${OWN})
    ) is not true)`;
}
