import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { AssistanceKind } from '../../domain/notices/assistance';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import { withoutNulls, type Nullable } from '../database/values';
import type { CustomerId, DeliveryId } from '../../domain/primitives/parties';

/** What one customer of an incident may download once. Its bytes are those of an evidence file of that hash. */
export interface AssistanceFile {
  id: string;
  incident: IncidentId;
  customer: CustomerId;
  kind: AssistanceKind;
  name: string;
  sha256: string;
  bytes: number;
  by: PersonId;
  at: Instant;
  /** Why names of other customers may stand in it. */
  namesAllowed?: string;
  takenAt?: Instant;
  /** By whose link. */
  takenBy?: string;
}

export interface AssistanceFiles {
  offer(file: Omit<AssistanceFile, 'id' | 'at' | 'takenAt' | 'takenBy'>): Promise<AssistanceFile>;
  list(incident: IncidentId, customers?: readonly CustomerId[]): Promise<AssistanceFile[]>;
  /** One of several who ask at once gets it. Undefined for what is not there for them, or taken already. */
  take(file: {
    incident: IncidentId;
    id: string;
    customers: readonly CustomerId[];
    delivery: DeliveryId;
  }): Promise<AssistanceFile | undefined>;
  /** It may be downloaded once more, such as after a transfer that broke off. */
  offerAgain(incident: IncidentId, id: string): Promise<AssistanceFile | undefined>;
}

const COLUMNS = sql.raw(
  `id, incident, customer, kind, name, sha256, bytes::float8 as bytes, by, at, names_allowed as "namesAllowed", taken_at as "takenAt", taken_by as "takenBy"`,
);
type Row = Nullable<AssistanceFile>;

export function assistanceFilesIn(db: Kysely<Schema>): AssistanceFiles {
  const first = async (query: ReturnType<typeof sql<Row>>) => {
    const [row] = (await query.execute(db)).rows;
    return row && withoutNulls(row);
  };
  return {
    offer: async ({ incident, customer, kind, name, sha256, bytes, by, namesAllowed = null as string | null }) => {
      const offered = await first(sql<Row>`
        insert into assistance_files (id, incident, customer, kind, name, sha256, bytes, by, names_allowed)
        values (${randomUUID()}, ${incident}, ${customer}, ${kind}, ${name}, ${sha256}, ${bytes}, ${by}, ${namesAllowed}) returning ${COLUMNS}`);
      if (!offered) throw new Error('An inserted row returns itself.');
      return offered;
    },
    list: async (incident, customers) => {
      const { rows } = await sql<Row>`select ${COLUMNS} from assistance_files where incident = ${incident}
        and (${customers ?? null}::text[] is null or customer = any(${customers ?? []}::text[])) order by at, id`.execute(
        db,
      );
      return rows.map((row) => withoutNulls(row));
    },
    take: ({ incident, id, customers, delivery }) =>
      first(sql<Row>`update assistance_files set taken_at = clock_timestamp(), taken_by = ${delivery}
        where incident = ${incident} and id = ${id} and customer = any(${customers}::text[]) and taken_at is null returning ${COLUMNS}`),
    offerAgain: (incident, id) =>
      first(
        sql<Row>`update assistance_files set taken_at = null, taken_by = null where incident = ${incident} and id = ${id} returning ${COLUMNS}`,
      ),
  };
}
