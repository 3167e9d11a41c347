import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { AdministrativeAct, Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import { writeActs } from '../administration/story';
import type { Schema } from '../database/schema';
import { withoutNulls, type Present } from '../database/values';

export type ScimClient = Omit<Present<Selectable<Schema['scimClients']>>, 'tokenSha256'>;

/** Identity providers that keep the staff list. Each has a token with rights to nothing else. */
export interface ScimClients {
  /** False if the id is taken, also by one that ended. */
  add(client: Pick<ScimClient, 'id' | 'name'> & { tokenSha256: string }, author: Author): Promise<boolean>;
  /** False for an unknown or ended one. */
  end(id: string, author: Author): Promise<boolean>;
  list(): Promise<ScimClient[]>;
  /** Whose token it is, while that counts. */
  byToken(tokenSha256: string): Promise<ScimClient | undefined>;
}

export function scimClientsIn(db: Kysely<Schema>): ScimClients {
  const all = () => db.selectFrom('scimClients').select(['id', 'name', 'createdBy', 'createdAt', 'endedAt']);
  return {
    add: (client, author) => db.transaction().execute((trx) => add(trx, client, author)),
    end: (id, author) => db.transaction().execute((trx) => end(trx, id, author)),
    list: async () => (await all().orderBy('id').execute()).map(withoutNulls),
    byToken: async (tokenSha256) => {
      const row = await all().where('tokenSha256', '=', tokenSha256).where('endedAt', 'is', null).executeTakeFirst();
      return row && withoutNulls(row);
    },
  };
}

type New = Parameters<ScimClients['add']>[0];

async function add(trx: Transaction<Schema>, client: New, author: Author): Promise<boolean> {
  const row = await trx
    .insertInto('scimClients')
    .values({ ...client, createdBy: author.person })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row) await note(trx, author, 'scim-client-added', client.id);
  return row !== undefined;
}

async function end(trx: Transaction<Schema>, id: string, author: Author): Promise<boolean> {
  const row = await trx
    .updateTable('scimClients')
    .set({ endedAt: author.at ?? sql<Instant>`clock_timestamp()` })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (row) await note(trx, author, 'scim-client-ended', id);
  return row !== undefined;
}

async function note(trx: Transaction<Schema>, author: Author, act: AdministrativeAct, id: string): Promise<void> {
  await writeActs(trx, author, [{ act, subject: `scim-clients/${id}` }]);
}
