import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { PersonCommand } from '../../domain/commands';
import type { Stage } from '../../domain/case/state';
import type { PostMortemStatus } from '../../domain/post-mortem/view';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId, Role } from '../../domain/primitives/people';
import type { IncidentClass } from '../../domain/triage/triage';
import type { Schema } from '../database/schema';
import { seenBy } from './sight';
import { AFFECTED } from '../scope/told';
import type { CustomerId } from '../../domain/primitives/parties';

/** Each narrows the list. A period begins with its first instant and ends before its last. */
export interface IncidentFilter {
  view?: IncidentView;
  stage?: Stage['stage'];
  class?: IncidentClass;
  severity?: string;
  late?: boolean;
  dueBefore?: Instant;
  reportedFrom?: Instant;
  reportedTo?: Instant;
  declaredFrom?: Instant;
  declaredTo?: Instant;
  /** How far its post-mortem is. */
  review?: 'none' | PostMortemStatus;
  reporter?: PersonId;
  /** Who has it in hand. */
  owner?: PersonId;
  /** What it waits for people to do. */
  owes?: PersonCommand;
  /** In its scope, and not taken out again. */
  customer?: CustomerId;
  /** Which the report suspects, or an affected account is for. */
  product?: string;
  /** Words that all occur in it. */
  q?: string;
  /** Left out: nobody asks, and all are found. */
  seenBy?: { person: PersonId; now: Instant; sight: 'whole' | 'status' };
}

/** A view of a board, for one person at one instant. */
export type IncidentView =
  | { view: 'open' | 'late' | 'unassigned' | 'closed' | 'exercises' }
  | { view: 'mine'; person: PersonId }
  | { view: 'due-soon'; before: Instant }
  | { view: 'awaiting-my-approval'; person: PersonId; roles: readonly Role[] };

type Found = SelectQueryBuilder<Schema, 'incidents', object>;

export function matching(db: Kysely<Schema>, filter: IncidentFilter): Found {
  // Of exercises there is a view of their own: no list and no figure has them beside what happened.
  const all = db.selectFrom('incidents').where('exercise', '=', filter.view?.view === 'exercises');
  const found = inView(bySubject(byPeriod(byHeadline(all, filter), filter), filter), filter.view);
  const { person, now, sight } = filter.seenBy ?? {};
  return person && now && sight ? found.where(seenBy(person, now, sight)) : found;
}

function inView(all: Found, view: IncidentFilter['view']): Found {
  if (!view || view.view === 'exercises') return all;
  if (view.view === 'closed') return all.where('stage', '=', 'closed');
  const open = all.where('stage', '<>', 'closed');
  switch (view.view) {
    case 'open':
      return open;
    case 'late':
      return open.where('late', '=', true);
    case 'unassigned':
      return open.where(sql<boolean>`owners = '{}'`);
    case 'mine':
      return open.where(sql<boolean>`owners @> array[${view.person}]::text[]`);
    case 'due-soon':
      return open.where('clockDue', '<', view.before);
    case 'awaiting-my-approval':
      return open.where(
        sql<boolean>`approver_roles && ${view.roles}::text[] and not approver_not @> array[${view.person}]::text[]`,
      );
  }
}

function byHeadline(all: Found, filter: IncidentFilter): Found {
  let found = all;
  if (filter.stage) found = found.where('stage', '=', filter.stage);
  if (filter.class) found = found.where('class', '=', filter.class);
  if (filter.severity) found = found.where('severity', '=', filter.severity);
  if (filter.late !== undefined) found = found.where('late', '=', filter.late);
  if (filter.dueBefore) found = found.where('due', '<', filter.dueBefore);
  if (filter.reporter) found = found.where('reporter', '=', filter.reporter);
  return found;
}

function byPeriod(all: Found, filter: IncidentFilter): Found {
  let found = all;
  if (filter.reportedFrom) found = found.where('openedAt', '>=', filter.reportedFrom);
  if (filter.reportedTo) found = found.where('openedAt', '<', filter.reportedTo);
  if (filter.declaredFrom) found = found.where('declaredAt', '>=', filter.declaredFrom);
  if (filter.declaredTo) found = found.where('declaredAt', '<', filter.declaredTo);
  return found;
}

function bySubject(all: Found, { owner, owes, customer, product, q, review }: IncidentFilter): Found {
  let found = all;
  if (review) found = found.where(inReview(review));
  if (owner) found = found.where(sql<boolean>`owners @> array[${owner}]::text[]`);
  if (owes) found = found.where(sql<boolean>`owed_acts @> array[${owes}]::text[]`);
  if (customer) found = found.where(sql<boolean>`incidents.id in (${withCustomer(customer)})`);
  if (product)
    found = found.where(sql<boolean>`(incidents.product = ${product} or incidents.id in (${withProduct(product)}))`);
  if (q) found = found.where(sql<boolean>`words @@ websearch_to_tsquery('simple', ${q})`);
  return found;
}

function inReview(review: NonNullable<IncidentFilter['review']>) {
  const itsOwn = sql`select from post_mortems p where p.incident = incidents.id`;
  if (review === 'none') return sql<boolean>`not exists (${itsOwn})`;
  return sql<boolean>`exists (${itsOwn} and p.status = ${review})`;
}

function withCustomer(customer: CustomerId) {
  return sql`select s.incident from scope s where s.customer = ${customer} and s.mark is distinct from 'removed'`;
}

function withProduct(product: string) {
  return sql`select s.incident from accounts a join scope s on ${AFFECTED}
    where a.product = ${product} and s.mark is distinct from 'removed'`;
}
