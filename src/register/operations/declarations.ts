import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { Message } from '../../domain/receive';
import { refuse, type Refusal } from '../../domain/primitives/refusal';
import type { IncidentId } from '../../domain/state';
import { lockDeclarations } from '../database/locks';
import type { Schema } from '../database/schema';

/** A declaration that could not be given to its incident at once. */
export interface KeptDeclaration {
  /** The key of the request, by which the incident knows it too. */
  reference: string;
  incident: IncidentId;
  message: Message;
  takenAt: Instant;
  state: 'waiting' | 'given' | 'refused';
  /** Why the incident did not take it. */
  refusal: Refusal | null;
}

export type Declaring = Pick<KeptDeclaration, 'reference' | 'incident' | 'message' | 'takenAt'>;

export interface Kept {
  refusal?: Refusal;
  message: Message;
}

export interface Declarations {
  /**
   * Keeps it as waiting, unless `judge`, who sees what waits for that incident already, has a reason against it; of several at once each sees
   * those before it. The same request again finds what it said first, and what became of it. `judge` must not use the register.
   * @returns why it was not kept, and the message as it was kept
   */
  keep(declaring: Declaring, judge: (before: Message[]) => Refusal | undefined): Promise<Kept>;
  /** What waits, in the order in which it was kept. */
  waiting(): Promise<KeptDeclaration[]>;
  /** What waits for this incident, and what it refused. */
  unmet(incident: IncidentId): Promise<KeptDeclaration[]>;
  /** @returns whether nobody had settled it before */
  settle(reference: string, at: Instant, refusal?: Refusal): Promise<boolean>;
}

export function declarationsIn(db: Kysely<Schema>): Declarations {
  return {
    keep: (declaring, judge) => db.transaction().execute((trx) => keep(trx, declaring, judge)),
    waiting: () => kept(db).where('state', '=', 'waiting').execute(),
    unmet: (incident) => kept(db).where('incident', '=', incident).where('state', '<>', 'given').execute(),
    settle: (reference, at, refusal) => settle(db, reference, at, refusal),
  };
}

async function keep(
  trx: Transaction<Schema>,
  { reference, incident, message, takenAt }: Declaring,
  judge: (before: Message[]) => Refusal | undefined,
): Promise<Kept> {
  await lockDeclarations(trx, incident);
  const before = await kept(trx).where('incident', '=', incident).execute();
  const same = before.find((one) => one.reference === reference);
  if (same) return again(same, message);
  const refusal = judge(before.filter(({ state }) => state === 'waiting').map((one) => one.message));
  if (refusal) return { refusal, message };
  const row = { reference, incident, message: JSON.stringify(message), takenAt, state: 'waiting' as const };
  await trx.insertInto('declarations').values(row).execute();
  return { message };
}

function again({ message, refusal }: KeptDeclaration, { bodyHash }: Message): Kept {
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

function kept(db: Kysely<Schema>) {
  return db
    .selectFrom('declarations')
    .select(['reference', 'incident', 'message', 'takenAt', 'state', 'refusal'])
    .orderBy(sql`place`);
}
