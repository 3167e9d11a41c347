import { sql, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Listen } from '../database/notifications';
import type { Schema } from '../database/schema';

/** That an incident has new pages. */
export interface Changed {
  id: IncidentId;
  sequence: number;
}

export interface News {
  /**
   * Tells of every incident as soon as pages of it are stored, whichever process stored them. `lost`: some may have been missed, while the
   * database was away. @returns what ends it
   */
  listen(on: { changed: (news: Changed) => void; lost: () => void }): Promise<() => Promise<void>>;
}

const CHANNEL = 'tocsin_news';

export function newsIn(listen: Listen): News {
  return {
    listen: ({ changed, lost }) =>
      listen(CHANNEL, {
        heard: (payload) => changed(JSON.parse(payload) as Changed),
        lost,
      }),
  };
}

/** Heard once the transaction is committed, and not at all if it is not. */
export async function announce(trx: Transaction<Schema>, { id, sequence }: Changed): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ id, sequence })})`.execute(trx);
}
