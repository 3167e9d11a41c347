import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Term } from '../../domain/clocks/terms';
import { instantFrom, type Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import { ownWords, withoutWords, type SaidInRow } from '../../domain/scope/own-words';
import type { BY_A_DUPLICATE, CohortId, Contact } from '../../domain/scope/state';
import type { Schema } from '../database/schema';
import { withoutNulls, withoutUndefined } from '../database/values';
import { cursorOf, positionOf, sliceOf } from '../read/cursor';
import { FACTS_OF_CUSTOMER, type CustomerFacts } from './facts';
import { newestDeliveries, UNREACHABLE } from './unreachable';
import type { AccountId, CustomerId } from '../../domain/primitives/parties';

export interface ScopeRow {
  customer: CustomerId;
  name: string;
  cohort: CohortId;
  /** Of its contract, as it stood when it was added. */
  terms: Term[];
  addedAt: Instant;
  /** The affected accounts; without them, all of the customer's. */
  accounts?: AccountId[];
  mark?: 'removed' | 'waived' | 'cleared';
  reason?: string;
  markedBy?: PersonId[];
  data?: string;
  volume?: string;
  exposure?: string;
  /** Fields of the fact sheet that are otherwise for this customer, and whatever is said in several languages; left out where there are none. */
  facts?: SaidInRow;
  toldAt?: Instant;
  /** True, or left out. */
  toldByPerson?: boolean;
  observedAt?: Instant;
  /** True, or left out. */
  unreachable?: boolean;
  /** Revoked ones included; left out where there are none. */
  contacts?: RecordedContact[];
}

export interface RecordedContact extends Omit<Contact, 'keeps' | 'way'> {
  id: string;
  way: Contact['way'] | typeof BY_A_DUPLICATE;
  recordedBy: PersonId;
  revoked?: { by: PersonId; reason: string };
}

export interface ScopePage {
  limit: number;
  cursor?: string;
  /** Only those whom no notice could reach, or only the others. */
  unreachable?: boolean;
}

export async function scopeRows(
  db: Kysely<Schema>,
  incident: IncidentId,
  { limit, cursor, unreachable = null }: Omit<ScopePage, 'unreachable'> & { unreachable?: boolean | null },
): Promise<{ rows: ScopeRow[]; next?: string }> {
  const list = `scope ${incident}${unreachable === null ? '' : ` ${unreachable}`}`;
  const after = cursor === undefined ? '' : positionOf(list, cursor, ['text'])[0];
  const { rows } = await sql<ReadRow>`
    with ${newestDeliveries(incident)}
    select * from (
      select s.customer, k.name, s.cohort, s.terms, s.added_at, s.accounts, s.mark, s.reason, s.marked_by, ${FACTS_OF_CUSTOMER} as facts,
        s.told_at, nullif(s.told_by_person and s.told_at is not null, false) as told_by_person, s.observed_at,
        nullif(${UNREACHABLE}, false) as unreachable, (${contactsOfRow()}) as contacts
      from scope s join customers k on k.id = s.customer
      where s.incident = ${incident} and s.customer > ${after}
    ) r
    where ${unreachable}::boolean is null or coalesce(r.unreachable, false) = ${unreachable}::boolean
    order by r.customer limit ${limit + 1}`.execute(db);
  return sliceOf(rows.map(rowFrom), limit, ({ customer }) => cursorOf(list, [customer]));
}

type Own = 'data' | 'volume' | 'exposure';
type ReadRow = { [K in Exclude<keyof ScopeRow, Own | 'facts'>]-?: NonNullable<ScopeRow[K]> | null } & {
  customer: CustomerId;
  name: string;
  cohort: CohortId;
  terms: Term[];
  addedAt: Instant;
  facts: CustomerFacts;
};

function rowFrom(row: ReadRow): ScopeRow {
  const { contacts, facts, ...rest } = withoutNulls(row);
  const { data, volume, exposure, ...plain } = withoutWords(facts);
  const others = { ...plain, ...ownWords(facts) };
  return withoutUndefined({
    ...{ ...rest, data, volume, exposure },
    facts: Object.keys(others).length > 0 ? others : undefined,
    contacts: contacts?.map(contactFrom),
  });
}

/** Of a row `s` of scope, as JSON. */
function contactsOfRow() {
  return sql`
    select json_agg(json_strip_nulls(json_build_object('id', p.id, 'of', p."of", 'way', p.way, 'whom', p.whom, 'toldBy', p.told_by,
      'at', p.at, 'summary', p.summary, 'evidence', p.evidence, 'facts', p.facts, 'final', p.final, 'recordedBy', p.recorded_by,
      'revoked', case when p.revoked_by is not null then json_build_object('by', p.revoked_by, 'reason', p.revocation) end))
      order by p.at, p.id)
    from told_by_person p where p.incident = s.incident and p.customer = s.customer`;
}

/** Inside JSON the database writes instants in a form of its own. */
function contactFrom(contact: RecordedContact): RecordedContact {
  return { ...contact, at: instantFrom(contact.at) ?? contact.at };
}
