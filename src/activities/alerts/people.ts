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
  /**
   * The same, and those of these ids that are active: also mere reporters, whom the cache leaves out. Rejects, too, while the register does not answer
   * and those last read are not enough.
   */
  allWith(ids: readonly PersonId[], isEnough: (people: Person[]) => boolean): Promise<Person[]>;
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

  async function read(ids: readonly PersonId[]): Promise<Person[]> {
    const people = await within(REGISTER_TIMEOUT_MS, register.people.byRoles(ALERTABLE, [...ids]));
    kept = people.filter(({ roles }) => ALERTABLE.some((role) => roles.includes(role)));
    return people;
  }

  async function write(): Promise<void> {
    const text = JSON.stringify(kept);
    if (text === written) return;
    await keep(file, text);
    written = text;
  }

  const warn = (fault: unknown) =>
    log.warn({ error: nameOf(fault) }, 'The people list could not be refreshed; the last good one is used');

  async function allWith(ids: readonly PersonId[], isEnough: (people: Person[]) => boolean): Promise<Person[]> {
    try {
      const people = await read(ids);
      await write().catch(warn);
      return people;
    } catch (fault) {
      warn(fault);
      kept ??= await lastWritten(file);
      if (!isEnough(kept)) throw fault;
      return kept;
    }
  }

  return {
    refresh: async () => {
      await read([]);
      await write();
    },
    all: () => allWith([], () => true),
    allWith,
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
