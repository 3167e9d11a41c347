import { sql, type Insertable, type Kysely, type Selectable } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import { storable, withoutNulls, type Present } from '../database/values';
import type { LinkOf } from './links';

type Row = Schema['returnedMails'];
/** What came back by mail. */
export type ReturnedMail = Present<Omit<Selectable<Row>, 'raw' | 'sha256'>>;
export type NewReturnedMail = Omit<Insertable<Row>, 'id' | 'settledAt' | 'settledBy'>;

export interface ReturnedMails {
  /** The delivery whose message an address or a header names, by its id or the first half of it. */
  byMessage(id: string): Promise<LinkOf | undefined>;
  /** The newest delivery to the address whose server took it. */
  byAddress(address: string): Promise<LinkOf | undefined>;
  isKnown(sha256: string): Promise<boolean>;
  /** False if it was taken before. */
  keep(mail: NewReturnedMail): Promise<boolean>;
  /** What waits for a person, the oldest first. */
  waiting(): Promise<ReturnedMail[]>;
  raw(id: number): Promise<Uint8Array | undefined>;
  /** Its bytes go. False if it does not wait. */
  settle(id: number, by: PersonId, at: Instant): Promise<boolean>;
}

const LISTED = 1_000;

export function returnedMailsIn(db: Kysely<Schema>): ReturnedMails {
  return {
    byMessage: (id) => byMessage(db, id),
    byAddress: (address) => byAddress(db, address),
    isKnown: async (sha256) => {
      const found = await db.selectFrom('returnedMails').select('id').where('sha256', '=', sha256).executeTakeFirst();
      return found !== undefined;
    },
    keep: (mail) => keep(db, mail),
    waiting: () => waiting(db),
    raw: async (id) => {
      const row = await db.selectFrom('returnedMails').select('raw').where('id', '=', id).executeTakeFirst();
      return row?.raw ?? undefined;
    },
    settle: (id, by, at) => settle(db, id, by, at),
  };
}

async function byMessage(db: Kysely<Schema>, id: string): Promise<LinkOf | undefined> {
  return await db
    .selectFrom('noticeLinks')
    .select(['incident', 'notice', 'delivery'])
    .where('message', '>=', id)
    .where('message', '<', `${id}g`)
    .limit(1)
    .executeTakeFirst();
}

async function byAddress(db: Kysely<Schema>, address: string): Promise<LinkOf | undefined> {
  const { rows } = await sql<LinkOf>`
    select subject as incident, number as notice, id as delivery from recipients
    where contact = any(array(select id from contacts where lower(email) = ${address})) and lower(address) = ${address}
      and state = 'accepted' and customer is not null
    order by finished_at desc, id limit 1`.execute(db);
  return rows[0];
}

async function keep(db: Kysely<Schema>, mail: NewReturnedMail): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('returnedMails')
    .values({
      ...mail,
      subject: String(storable(mail.subject)),
      words: String(storable(mail.words)),
      recipients: storable(mail.recipients) as string[],
    })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

async function waiting(db: Kysely<Schema>): Promise<ReturnedMail[]> {
  const rows = await db
    .selectFrom('returnedMails')
    .select(['id', 'kind', 'matchedBy', 'incident', 'notice', 'delivery', 'sender', 'subject', 'words', 'recipients'])
    .select(['waits', 'receivedAt', 'settledAt', 'settledBy'])
    .where('waits', '=', true)
    .where('settledAt', 'is', null)
    .orderBy('id')
    .limit(LISTED)
    .execute();
  return rows.map(withoutNulls);
}

async function settle(db: Kysely<Schema>, id: number, by: PersonId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('returnedMails')
    .set({ settledAt: at, settledBy: by, raw: null })
    .where('id', '=', id)
    .where('waits', '=', true)
    .where('settledAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
