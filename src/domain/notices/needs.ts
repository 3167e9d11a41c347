import type { Instant } from '../primitives/instant';
import { refuse, type Refusal } from '../primitives/refusal';
import type { IncidentState } from '../state';
import { standing } from '../withholding/state';
import type { FactField, FactSheet } from './facts';
import { KINDS } from './kinds';
import { printedDates } from './printed';
import type { Notice, NoticeKind } from './state';

/** What a notice must say before anybody may approve it. */
export interface NoticeNeeds {
  known: FactField[];
  /** Known, unknown with an owner and a date, withheld, or not applicable: anything but silence. */
  answered: FactField[];
}

/** Why the words of a notice must not go to customers, as the facts stand. */
export function contentFault(state: IncidentState, notice: Notice, at: Instant): Refusal | undefined {
  const lacking = lackingFacts(state, notice.kind);
  if (lacking.length === 0) return pastDates(state, notice.kind, at) ?? namesFault(notice);
  return refuse(
    'missing',
    `Notice ${notice.number} says too little: ${lacking.map(({ why }) => why).join('; ')}. Set these facts (set-fact), then draft it again.`,
    lacking.map(({ why }) => why),
  );
}

/** The name of one customer goes to no other, unless somebody said why it may. */
function namesFault({ number, names = [] }: Notice): Refusal | undefined {
  if (names.length === 0) return undefined;
  const points = names.map(({ customer, where }) => `${customer}, in ${where}`);
  return refuse(
    'missing',
    `Recipients of notice ${number} would read of other customers: ${points.join('; ')}. Take the names out and draft it again, or say why they may stand (allow-name).`,
    points,
  );
}

/** Nobody promises anything for a moment that is over. */
export function pastDates({ facts, rules }: IncidentState, kind: NoticeKind, at: Instant): Refusal | undefined {
  if (!rules.writtenPromises) return undefined;
  const past = printedDates(kind, facts).filter((printed) => printed.at <= at);
  if (past.length === 0) return undefined;
  const points = past.map((printed) => `${printed.field}: promised by ${printed.at}, which is past`);
  return refuse(
    'date-past',
    `The notice would promise a date that is past: ${points.join('; ')}. Set the fact again (set-fact), known or with a date to come, then draft the notice again.`,
    points,
  );
}

export interface Lacking {
  field: FactField;
  why: string;
}

/** None where the rules ask for nothing. */
export function lackingFacts(state: IncidentState, kind: NoticeKind): Lacking[] {
  const { facts, rules } = state;
  const withheld = standing(state).map(({ field }) => field);
  const needs = rules.noticeNeeds?.[kind];
  if (!needs) return [];
  return [
    ...needs.known
      .filter((field) => facts[field]?.status !== 'known')
      .map((field) => ({ field, why: `${field} must be known` })),
    ...needs.answered
      .filter((field) => !isAnswered(facts, field) && !withheld.includes(field))
      .map((field) => ({
        field,
        why: `${field} must be known, unknown with an owner and a date, withheld, or not applicable`,
      })),
    ...(KINDS[kind].needs === 'event' ? datedInEvent(facts) : []),
  ];
}

/** No second notice of an event goes to whoever had the first, so none can promise another. */
function datedInEvent(facts: FactSheet): Lacking[] {
  return printedDates('event', facts).map(({ field }) => ({
    field,
    why: `${field} must have no date in the notice of an event, which no other follows`,
  }));
}

function isAnswered(facts: FactSheet, field: FactField): boolean {
  const fact = facts[field];
  return fact !== undefined && (fact.status !== 'unknown' || (fact.owner !== undefined && fact.until !== undefined));
}
