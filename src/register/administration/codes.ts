import { sql, type Kysely, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import { anyOf } from '../database/sql';
import { subjectOf, WITNESSES } from './people-acts';
import { databaseNow, writeActs } from './story';

/** A key is granted to somebody by a code that is mailed to them alone: whoever granted it never sees either. */
export async function grantKey(trx: Transaction<Schema>, person: PersonId, author: Author): Promise<number> {
  const grant = { act: 'key-granted', subject: subjectOf(person), concerns: [person], codeFor: person } as const;
  const [page = 0] = await writeActs(trx, author, [{ ...grant, hears: { roles: WITNESSES } }]);
  return page;
}

export interface MailedCode {
  hash: string;
  /** The page of the grant. */
  page: number;
  person: PersonId;
  expiresAt: Instant;
}

/** Each copy of a mail has a code of its own, since none is kept; the first that is used ends all of them. @returns whether the grant still stands */
export async function addCode(db: Kysely<Schema>, { hash, page, person, expiresAt }: MailedCode): Promise<boolean> {
  const { rows } = await sql`
    insert into key_codes (hash, page, person, granted_by, expires_at)
    select ${hash}, ${page}, ${person}, a.people[1], ${expiresAt}::timestamptz
    from administration a join people p on p.id = ${person} and p.active
    where a.sequence = ${page} and not exists (select from key_codes where page = ${page} and ended_at is not null)
      and exists (select from witness_mails where kind = 'code' and first = ${page} and ended_at is null)
    returning hash`.execute(db);
  return rows.length > 0;
}

/** Ends a code, and all others of its grant. @returns for whom it stood; undefined if it did not */
export async function takeCode(
  trx: Transaction<Schema>,
  hash: string,
  at: Instant,
): Promise<{ person: PersonId; page: number; grantedBy: PersonId } | undefined> {
  const code = await trx
    .selectFrom('keyCodes')
    .select(['person', 'page', 'grantedBy'])
    .where('hash', '=', hash)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', at)
    .forUpdate()
    .executeTakeFirst();
  if (!code) return undefined;
  await sql`update key_codes set ended_at = clock_timestamp() where page = ${code.page} and ended_at is null`.execute(
    trx,
  );
  await cancelMails(trx, sql`first = ${code.page}`);
  return code;
}

/** What names a code in records: enough of its hash to tell it from any other. */
export function codeIdOf(hash: string): string {
  return hash.slice(0, 16);
}

/** Of people who are reached elsewhere, hold other roles or none, or came back: what was granted to them before is granted no more. */
export async function endGrants(trx: Transaction<Schema>, persons: readonly PersonId[]): Promise<void> {
  if (persons.length === 0) return;
  await sql`update key_codes set ended_at = ${await databaseNow(trx)}::timestamptz
    where ended_at is null and person = ${anyOf(persons)}`.execute(trx);
  await cancelMails(trx, sql`person = ${anyOf(persons)}`);
}

async function cancelMails(trx: Transaction<Schema>, which: ReturnType<typeof sql>): Promise<void> {
  await sql`update witness_mails set ended_at = clock_timestamp(), outcome = 'cancelled'
    where kind = 'code' and ended_at is null and ${which}`.execute(trx);
}
