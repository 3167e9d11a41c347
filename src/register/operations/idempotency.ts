import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { plus, type Instant } from '../../domain/primitives/instant';
import type { Schema } from '../database/schema';
import { ASYNC_COMMIT } from '../database/sql';

export type Taken =
  | { state: 'new'; isWithholding?: boolean }
  | { state: 'in-flight' }
  | { state: 'other-body' }
  | { state: 'answered'; status: number; answer: unknown };

export interface Idempotency {
  /**
   * Asynchronous commit: the incident knows the command by the same key, and anything else done here is written later with a commit that
   * waits. `id` is the SHA-256 of person, route and key. A key in flight for longer than any request takes is new again: its holder died,
   * and the command itself is known by its id. Of the incident `about` it says whether words were ever withheld there.
   */
  take(request: TakenFor): Promise<Taken>;
  /** `answer` is plain JSON. A concurrent request with the same key in this process waits for it. */
  answer(id: string, status: number, answer: unknown): Promise<void>;
  /** Releases a key in flight, so that the request may be repeated. An answered key stays. */
  release(id: string): Promise<void>;
}

export interface TakenFor {
  id: string;
  bodyHash: string;
  at: Instant;
  about?: IncidentId;
}

/** Longer than a command may take. A longer import that is repeated meanwhile runs twice, with the same result. */
const IN_FLIGHT_TIMEOUT_MS = 20_000;

export function idempotencyIn(db: Kysely<Schema>): Idempotency {
  const writing = new Map<string, Promise<unknown>>();
  return {
    take: async (request) => {
      await writing.get(request.id);
      return take(db, request);
    },
    answer: async (id, status, answer) => {
      const set = { status, answer: JSON.stringify(answer) };
      const write = db.updateTable('idempotency').set(set).where('id', '=', id).returning(ASYNC_COMMIT).execute();
      writing.set(
        id,
        write.catch(() => undefined).then(() => writing.delete(id)),
      );
      await write;
    },
    release: async (id) => {
      await db.deleteFrom('idempotency').where('id', '=', id).where('status', 'is', null).execute();
    },
  };
}

async function take(db: Kysely<Schema>, { id, bodyHash, at, about }: TakenFor): Promise<Taken> {
  const taken = await db
    .insertInto('idempotency')
    .values({ id, bodyHash, takenAt: at })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ takenAt: at })
        .where('idempotency.status', 'is', null)
        .where('idempotency.bodyHash', '=', bodyHash)
        .where('idempotency.takenAt', '<', plus(at, -IN_FLIGHT_TIMEOUT_MS)),
    )
    .returning([wasWithheldIn(about).as('isWithholding'), ASYNC_COMMIT])
    .executeTakeFirst();
  if (!taken) return await standing(db, id, bodyHash);
  return { state: 'new', ...(about !== undefined && { isWithholding: taken.isWithholding }) };
}

function wasWithheldIn(incident: IncidentId | undefined) {
  return sql<boolean>`exists (select from withheld_words w where w.incident = ${incident ?? null})`;
}

async function standing(db: Kysely<Schema>, id: string, bodyHash: string): Promise<Taken> {
  const row = await db
    .selectFrom('idempotency')
    .select(['bodyHash', 'status', 'answer'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return { state: 'in-flight' };
  if (row.bodyHash !== bodyHash) return { state: 'other-body' };
  return row.status === null ? { state: 'in-flight' } : { state: 'answered', status: row.status, answer: row.answer };
}
