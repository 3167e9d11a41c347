import type { Instant } from '../primitives/instant';
import type { Credential, PersonId } from '../primitives/people';

/** All that is done to people, keys, customers, imports and rules, and what decides how long an incident is kept. */
export const ADMINISTRATIVE_ACTS = [
  'person-added',
  'person-changed',
  'key-granted',
  'key-made',
  'key-revoked',
  'session-ended',
  'operator-recovered',
  'act-asked',
  'act-declined',
  'act-expired',
  'act-overtaken',
  'customers-stored',
  'customers-imported',
  'customer-ended',
  'account-ended',
  'contact-ended',
  'contact-erased',
  'contact-marked',
  'contacts-asked',
  'contact-proposal-accepted',
  'contact-proposal-declined',
  'contact-webhook-set',
  'contact-webhook-rotated',
  'contact-webhook-ended',
  'rules-adopted',
  'legal-hold-placed',
  'legal-hold-lifted',
  'incident-erased',
  'proof-pack-made',
  'past-incidents-imported',
  'detection-source-added',
  'detection-source-rotated',
  'detection-source-ended',
  'data-store-put',
  'data-store-checked',
  'data-store-ended',
  'details-erased',
  'staff-imported',
  'staff-erased',
  'staff-provisioned',
  'scim-client-added',
  'scim-client-ended',
  'training-given',
  'training-stopped',
  'awareness-session-recorded',
  'procedure-drafted',
  'procedure-approved',
  'programme-review-opened',
  'programme-review-decided',
  'programme-review-approved',
  'programme-action-done',
  'audit-opened',
  'audit-sampled',
  'audit-finding-recorded',
  'audit-finding-done',
  'audit-closed',
  'audit-bundle-made',
] as const;
export type AdministrativeAct = (typeof ADMINISTRATIVE_ACTS)[number];

/** Who does it, and how they had signed in. */
export interface Author {
  person: PersonId;
  credential?: Credential;
  /** By the caller's clock; left out, the database's. */
  at?: Instant;
  /** Who agreed to what the author had asked for, in the page of this number. */
  confirmed?: { by: PersonId; credential?: Credential; asked: number };
}

/** One act, as it is hashed and chained. It holds ids, roles and counts, and no name, address or secret. */
export interface AdministrativePage {
  sequence: number;
  at: Instant;
  by: PersonId;
  credential?: Credential;
  confirmed?: Author['confirmed'];
  act: AdministrativeAct;
  /** Such as `people/anna.l`: as the API names it. */
  subject: string;
  /** What became of it, by field; what is personal is only named. */
  change: Record<string, unknown>;
  /** SHA-256 of what is personal in it, and lies beside the page. */
  details?: string;
}
