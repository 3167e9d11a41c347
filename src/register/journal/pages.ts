import type { Kysely, Transaction } from 'kysely';
import type { AnyPage, Page } from '../../domain/events';
import type { PostMortemPage } from '../../domain/post-mortem/events';
import { isExerciseId } from '../../domain/exercise/mark';
import { foldExercise } from '../exercise/pages';
import { isPostMortemId, type PostMortemId } from '../../domain/post-mortem/id';
import type { IncidentId } from '../../domain/case/state';
import type { IncidentState } from '../../domain/state';
import { BEFORE_THE_FIRST, chained } from '../../primitives/chain';
import { sha256 } from '../../primitives/hash';
import { RegisterConflict } from '../database/faults';
import { advancing, refold } from './fold';
import { lockPages } from '../database/locks';
import { inFewTrips, type Ending, type Statement } from '../database/one-trip';
import { openedPages } from './opened-pages';
import { foldPostMortem } from '../post-mortem/post-mortems';
import { announcement } from './news';
import type { PageBytes, Sealer } from './page-bytes';
import { rebuild, type Rebuild } from './rebuild';
import type { Schema } from '../database/schema';
import type { Instant } from '../../domain/primitives/instant';
import {
  faultsOf,
  pageCount,
  verify,
  verifyAfter,
  verifyOf,
  verifyRecorded,
  type PageFault,
  type Verified,
} from './verify';

export interface StoredPage {
  sequence: number;
  /** None if its data key was destroyed. */
  page?: Page;
  /** JSON text (UTF-8), byte for byte as it was hashed: an envelope around the encrypted page, or the page itself. */
  bytes: string;
  /** SHA-256 of the bytes, hex. */
  sha256: string;
  /** SHA-256 of the text `previous chain + sha256`, hex; the chain before the first page is 64 zeros. */
  chain: string;
}

export interface Pages {
  /**
   * Stores pages of one incident, in order, and folds them into the read tables, all in one transaction. Pages already stored change
   * nothing.
   * @throws RegisterConflict on a gap, or on other bytes under a stored sequence
   */
  append(pages: AnyPage[]): Promise<{ sequence: number }>;
  /** Ordered by sequence, starting with `fromSequence`. */
  read(incident: IncidentId, fromSequence?: number): Promise<StoredPage[]>;
  /** Of a post-mortem, all; none that its data key does not open. */
  ofPostMortem(id: PostMortemId): Promise<PostMortemPage[]>;
  /**
   * Reads all pages of one incident, verified against their hashes and chain, and blocks appends to it until `act` ends. `act` must not use
   * the register: the embedded one has a single connection, which is in use until then.
   * @throws RegisterConflict if a page is not as it was stored
   */
  held<T>(incident: IncidentId, act: (pages: Page[]) => Promise<T>): Promise<T>;
  /** The same, whichever process it is; how many pages it has is all that may be asked of them. */
  heldOf<T>(id: IncidentId | PostMortemId, act: (pages: readonly unknown[]) => Promise<T>): Promise<T>;
  /**
   * Refolds all read tables from the pages, in one transaction that every writer waits for: if a source table differs afterwards, nothing
   * but the rebuild can have changed it. Then everything is rolled back.
   * @throws SourcesChanged
   */
  rebuild(): Promise<Rebuild>;
  /** Finds gaps, bytes that do not match their hash, and hashes that do not match the chain. Empty if all is well. */
  verify(): Promise<PageFault[]>;
  /** As `verify`, in whole incidents from one on, until so many pages are read; `upTo` is the last of them, absent at the end. */
  verifyAfter(after: IncidentId | undefined, limit: number): Promise<Verified & { upTo?: IncidentId }>;
  /** As `verify`, for these incidents alone. */
  verifyOf(incidents: IncidentId[]): Promise<Verified>;
  /** As `verify`, for the pages stored since, each with the one before it; `until` is when the last was stored, if more are left. */
  verifyRecorded(since: Instant, limit: number): Promise<Verified & { until?: Instant }>;
  /** Reads an index whole. */
  count(): Promise<number>;
}

export function pagesIn(db: Kysely<Schema>, bytes: PageBytes): Pages {
  return {
    append: (pages) => inFewTrips(db, (trx) => append(trx, bytes, pages)),
    read: (incident, fromSequence = 1) => read(db, bytes, incident, fromSequence),
    ofPostMortem: (id) => openedPages<PostMortemPage>(db, id, bytes),
    held: (incident, act) => db.transaction().execute((trx) => held(trx, bytes, incident, act)),
    heldOf: (id, act) => db.transaction().execute((trx) => held(trx, bytes, id as IncidentId, act)),
    rebuild: () => db.transaction().execute((trx) => rebuild(trx, bytes)),
    verify: () => verify(db),
    verifyAfter: (after, limit) => verifyAfter(db, after, limit),
    verifyOf: (incidents) => verifyOf(db, incidents),
    verifyRecorded: (since, limit) => verifyRecorded(db, since, limit),
    count: () => pageCount(db),
  };
}

async function append(
  trx: Transaction<Schema>,
  bytes: PageBytes,
  pages: AnyPage[],
): Promise<Ending<{ sequence: number }>> {
  const incident = onlyIncidentOf(pages);
  const [, last, sealerOf, folded] = await Promise.all([
    lockPages(trx, incident),
    lastPage(trx, incident),
    bytes.sealer(trx, incident),
    foldedPages(trx, incident),
  ]);
  const sealer = sealerOf(last.sequence === 0);
  const given = pages.map((page) => sealed(page, sealer));
  const isFresh = ({ page }: Sealed) => page.sequence > last.sequence;
  const fresh = given.filter(isFresh);
  const sequence = last.sequence + fresh.length;
  const answer = () => ({ sequence });
  await refuseOtherBytes(
    trx,
    incident,
    given.filter((one) => !isFresh(one)),
  );
  if (fresh.length === 0) return { statements: [], answer };
  const kept = [...sealer.statements, insertChained(trx, incident, last, fresh)];
  const news = announcement(trx, { id: incident, sequence });
  if (folded?.sequence === last.sequence)
    return { statements: [...kept, ...advancing(trx, folded.state, fresh.map(pageOf)), news], answer };
  for (const statement of kept) await trx.executeQuery(statement);
  await foldAnew(trx, bytes, incident);
  return { statements: [news], answer };
}

function pageOf({ page }: Sealed): Page {
  return page as Page;
}

interface Sealed {
  page: AnyPage;
  bytes: Buffer;
  sha256: string;
}

function sealed(page: AnyPage, { seal }: Sealer): Sealed {
  const bytes = seal(page);
  return { page, bytes, sha256: sha256(bytes) };
}

function onlyIncidentOf(pages: AnyPage[]): IncidentId {
  const [incident, ...others] = new Set(pages.map((page) => page.incident));
  if (!incident || others.length > 0) throw new Error('Append takes one or more pages of one incident.');
  return incident as IncidentId;
}

async function lastPage(trx: Transaction<Schema>, incident: IncidentId): Promise<{ sequence: number; chain: string }> {
  const last = await trx
    .selectFrom('pages')
    .select(['sequence', 'chain'])
    .where('incident', '=', incident)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? { sequence: 0, chain: BEFORE_THE_FIRST };
}

async function refuseOtherBytes(trx: Transaction<Schema>, incident: IncidentId, repeated: Sealed[]): Promise<void> {
  if (repeated.length === 0) return;
  const sequences = repeated.map(({ page }) => page.sequence);
  const stored = await trx
    .selectFrom('pages')
    .select(['sequence', 'sha256'])
    .where('incident', '=', incident)
    .where('sequence', 'in', sequences)
    .execute();
  const known = new Map(stored.map((row) => [row.sequence, row.sha256]));
  const other = repeated.find(({ page, sha256 }) => known.get(page.sequence) !== sha256);
  if (!other) return;
  throw new RegisterConflict(
    `Page ${other.page.sequence} of ${incident} is stored with other contents; two workflows may be running under this id.`,
  );
}

function insertChained(
  trx: Transaction<Schema>,
  incident: IncidentId,
  last: { sequence: number; chain: string },
  fresh: Sealed[],
): Statement {
  let { sequence, chain } = last;
  const rows = fresh.map(({ page, bytes, sha256 }) => {
    sequence += 1;
    if (page.sequence !== sequence) {
      throw new RegisterConflict(
        `Page ${page.sequence} of ${incident} was sent where page ${sequence} is expected; none was stored.`,
      );
    }
    chain = chained(chain, sha256);
    return { incident, sequence, bytes, sha256, chain };
  });
  return trx.insertInto('pages').values(rows);
}

/** How far an incident is folded into the read tables; undefined of what is no incident, and is always folded whole. */
async function foldedPages(
  trx: Transaction<Schema>,
  incident: IncidentId,
): Promise<{ sequence: number; state?: IncidentState } | undefined> {
  if (isExerciseId(incident) || isPostMortemId(incident)) return undefined;
  const row = await trx
    .selectFrom('incidents')
    .select(['sequence', 'state'])
    .where('id', '=', incident)
    .executeTakeFirst();
  return row ?? { sequence: 0 };
}

/** Also where read tables were dropped or lag behind for any reason. */
async function foldAnew(trx: Transaction<Schema>, bytes: PageBytes, incident: IncidentId): Promise<void> {
  if (isExerciseId(incident)) await foldExercise(trx, incident, bytes);
  else if (isPostMortemId(incident)) await foldPostMortem(trx, incident, bytes);
  else await refold(trx, incident, bytes);
}

async function read(
  db: Kysely<Schema>,
  bytes: PageBytes,
  incident: IncidentId,
  fromSequence: number,
): Promise<StoredPage[]> {
  const rows = await db
    .selectFrom('pages')
    .select(['sequence', 'bytes', 'sha256', 'chain'])
    .where('incident', '=', incident)
    .where('sequence', '>=', fromSequence)
    .orderBy('sequence')
    .execute();
  const pages = await bytes.open(
    db,
    incident,
    rows.map((row) => row.bytes),
  );
  return rows.map((row, index) => ({ ...row, page: pages[index], bytes: Buffer.from(row.bytes).toString() }));
}

async function held<T>(
  trx: Transaction<Schema>,
  bytes: PageBytes,
  incident: IncidentId,
  act: (pages: Page[]) => Promise<T>,
): Promise<T> {
  await lockPages(trx, incident);
  const rows = await trx
    .selectFrom('pages')
    .select(['incident', 'sequence', 'bytes', 'sha256', 'chain'])
    .where('incident', '=', incident)
    .orderBy('sequence')
    .execute();
  const [fault] = rows.flatMap((row, index) => faultsOf(row, rows[index - 1]));
  if (fault)
    throw new RegisterConflict(
      `Page ${fault.sequence} of ${incident} cannot be used: ${fault.fault}. Put the register back from a backup.`,
    );
  const pages = await bytes.open(
    trx,
    incident,
    rows.map((row) => row.bytes),
  );
  return act(pages.filter((page) => page !== undefined));
}
