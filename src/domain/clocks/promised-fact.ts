import { obligationIdOf } from './state';
import { heldBy } from '../case/blockers';
import type { Event } from '../events';
import { printedDates } from '../notices/printed';
import type { Notice } from '../notices/state';
import type { Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { CustomersClock } from './clock';
import { arrivedAt, hasArrived, keptBy, laterNotices, promiser } from './kept-by';
import type { Obligation } from './state';

/** "We will tell you by": kept by a later notice that gives the fact. One that names another date in time takes its place. */
export const promisedFact: CustomersClock = {
  owedTo: 'customers',
  warnings: { alert: 'promise-warning', lists: ({ eventWarnings, closeWarnings }) => [eventWarnings, closeWarnings] },
  onDue: { alert: 'promise-expired', to: ({ rules }) => ({ roles: rules.expiryTells }) },
  timerName: () => 'promised fact due',
  fulfilled: (state, it) =>
    keptBy(
      state,
      it,
      laterNotices(state, it).filter((notice) => gives(notice, it)),
    ),
  mayReopen: ({ withdrawn }) => !withdrawn,
  follows: (state) =>
    promises(state)
      .filter(({ status }) => status === 'open')
      .flatMap((it) => replacement(state, it)),
  blocksClosing: (_, it) => heldBy(it, 'fact-promised', { ...promiser(it), field: it.field }),
  endsWithDeclaration: true,
  mayBeWaived: true,
  keptByWord: ({ field }, { facts = [] }) => (field && facts.includes(field) ? { field } : undefined),
};

export function factsPromised({ facts, rules }: IncidentState, { number, kind }: Notice, since: Instant): Event[] {
  if (!rules.writtenPromises) return [];
  return printedDates(kind, facts).map(({ field, at: due }) => ({
    ...{ type: 'obligation-opened', obligation: obligationIdOf(`fact/${number}/${field}`), kind: 'promised-fact' },
    ...{ since, due, notice: number, field },
  }));
}

/** A date that passed unkept is late first, whatever a later notice says of it. */
function replacement(state: IncidentState, it: Obligation): Event[] {
  const later = laterNotices(state, it).find(
    (notice) =>
      hasArrived(notice) &&
      promises(state).some((other) => other.notice === notice.number && other.field === it.field) &&
      (it.lateSince !== undefined || (arrivedAt(notice) ?? it.due) < it.due),
  );
  return later
    ? [{ type: 'obligation-voided', obligation: it.id, why: `notice ${later.number} names another date` }]
    : [];
}

function gives({ gives: fields = [] }: Notice, { field }: Obligation): boolean {
  return field !== undefined && fields.includes(field);
}

function promises({ obligations }: IncidentState): Obligation[] {
  return obligations.filter(({ kind }) => kind === 'promised-fact');
}
