import type { Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';

/** What the effect was answered, if it was done before. */
export async function answered<T>(
  trx: Transaction<Schema>,
  incident: IncidentId,
  effect: string,
): Promise<T | undefined> {
  const row = await trx
    .selectFrom('scopeRequests')
    .select('answer')
    .where('incident', '=', incident)
    .where('effect', '=', effect)
    .executeTakeFirst();
  return row?.answer as T | undefined;
}

export async function remember(
  trx: Transaction<Schema>,
  incident: IncidentId,
  effect: string,
  answer: object,
): Promise<void> {
  await trx
    .insertInto('scopeRequests')
    .values({ incident, effect, answer: JSON.stringify(answer) })
    .execute();
}
