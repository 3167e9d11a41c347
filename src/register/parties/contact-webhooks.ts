import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { AdministrativeAct, Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import { writeActs } from '../administration/story';
import type { Schema } from '../database/schema';
import { withoutNulls, type Present } from '../database/values';
import type { ContactId } from '../../domain/primitives/parties';

/** Where a contact's own program takes notices. */
export type ContactWebhook = Present<Selectable<Schema['contactWebhooks']>>;

export interface ContactWebhooks {
  get(contact: ContactId): Promise<ContactWebhook | undefined>;
  /** A new address begins with a new secret, and one that was gone counts again. */
  set(webhook: Pick<ContactWebhook, 'contact' | 'url' | 'ringKey'>, author: Author): Promise<void>;
  /** Another secret, made of `ringKey`; both sign for a while. Undefined where there is none. */
  rotate(contact: ContactId, ringKey: string, author: Author): Promise<ContactWebhook | undefined>;
  /** False where there is none. */
  end(contact: ContactId, author: Author): Promise<boolean>;
  /** Nobody listens there any more: nothing is sent to it until it is set anew. */
  gone(contact: ContactId, at: Instant): Promise<void>;
}

export function contactWebhooksIn(db: Kysely<Schema>): ContactWebhooks {
  const inOne = <T>(act: (trx: Transaction<Schema>) => Promise<T>) => db.transaction().execute(act);
  return {
    get: async (contact) => {
      const row = await db.selectFrom('contactWebhooks').selectAll().where('contact', '=', contact).executeTakeFirst();
      return row && withoutNulls(row);
    },
    set: (webhook, author) => inOne((trx) => set(trx, webhook, author)),
    rotate: (contact, ringKey, author) => inOne((trx) => rotate(trx, contact, ringKey, author)),
    end: (contact, author) => inOne((trx) => end(trx, contact, author)),
    gone: async (contact, goneAt) => {
      await db.updateTable('contactWebhooks').set({ goneAt }).where('contact', '=', contact).execute();
    },
  };
}

async function set(
  trx: Transaction<Schema>,
  { contact, url, ringKey }: Pick<ContactWebhook, 'contact' | 'url' | 'ringKey'>,
  author: Author,
): Promise<void> {
  await trx
    .insertInto('contactWebhooks')
    .values({ contact, url, ringKey, goneAt: null })
    .onConflict((conflict) => conflict.column('contact').doUpdateSet({ url, ringKey, ...NEXT_SECRET, goneAt: null }))
    .execute();
  await note(trx, author, 'contact-webhook-set', contact);
}

async function rotate(trx: Transaction<Schema>, contact: ContactId, ringKey: string, author: Author) {
  const row = await trx
    .updateTable('contactWebhooks')
    .set({ ringKey, ...NEXT_SECRET })
    .where('contact', '=', contact)
    .returningAll()
    .executeTakeFirst();
  if (!row) return undefined;
  await note(trx, author, 'contact-webhook-rotated', contact);
  return withoutNulls(row);
}

const NEXT_SECRET = {
  generation: sql<number>`contact_webhooks.generation + 1`,
  rotatedAt: sql<Instant>`clock_timestamp()`,
};

async function end(trx: Transaction<Schema>, contact: ContactId, author: Author): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('contactWebhooks').where('contact', '=', contact).executeTakeFirst();
  if (numDeletedRows > 0n) await note(trx, author, 'contact-webhook-ended', contact);
  return numDeletedRows > 0n;
}

/** Without the address, which may hold a secret of its own. */
async function note(
  trx: Transaction<Schema>,
  author: Author,
  act: AdministrativeAct,
  contact: ContactId,
): Promise<void> {
  await writeActs(trx, author, [{ act, subject: `contacts/${contact}` }]);
}
