import type { Page } from '../domain/events';
import type { RosterNews } from '../domain/primitives/people';
import type { Register } from '../register';
import type { AlertLedger } from './alert-ledger';
import type { PeopleCache } from './people';

interface Needs {
  register: Register;
  people: PeopleCache;
  ledger: AlertLedger;
}

/** Stores pages, in order; those already stored change nothing. What is new of the roster since `rosterRevision` comes along. */
export function createRecordPages({ register, people, ledger }: Needs) {
  let kept: number | undefined;
  return async function recordPages(input: {
    pages: Page[];
    rosterRevision: number;
  }): Promise<{ roster?: RosterNews }> {
    await register.pages.append(input.pages);
    await ledger.catchUp();
    const revision = await register.people.revision();
    if (revision !== kept) await people.all();
    kept = revision;
    const roster = await register.people.rosterSince(input.rosterRevision);
    return { ...(roster && { roster }) };
  };
}
