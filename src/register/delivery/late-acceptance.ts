import { sql, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import { bumpRevision, lockRevision, scopeOf } from '../scope/revisions';
import type { Schema } from '../database/schema';
import { settleNotified } from '../scope/told';

export async function acceptLate(
  trx: Transaction<Schema>,
  id: string,
  fence: string,
  { words, at }: { words: string; at: Instant },
): Promise<boolean> {
  const row = await trx
    .selectFrom('deliveries')
    .select(['incident', 'customer'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return false;
  await lockRevision(trx, scopeOf(row.incident));
  const ended = await trx
    .updateTable('deliveries')
    .set({ state: 'accepted', serverWords: words, finishedAt: at, nextAt: null, attempts: sql`attempts + 1` })
    .where('id', '=', id)
    .where('state', 'in', ['planned', 'claimed', 'handed', 'deferred'])
    .returning(['attempts as number', 'handedAt'])
    .executeTakeFirst();
  if (!ended) return false;
  const attempt = { delivery: id, fence, outcome: 'accepted' as const, words, endedAt: at, ...ended };
  await trx.insertInto('attempts').values(attempt).execute();
  await settleNotified(trx, row.incident, [row.customer], { reopen: false });
  await bumpRevision(trx, scopeOf(row.incident));
  return true;
}
