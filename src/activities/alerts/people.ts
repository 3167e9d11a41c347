import { ApplicationFailure } from '@temporalio/activity';
import { readFile } from 'node:fs/promises';
import { keep } from '../../primitives/keep';
import { ROLES, type PersonId } from '../../domain/primitives/people';
import type { Person, Register } from '../../register';
import type { Log } from '../log';
import { within } from '../../primitives/within';
import { REGISTER_TIMEOUT_MS } from '../patience';

export interface PeopleCache {
  /** Active people with a role beyond *reporter*, from the register or else as last read. Rejects if they were never read. */
  all(): Promise<Person[]>;
  /** Those of these that are active, also mere reporters, whom the cache leaves out. Rejects while the register does not answer. */
  others(ids: PersonId[]): Promise<Person[]>;
  /** Reads them again and caches them; rejects if the register cannot be read. Call it at start and from time to time. */
  refresh(): Promise<void>;
}

const ALERTABLE = ROLES.filter((role) => role !== 'reporter');

/** Caches the last good list in memory and in `file` (mode 600): alerting our own people needs no database. */
export function createPeopleCache({
  register,
  file,
  log,
}: {
  register: Pick<Register, 'people'>;
  file: string;
  log: Log;
}): PeopleCache {
  let kept: Person[] | undefined;
  let written = '';

  async function refresh(): Promise<void> {
    kept = await within(REGISTER_TIMEOUT_MS, register.people.byRoles(ALERTABLE));
    const text = JSON.stringify(kept);
    if (text === written) return;
    await keep(file, text);
    written = text;
  }

  return {
    refresh,
    others: async (ids) => {
      const found = await within(REGISTER_TIMEOUT_MS, register.people.byIds(ids));
      return found.filter(({ active }) => active);
    },
    async all() {
      try {
        await refresh();
      } catch (error) {
        log.warn({ error: nameOf(error) }, 'The people list could not be refreshed; the last good one is used');
      }
      kept ??= await lastWritten(file);
      return kept;
    },
  };
}

async function lastWritten(file: string): Promise<Person[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Person[];
  } catch {
    throw ApplicationFailure.retryable(
      'Nobody can be alerted yet: the register does not answer, and no people list has been cached. It is retried until the register is back.',
      'NoPeopleList',
    );
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/** Those of them who are with us still. */
export async function activeOf(people: Pick<Register['people'], 'byIds'>, ids: readonly PersonId[]): Promise<Person[]> {
  return ids.length === 0 ? [] : (await people.byIds([...ids])).filter(({ active }) => active);
}
