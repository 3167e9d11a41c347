import type { Instant } from '../primitives/instant';
import type { FactField, FactSheet } from './facts';
import { KINDS, type NoticeKind } from './kinds';

/** A date that customers read: by then we tell them of this field. */
export interface PrintedDate {
  field: FactField;
  at: Instant;
}

export function printedDates(kind: NoticeKind, facts: FactSheet): PrintedDate[] {
  return KINDS[kind].fields.flatMap((field) => {
    const fact = facts[field];
    return fact && 'until' in fact && fact.until ? [{ field, at: fact.until }] : [];
  });
}

/** "We will write again by": the earliest of them, or of them and what was promised beside the facts. */
export function nextNoticeBy(kind: NoticeKind, facts: FactSheet, promised?: Instant): Instant | undefined {
  const dates = printedDates(kind, facts).map(({ at }) => at);
  return [...dates, ...(promised ? [promised] : [])].sort()[0];
}

/** The fields that a notice gives: known, or said not to apply. */
export function givenFields(kind: NoticeKind, facts: FactSheet): FactField[] {
  return KINDS[kind].fields.filter((field) => ['known', 'not-applicable'].includes(facts[field]?.status ?? ''));
}
