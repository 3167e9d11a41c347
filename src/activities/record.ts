import type { Page } from '../domain/events';
import type { Roster } from '../domain/primitives/people';
import type { Register } from '../register';
import type { AlertLedger } from './alert-ledger';
import type { PeopleCache } from './people';

interface Needs {
  register: Register;
  people: PeopleCache;
  ledger: AlertLedger;
}

/** Stores pages, in order; those already stored change nothing. The roster comes along if it has changed since `rosterRevision`. */
export function recording({ register, people, ledger }: Needs) {
  return async function recordPages(input: {
    pages: Page[];
    rosterRevision: number;
  }): Promise<{ roster?: { revision: number; roster: Roster } }> {
    await register.pages.append(input.pages);
    await ledger.catchUp();
    const roster = await register.people.roster();
    if (roster.revision <= input.rosterRevision) return {};
    await people.all();
    return { roster };
  };
}
