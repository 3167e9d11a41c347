import { sql, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import { bumpRevision, lockRevision, scopeOf } from '../scope/revisions';
import type { Schema } from '../database/schema';
import { settleNotified } from '../scope/told';
import { customersOf, mailOf, noteAttempts, sameMail } from './mail-rows';
import type { DeliveryId } from '../../domain/primitives/parties';

const OPEN = ['planned', 'claimed', 'handed', 'deferred'] as const;

/** Which deliveries the message was for, its Message-ID says. */
export async function acceptLate(
  trx: Transaction<Schema>,
  id: DeliveryId,
  fence: string,
  { words, at }: { words: string; at: Instant },
): Promise<boolean> {
  const row = await mailOf(trx, id);
  if (!row) return false;
  await lockRevision(trx, scopeOf(row.incident));
  const ended = await trx
    .updateTable('recipients')
    .set({ state: 'accepted', serverWords: words, finishedAt: at, nextAt: null, attempts: sql`attempts + 1` })
    .where(sameMail(row))
    .where(sql<boolean>`(id = ${id} or message_id = ${row.messageId}::text)`)
    .where('state', 'in', OPEN)
    .returning(['id', 'customer', 'attempts as number', 'handedAt'])
    .execute();
  if (ended.length === 0) return false;
  await noteAttempts(trx, ended, { fence, outcome: 'accepted', words, at });
  await settleNotified(trx, row.incident, customersOf(ended), { reopen: false });
  await bumpRevision(trx, scopeOf(row.incident));
  return true;
}
