import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { Message } from '../../domain/receive';
import { refuse, type Refusal } from '../../domain/primitives/refusal';
import type { IncidentId } from '../../domain/case/state';
import { lockDeclarations } from '../database/locks';
import type { Schema } from '../database/schema';

/** A declaration that could not be passed to its incident at once. */
export interface KeptDeclaration {
  /** The request's idempotency key; the incident knows it under the same key. */
  reference: string;
  incident: IncidentId;
  message: Message;
  takenAt: Instant;
  state: 'waiting' | 'given' | 'refused';
  /** Why the incident refused it. */
  refusal: Refusal | null;
}

export type Declaring = Pick<KeptDeclaration, 'reference' | 'incident' | 'message' | 'takenAt'>;

export interface Kept {
  refusal?: Refusal;
  message: Message;
}

export interface Declarations {
  /**
   * Stores it as waiting, unless `judge` refuses. `judge` sees what already waits for the incident; concurrent calls see each other in
   * turn. A repeated request gets its first result and what became of it. `judge` must not use the register.
   * @returns the refusal, if any, and the message as first stored
   */
  keep(declaring: Declaring, judge: (before: Message[]) => Refusal | undefined): Promise<Kept>;
  /** All that are waiting, in the order in which they were stored. */
  waiting(): Promise<KeptDeclaration[]>;
  /** Those of this incident that are waiting or were refused. */
  unmet(incident: IncidentId): Promise<KeptDeclaration[]>;
  /** @returns whether this call settled it */
  settle(reference: string, at: Instant, refusal?: Refusal): Promise<boolean>;
}

export function declarationsIn(db: Kysely<Schema>): Declarations {
  return {
    keep: (declaring, judge) => db.transaction().execute((trx) => keep(trx, declaring, judge)),
    waiting: () => declarations(db).where('state', '=', 'waiting').execute(),
    unmet: (incident) => declarations(db).where('incident', '=', incident).where('state', '<>', 'given').execute(),
    settle: (reference, at, refusal) => settle(db, reference, at, refusal),
  };
}

async function keep(
  trx: Transaction<Schema>,
  { reference, incident, message, takenAt }: Declaring,
  judge: (before: Message[]) => Refusal | undefined,
): Promise<Kept> {
  await lockDeclarations(trx, incident);
  const before = await declarations(trx).where('incident', '=', incident).execute();
  const same = before.find((one) => one.reference === reference);
  if (same) return repeatOf(same, message);
  const refusal = judge(before.filter(({ state }) => state === 'waiting').map((one) => one.message));
  if (refusal) return { refusal, message };
  const row = { reference, incident, message: JSON.stringify(message), takenAt, state: 'waiting' as const };
  await trx.insertInto('declarations').values(row).execute();
  return { message };
}

function repeatOf({ message, refusal }: KeptDeclaration, { bodyHash }: Message): Kept {
  if (message.bodyHash !== bodyHash)
    return { refusal: refuse('key-reused', 'This idempotency key came with another body before.'), message };
  return { message, ...(refusal && { refusal }) };
}

async function settle(db: Kysely<Schema>, reference: string, at: Instant, refusal?: Refusal): Promise<boolean> {
  const state = refusal ? ('refused' as const) : ('given' as const);
  const settled = await db
    .updateTable('declarations')
    .set({ state, settledAt: at, refusal: refusal ? JSON.stringify(refusal) : null })
    .where('reference', '=', reference)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return settled.numUpdatedRows > 0n;
}

function declarations(db: Kysely<Schema>) {
  return db
    .selectFrom('declarations')
    .select(['reference', 'incident', 'message', 'takenAt', 'state', 'refusal'])
    .orderBy(sql`place`);
}
