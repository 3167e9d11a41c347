import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { Schema } from '../database/schema';

/** One mail of a thread about a report. */
export interface ReportMail {
  source: string;
  /** SHA-256 of its Message-ID. */
  message: string;
  reference: string;
  at: Instant;
}

export interface ReportMails {
  /** @returns the reference under which it is kept: that of its first copy */
  keep(mail: ReportMail): Promise<string>;
  /** Of the first of these messages that is known. */
  referenceOf(source: string, messages: readonly string[]): Promise<string | undefined>;
  /** How many threads had a mail within the hour before. */
  threadsWithinHour(source: string, at: Instant): Promise<number>;
}

export function reportMailsIn(db: Kysely<Schema>): ReportMails {
  return {
    keep: (mail) => keep(db, mail),
    referenceOf: (source, messages) => referenceOf(db, source, messages),
    threadsWithinHour: async (source, at) => {
      const { rows } = await sql<{ threads: number }>`
        select count(distinct reference)::integer as threads from report_mails
        where source = ${source} and received_at > ${at}::timestamptz - interval '1 hour'`.execute(db);
      return rows[0]?.threads ?? 0;
    },
  };
}

async function keep(db: Kysely<Schema>, { at: receivedAt, ...mail }: ReportMail): Promise<string> {
  await db
    .insertInto('reportMails')
    .values({ ...mail, receivedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await referenceOf(db, mail.source, [mail.message])) ?? mail.reference;
}

async function referenceOf(db: Kysely<Schema>, source: string, messages: readonly string[]) {
  if (messages.length === 0) return undefined;
  const known = db.selectFrom('reportMails').select('reference').where('source', '=', source);
  const row = await known.where('message', 'in', messages).orderBy('receivedAt').limit(1).executeTakeFirst();
  return row?.reference;
}
