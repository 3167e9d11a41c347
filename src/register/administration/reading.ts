import { sql, type Kysely } from 'kysely';
import type { AdministrativeAct, AdministrativePage } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import { sha256 } from '../../primitives/hash';
import type { Schema } from '../database/schema';
import { BEFORE_THE_FIRST, chainFaults, type Link } from '../../primitives/chain';
import { cursorOf, positionOf, sliceOf } from '../read/cursor';

export interface StoryQuery {
  limit: number;
  cursor?: string;
  subject?: string;
  /** Who did it, confirmed it, or is concerned by it. */
  person?: PersonId;
  act?: AdministrativeAct;
  from?: Instant;
  to?: Instant;
}

export interface StoryRow extends Omit<AdministrativePage, 'details'> {
  /** Names and addresses; absent where the act has none, or where they were erased. */
  details?: Record<string, unknown>;
  erasedAt?: Instant;
  sha256: string;
  chain: string;
}

/** The newest first. @throws BadCursor */
export async function listStory(db: Kysely<Schema>, query: StoryQuery): Promise<{ rows: StoryRow[]; next?: string }> {
  const { limit, cursor, ...filters } = query;
  const list = `administration ${JSON.stringify(filters)}`;
  let found = db
    .selectFrom('administration as a')
    .leftJoin('administrationDetails as d', 'd.page', 'a.sequence')
    .select(['a.sequence', 'a.bytes', 'a.sha256', 'a.chain', 'd.details', 'd.erasedAt']);
  if (cursor !== undefined) found = found.where('a.sequence', '<', positionOf(list, cursor, ['whole'])[0]);
  if (filters.subject !== undefined) found = found.where('a.subject', '=', filters.subject);
  if (filters.person !== undefined) found = found.where(sql<boolean>`${filters.person} = any(a.people)`);
  if (filters.act !== undefined) found = found.where('a.act', '=', filters.act);
  if (filters.from !== undefined) found = found.where('a.at', '>=', filters.from);
  if (filters.to !== undefined) found = found.where('a.at', '<', filters.to);
  const rows = await found
    .orderBy('a.sequence', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows: slice, next } = sliceOf(rows, limit, ({ sequence }) => cursorOf(list, [sequence]));
  return { rows: slice.map(storyRow), ...(next !== undefined && { next }) };
}

/** In their order. */
export async function pagesOf(db: Kysely<Schema>, first: number, last: number): Promise<StoryRow[]> {
  const rows = await db
    .selectFrom('administration as a')
    .leftJoin('administrationDetails as d', 'd.page', 'a.sequence')
    .select(['a.sequence', 'a.bytes', 'a.sha256', 'a.chain', 'd.details', 'd.erasedAt'])
    .where('a.sequence', '>=', first)
    .where('a.sequence', '<=', last)
    .orderBy('a.sequence')
    .execute();
  return rows.map(storyRow);
}

interface Stored {
  bytes: Uint8Array;
  sha256: string;
  chain: string;
  details: string | null;
  erasedAt: Instant | null;
}

function storyRow({ bytes, details, erasedAt, ...hashes }: Stored & { sequence: number }): StoryRow {
  const { details: _, ...page } = JSON.parse(Buffer.from(bytes).toString()) as AdministrativePage;
  const { salt: __, ...personal } = details === null ? {} : (JSON.parse(details) as Record<string, unknown>);
  return {
    ...page,
    ...(details !== null && { details: personal }),
    ...(erasedAt !== null && { erasedAt }),
    ...{ sha256: hashes.sha256, chain: hashes.chain },
  };
}

export interface StoryFault {
  sequence: number;
  fault: string;
}

const ROWS_PER_READING = 1_000;

/** Finds gaps, altered pages and hashes that do not match the chain, and details that are not those of their page. Empty if all is well. */
export async function verifyStory(db: Kysely<Schema>): Promise<{ pages: number; faults: StoryFault[] }> {
  const faults: StoryFault[] = [];
  let [pages, last] = [0, { sequence: 0, chain: BEFORE_THE_FIRST }];
  for (;;) {
    const rows = await rowsAfter(db, last.sequence);
    for (const row of rows) {
      faults.push(...faultsOf(row, last).map((fault) => ({ sequence: row.sequence, fault })));
      last = row;
    }
    pages += rows.length;
    if (rows.length < ROWS_PER_READING) return { pages, faults };
  }
}

async function rowsAfter(db: Kysely<Schema>, sequence: number) {
  return await db
    .selectFrom('administration as a')
    .leftJoin('administrationDetails as d', 'd.page', 'a.sequence')
    .select(['a.sequence', 'a.act', 'a.subject', 'a.bytes', 'a.sha256', 'a.chain', 'd.page', 'd.details', 'd.erasedAt'])
    .where('a.sequence', '>', sequence)
    .orderBy('a.sequence')
    .limit(ROWS_PER_READING)
    .execute();
}

type Verifiable = Awaited<ReturnType<typeof rowsAfter>>[number];

function faultsOf(row: Verifiable, before: Link): string[] {
  const found: [boolean, string][] = [...chainFaults(row, before), ...faultsOfContent(row)];
  return found.filter(([wrong]) => wrong).map(([, fault]) => fault);
}

function faultsOfContent({ bytes, sequence, act, subject, details, erasedAt }: Verifiable): [boolean, string][] {
  const page = pageIn(bytes);
  if (!page) return [[true, 'its bytes are those of no page']];
  const isOther = page.sequence !== sequence || page.act !== act || page.subject !== subject;
  const isErased = erasedAt !== null && details === null;
  const hash = details === null ? undefined : sha256(details);
  return [
    [isOther, 'its bytes are those of another page'],
    [!isErased && page.details !== hash, 'the names and addresses beside it are not those it was made of'],
  ];
}

function pageIn(bytes: Uint8Array): AdministrativePage | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as AdministrativePage;
  } catch {
    return undefined;
  }
}
