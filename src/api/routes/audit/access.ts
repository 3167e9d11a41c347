import type { RequestHandler } from 'express';
import { accessQuery } from '../../../contract/audit/access';
import { ACCESS_COLUMNS } from '../../../contract/audit/access';
import type { AccessRow } from '../../../register';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';

const JSON_TYPE = 'application/json';
const CSV_TYPE = 'text/csv';
const EXPORT_ROWS_MAX = 10_000;
const EXPORT_AT_ONCE = 1_000;

type Query = Parameters<ApiDeps['register']['access']['list']>[0];

/** Who looked at what, and what was refused to whom: a page of it, or up to 10,000 rows as CSV. */
export const listAccess = (deps: ApiDeps): RequestHandler => {
  return async (request, response) => {
    const asked = queryAs(accessQuery, request);
    response.vary('Accept');
    const type = request.accepts([JSON_TYPE, CSV_TYPE]);
    if (type === false) throw new Problem('not-acceptable', 'The access log is JSON or CSV.');
    await deps.readings.settled();
    const now = deps.clock();
    const query = { ...asked, reader: personOf(response).id, now };
    await noteReading(deps, request, response, 'access');
    if (type === CSV_TYPE) {
      const rows = await allOf(deps, query);
      response.attachment('access.csv').type('text/csv; charset=utf-8').send(csvOf(rows));
      return;
    }
    const { rows, next } = await deps.register.access.list(query);
    response.json({ asOf: now, items: rows, next });
  };
};

async function allOf({ register }: ApiDeps, query: Query): Promise<AccessRow[]> {
  const all: AccessRow[] = [];
  let cursor = query.cursor;
  do {
    const { rows, next } = await register.access.list({ ...query, limit: EXPORT_AT_ONCE, cursor });
    all.push(...rows);
    cursor = next;
  } while (cursor !== undefined && all.length < EXPORT_ROWS_MAX);
  return all;
}

function csvOf(rows: AccessRow[]): string {
  const lines = rows.map((row) => ACCESS_COLUMNS.map((column) => quoted(row[column])).join(','));
  return [ACCESS_COLUMNS.join(','), ...lines, ''].join('\r\n');
}

/** RFC 4180; none of these values comes from a reader's keyboard. */
function quoted(value: string | number | undefined): string {
  const text = value === undefined ? '' : `${value}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
