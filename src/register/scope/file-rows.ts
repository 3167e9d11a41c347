import { sql, type RawBuilder } from 'kysely';
import type { IncidentId } from '../../domain/case/state';

/** The rows of a file that was kept, as `customer` and `cells`. */
export function keptRows(incident: IncidentId, sha256: string) {
  return rowsIn(sql`(select content from scope_files where incident = ${incident} and sha256 = ${sha256})`);
}

export function rowsIn(content: RawBuilder<unknown>) {
  return sql`select r.cells ->> 'customer' as customer, r.cells from json_array_elements(${content}::json) r(cells)`;
}

/** Of such rows: `customer`, `field` and `value`, one for each cell that says something. */
export function saidIn(rows: RawBuilder<unknown>) {
  return sql`
    select x.customer, f.field, f.value from (${rows}) x cross join lateral json_each_text(x.cells) f(field, value)
    where f.field <> 'customer' and f.value is not null`;
}
