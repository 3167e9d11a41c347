import { stringify } from 'csv-stringify/sync';
import type { RequestHandler } from 'express';
import { ENTRY_COLUMNS } from '../../../contract/exports/register-entries';
import { registerQuery } from '../../../contract/queries';
import { registerEntryOf, type RegisterEntry } from '../../../domain/exports/register-entry';
import type { PersonId } from '../../../domain/primitives/people';
import type { IncidentState } from '../../../domain/state';
import type { IncidentQuery } from '../../../register';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { personOf } from '../../http/sign-in';

type Serving = (deps: ApiDeps) => RequestHandler;

/**
 * The register that GDPR Art. 33(5) wants: whatever was reported, what it was found to be and why. As JSON page by page, as CSV whole. Restricted
 * incidents stand in it for those who may see them; everybody else is told how many there are.
 */
export const readRegister: Serving = (deps) => async (request, response) => {
  const query = queryAs(registerQuery, request);
  const asOf = deps.clock();
  const seenBy = { person: personOf(response).id, now: asOf, sight: 'whole' as const };
  const asked: IncidentQuery = { ...query, sort: 'openedAt', descending: false, seenBy };
  response.vary('Accept');
  const type = request.accepts(['application/json', 'text/csv']);
  if (type === false) throw new Problem('not-acceptable', 'The register is JSON or CSV.');
  if (type === 'text/csv') {
    response.attachment(`register-${asOf.slice(0, 10)}.csv`);
    response.type('text/csv').send(csvOf((await allOf(deps, asked)).map(registerEntryOf)));
    return;
  }
  const { rows, next } = await deps.register.incidents.states(asked);
  const hidden = await deps.register.incidents.hiddenFrom(seenBy.person, asOf);
  response.json({ asOf, restricted: hidden.size, items: rows.map(registerEntryOf), next });
};

/** All that a person may see, the oldest first. */
export function statesOf(
  deps: ApiDeps,
  query: Omit<IncidentQuery, 'sort' | 'descending' | 'seenBy' | 'limit'>,
  person: PersonId,
): Promise<IncidentState[]> {
  const seenBy = { person, now: deps.clock(), sight: 'whole' as const };
  return allOf(deps, { ...query, sort: 'openedAt', descending: false, seenBy, limit: ROWS_AT_ONCE });
}

async function allOf({ register }: ApiDeps, asked: IncidentQuery): Promise<IncidentState[]> {
  const states: IncidentState[] = [];
  for (let cursor = asked.cursor; ;) {
    const { rows, next } = await register.incidents.states({ ...asked, limit: ROWS_AT_ONCE, cursor });
    states.push(...rows);
    if (next === undefined) return states;
    cursor = next;
  }
}

const ROWS_AT_ONCE = 100;

/** No cell begins as a formula does: a spreadsheet would run it. */
function csvOf(entries: RegisterEntry[]): string {
  const rows = entries.map((entry) =>
    Object.fromEntries(
      Object.entries(entry).map(([name, value]) => [name, Array.isArray(value) ? value.join('; ') : value]),
    ),
  );
  return stringify(rows, { header: true, columns: [...ENTRY_COLUMNS], bom: true, escape_formulas: true, cast: CAST });
}

const CAST = { boolean: (value: boolean) => (value ? 'yes' : 'no') };
