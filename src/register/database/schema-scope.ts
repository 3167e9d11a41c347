import type { RecipientValues, TextValues } from './ledger';
import type { ColumnType, Generated } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Term } from '../../domain/clocks/terms';
import type { FactField } from '../../domain/notices/facts';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Contact, CustomerKey, KeptPromise, CohortId } from '../../domain/scope/state';
import type { AccountId, ContactId, CustomerId } from '../../domain/primitives/parties';

/** Read as a value, written as JSON text. */
export type Json<T> = ColumnType<T, string, string>;

/** The tables of who is affected, and of what is said of them. */
export interface ScopeTables {
  scope: {
    incident: IncidentId;
    customer: CustomerId;
    cohort: CohortId;
    terms: Json<Term[]>;
    addedAt: Instant;
    request: string;
    accounts: AccountId[] | null;
    data: string | null;
    volume: string | null;
    exposure: string | null;
    mark: 'removed' | 'waived' | 'cleared' | null;
    reason: string | null;
    markedBy: PersonId[] | null;
    toldAt: Instant | null;
    observedAt: Instant | null;
    /** It counts as told because a person told it. */
    toldByPerson: Generated<boolean>;
    /** Only what it was told after this counts. */
    judgedFrom: Instant | null;
  };
  relatedIncidents: {
    incident: IncidentId;
    related: IncidentId;
    how: 'linked' | 'merged-into';
    reason: string;
    by: PersonId;
    at: Instant;
  };
  toldByPerson: {
    incident: IncidentId;
    /** The effect that recorded it. */
    id: string;
    customer: CustomerId;
    of: Contact['of'];
    /** The affected accounts when it was told; without them, all of the customer's. */
    accounts: AccountId[] | null;
    way: Contact['way'];
    whom: string;
    toldBy: string | null;
    at: Instant;
    summary: string;
    evidence: string;
    facts: FactField[] | null;
    final: boolean | null;
    keeps: ColumnType<KeptPromise[], string | undefined, string>;
    recordedBy: PersonId;
    revokedBy: PersonId | null;
    revocation: string | null;
  };
  /** The values that hold are those that nothing replaced; an empty one takes back what was said. */
  scopeFacts: {
    incident: IncidentId;
    customer: CustomerId;
    field: CustomerKey;
    value: string;
    /** The scope's revision that it came with. */
    version: number;
    by: PersonId;
    at: Instant;
    replaced: number | null;
  };
  scopeFiles: {
    incident: IncidentId;
    sha256: string;
    file: string;
    rows: number;
    /** JSON: a list of objects with `customer` and fields. */
    content: string;
    by: PersonId;
    at: Instant;
  };
  snapshots: {
    incident: IncidentId;
    notice: number;
    contact: ContactId;
    customer: CustomerId;
    account: AccountId;
    address: string;
    /** Those to one mailbox have the same. */
    mail: string;
    name: string;
    language: string;
    own: RecipientValues;
    values: Json<TextValues> | null;
    textLanguage: string | null;
    textSha256: string | null;
  };
  scopeRequests: { incident: IncidentId; effect: string; answer: Json<unknown> };
}
