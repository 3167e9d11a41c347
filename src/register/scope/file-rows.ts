import { sql, type RawBuilder } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { CUSTOMER_FIELDS } from '../../domain/scope/state';

/** The rows of a file that was kept, as `customer` and a column for each field. */
export function keptRows(incident: IncidentId, sha256: string) {
  return rowsIn(sql`(select content from scope_files where incident = ${incident} and sha256 = ${sha256})`);
}

export function rowsIn(content: RawBuilder<unknown>) {
  const columns = CUSTOMER_FIELDS.map((field) => `"${field}" text`).join(', ');
  return sql`select * from json_to_recordset(${content}::json) as r(customer text, ${sql.raw(columns)})`;
}

/** Of such rows: `customer`, `field` and `value`, one for each cell that says something. */
export function saidIn(rows: RawBuilder<unknown>) {
  const cells = CUSTOMER_FIELDS.map((field) => `('${field}', x."${field}")`).join(', ');
  return sql`
    select x.customer, f.field, f.value from (${rows}) x cross join lateral (values ${sql.raw(cells)}) f(field, value)
    where f.value is not null`;
}
