import { obligationIdOf } from './state';
import { heldBy } from '../case/blockers';
import type { Event } from '../events';
import type { Fact, FactField } from '../notices/facts';
import { HOUR, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';
import type { Obligation } from './state';

/** A fact that is unknown has somebody who finds out, and until when; then that person is asked, every day. */
export const unknownFact: OwnClock = {
  owedTo: 'us',
  onDue: {
    alert: 'fact-overdue',
    to: ({ facts }, { field }) => ({ persons: ownerOf(field && facts[field]) }),
    detail: ({ facts }, { field }) => {
      const [owner] = ownerOf(field && facts[field]);
      return field && owner ? { about: 'fact', field, owner } : undefined;
    },
    reaskAfterMs: ({ reasonQuietHours }) => reasonQuietHours * HOUR,
    leavesUndecided: () => false,
  },
  toldBy: [],
  /** Opened and ended by the fact itself; a case that is none of ours needs no facts. */
  follows: (state) => {
    const { class: now } = state.classification;
    if (now === 'undetermined' || now === 'incident' || now === 'event') return [];
    return openUnknowns(state).map(({ id }) => ({
      type: 'obligation-voided',
      obligation: id,
      why: `reclassified as ${now}`,
    }));
  },
  blocksClosing: ({ facts }, it) => {
    const [owner] = ownerOf(it.field && facts[it.field]);
    return heldBy(it, 'fact-unknown', { field: it.field, owner });
  },
  endsWithDeclaration: true,
  mayBeWaived: true,
};

/** What follows for the clocks when a field is set. */
export function unknownOwed(state: IncidentState, field: FactField, fact: Fact, since: Instant): Event[] {
  if (!state.rules.writtenPromises) return [];
  const before = openUnknowns(state).filter((it) => it.field === field);
  if (fact.status !== 'unknown') return before.map((it) => metAt(it, since));
  const ended = before.map(({ id }): Event => ({ type: 'obligation-voided', obligation: id, why: 'set again' }));
  if (!fact.until) return ended;
  const obligation = obligationIdOf(`unknown/${field}/${state.factsVersion + 1}`);
  return [
    ...ended,
    { type: 'obligation-opened', obligation, kind: 'unknown-fact', since, due: fact.until, field, subject: field },
  ];
}

function ownerOf(fact: Fact | undefined | ''): string[] {
  return fact && fact.status === 'unknown' && fact.owner !== undefined ? [fact.owner] : [];
}

function openUnknowns({ obligations }: IncidentState): Obligation[] {
  return obligations.filter(({ kind, status }) => kind === 'unknown-fact' && status === 'open');
}
