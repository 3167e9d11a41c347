import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { AdministrativeAct, Author } from '../../domain/administration/story';
import { isApproved } from '../../domain/programme/approval';
import type { PinnedProcedure } from '../../domain/programme/procedure';
import { later, type Instant } from '../../domain/primitives/instant';
import { databaseNow, writeActs } from '../administration/story';
import type { Schema } from '../database/schema';
import { withoutNulls, type Present } from '../database/values';

export type Procedure = Present<Selectable<Schema['procedures']>>;
export type ProcedureHead = Omit<Procedure, 'content'>;
export type ProcedureRef = Pick<Procedure, 'name' | 'version'>;

/** Each act is a page of the story of the administration, with the hash of the text. */
export interface Procedures {
  /** All versions, the newest of each first. */
  list(): Promise<ProcedureHead[]>;
  get(ref: ProcedureRef): Promise<Procedure | undefined>;
  /** False where that version is there already: what a version says never changes. */
  draft(
    procedure: Pick<Procedure, 'name' | 'version' | 'title' | 'content' | 'sha256' | 'wantedFrom'>,
    author: Author,
  ): Promise<boolean>;
  /** The second approval puts it in force. False where it was approved meanwhile. */
  approve(ref: ProcedureRef, author: Author): Promise<boolean>;
  /** Of each procedure the version that was in force. */
  inForceAt(at: Instant): Promise<PinnedProcedure[]>;
}

const HEAD = [
  ...(['name', 'version', 'title', 'sha256', 'wantedFrom'] as const),
  ...(['draftedBy', 'draftedAt', 'approvedBy', 'inForceFrom'] as const),
] as const;

export function proceduresIn(db: Kysely<Schema>): Procedures {
  return {
    list: async () =>
      (await db.selectFrom('procedures').select(HEAD).orderBy('name').orderBy('draftedAt', 'desc').execute()).map(
        withoutNulls,
      ),
    get: async (ref) => {
      const row = await rowOf(db, ref).executeTakeFirst();
      return row && withoutNulls(row);
    },
    draft: (procedure, author) => db.transaction().execute((trx) => draft(trx, procedure, author)),
    approve: (ref, author) => db.transaction().execute((trx) => approve(trx, ref, author)),
    inForceAt: async (at) => {
      const { rows } = await sql<PinnedProcedure>`
        select distinct on (name) name, version, sha256 from procedures
        where in_force_from <= ${at}::timestamptz order by name, in_force_from desc, version`.execute(db);
      return rows;
    },
  };
}

function rowOf(db: Kysely<Schema>, { name, version }: ProcedureRef) {
  return db.selectFrom('procedures').selectAll().where('name', '=', name).where('version', '=', version);
}

async function draft(
  trx: Transaction<Schema>,
  { wantedFrom, ...procedure }: Parameters<Procedures['draft']>[0],
  author: Author,
): Promise<boolean> {
  const draftedAt = author.at ?? (await databaseNow(trx));
  const { numInsertedOrUpdatedRows: written } = await trx
    .insertInto('procedures')
    .values({
      ...procedure,
      wantedFrom: wantedFrom ?? null,
      draftedBy: author.person,
      draftedAt,
      approvedBy: [],
      inForceFrom: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (!written) return false;
  await note(trx, author, 'procedure-drafted', procedure);
  return true;
}

async function approve(trx: Transaction<Schema>, ref: ProcedureRef, author: Author): Promise<boolean> {
  const row = await rowOf(trx, ref).forUpdate().executeTakeFirst();
  if (!row || isApproved(row) || row.approvedBy.includes(author.person)) return false;
  const at = author.at ?? (await databaseNow(trx));
  const approvedBy = [...row.approvedBy, author.person];
  const inForceFrom = isApproved({ approvedBy }) ? later(at, row.wantedFrom ?? at) : null;
  await trx
    .updateTable('procedures')
    .set({ approvedBy, inForceFrom })
    .where('name', '=', ref.name)
    .where('version', '=', ref.version)
    .execute();
  await note(trx, author, 'procedure-approved', row, inForceFrom ?? undefined);
  return true;
}

async function note(
  trx: Transaction<Schema>,
  author: Author,
  act: AdministrativeAct,
  { name, version, sha256 }: Pick<Procedure, 'name' | 'version' | 'sha256'>,
  inForceFrom?: Instant,
): Promise<void> {
  const change = { sha256, ...(inForceFrom && { inForceFrom }) };
  await writeActs(trx, author, [{ act, subject: `procedures/${name}/${version}`, change, concerns: [] }]);
}
