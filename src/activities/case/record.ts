import type { IncidentId } from '../../domain/case/state';
import type { Unsealed } from '../../domain/proof';
import type { RosterNews } from '../../domain/primitives/people';
import type { Register, ScopeCounts } from '../../register';
import type { AnyPage } from '../../domain/events';
import type { AlertLedger } from '../alerts/alert-ledger';
import type { PeopleCache } from '../alerts/people';

interface Needs {
  register: Register;
  people: PeopleCache;
  ledger: AlertLedger;
  /** What incidents are to make of messages that nobody sealed. */
  unsealed?: Unsealed;
}

/**
 * Stores pages, in order; those already stored change nothing. What is new of the roster since `rosterRevision` comes along, and the counts of the
 * scope, if customers changed since `scopeAsOf`.
 */
export function createRecordPages({ register, people, ledger, unsealed }: Needs) {
  let kept: number | undefined;
  return async function recordPages(input: {
    pages: AnyPage[];
    rosterRevision: number;
    /** Left out by a run of the release before. */
    scopeAsOf?: number;
  }): Promise<{ roster?: RosterNews; scope?: ScopeCounts; unsealed?: Unsealed }> {
    await register.pages.append(input.pages);
    await ledger.catchUp();
    const incident = incidentOf(input.pages);
    const revisions = await register.scope.revisions(incident);
    if (revisions.people !== kept) await people.all();
    kept = revisions.people;
    const { rosterRevision, scopeAsOf = Infinity } = input;
    const roster = revisions.roster > rosterRevision && (await register.people.rosterSince(rosterRevision));
    const scope = revisions.customers > scopeAsOf && (await register.scope.counts(incident));
    return { ...(roster && { roster }), ...(scope && { scope }), ...(unsealed && { unsealed }) };
  };
}

function incidentOf([page]: AnyPage[]): IncidentId {
  if (!page) throw new Error('There is a page to record.');
  return page.incident as IncidentId;
}
