import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import { databaseNow, writeActs } from '../administration/story';
import type { Schema } from '../database/schema';
import { withoutNulls, type Present } from '../database/values';

/** What a contact would have otherwise. */
export type Proposal = Present<Selectable<Schema['contactProposals']>>;

export interface Proposals {
  /** Those that wait, the oldest first. */
  waiting(limit: number): Promise<Proposal[]>;
  get(id: number): Promise<Proposal | undefined>;
  /** False if it was decided before. */
  decide(id: number, outcome: 'accepted' | 'declined', author: Author): Promise<boolean>;
}

export function proposalsIn(db: Kysely<Schema>): Proposals {
  return {
    waiting: async (limit) => {
      const rows = db.selectFrom('contactProposals').selectAll().where('decidedAt', 'is', null).orderBy('id');
      return (await rows.limit(limit).execute()).map(withoutNulls);
    },
    get: async (id) => {
      const row = await db.selectFrom('contactProposals').selectAll().where('id', '=', id).executeTakeFirst();
      return row && withoutNulls(row);
    },
    decide: (id, outcome, author) => db.transaction().execute((trx) => decide(trx, id, outcome, author)),
  };
}

async function decide(
  trx: Transaction<Schema>,
  id: number,
  outcome: 'accepted' | 'declined',
  author: Author,
): Promise<boolean> {
  const at = author.at ?? (await databaseNow(trx));
  const row = await trx
    .updateTable('contactProposals')
    .set({ decidedAt: at, decidedBy: author.person, outcome })
    .where('id', '=', id)
    .where('decidedAt', 'is', null)
    .returning(['customer', 'contact', 'kind'])
    .executeTakeFirst();
  if (!row) return false;
  const act = outcome === 'accepted' ? ('contact-proposal-accepted' as const) : ('contact-proposal-declined' as const);
  await writeActs(trx, author, [{ act, subject: `contact-proposals/${id}`, change: withoutNulls(row) }]);
  return true;
}
