import type { Instant } from '../primitives/instant';
import { FACT_FIELDS, type FactField, type FactSheet } from './facts';
import type { NoticeKind } from './state';

/** What a notice of an event says; the rest is the customer's to find out. */
export const EVENT_FIELDS: readonly FactField[] = [
  'nature',
  'service',
  'dataCategories',
  'mitigation',
  'customerAction',
];

/** A date that customers read: by then we tell them of this field. */
export interface PrintedDate {
  field: FactField;
  at: Instant;
}

export function printedDates(kind: NoticeKind, facts: FactSheet): PrintedDate[] {
  return fieldsOf(kind).flatMap((field) => {
    const fact = facts[field];
    return fact && 'until' in fact && fact.until ? [{ field, at: fact.until }] : [];
  });
}

/** "We write again by": the earliest of them. */
export function nextNoticeBy(kind: NoticeKind, facts: FactSheet): Instant | undefined {
  return printedDates(kind, facts)
    .map(({ at }) => at)
    .sort()[0];
}

/** The fields that a notice gives: known, or said not to apply. */
export function givenFields(kind: NoticeKind, facts: FactSheet): FactField[] {
  return fieldsOf(kind).filter((field) => ['known', 'not-applicable'].includes(facts[field]?.status ?? ''));
}

function fieldsOf(kind: NoticeKind): readonly FactField[] {
  if (kind === 'withdrawal' || kind === 'clearance') return [];
  return kind === 'event' ? EVENT_FIELDS : FACT_FIELDS;
}
