import { clockOf } from '../clocks/table';
import type { Fact } from '../notices/facts';
import type { IncidentState } from '../state';
import { membersOf } from '../visibility';
import type { EffectId } from '../effects/state';
import type { HandedPromise, Handover } from './state';

/** What the duplicate hands over, read when the offer goes out: nobody has changed it since it was asked for. */
export function handoverOf(state: IncidentState, offer: EffectId): Handover {
  const { restrict: _, ...report } = state.report;
  const { detected, aware, declared } = state.anchors;
  return {
    ...{ from: state.id, offer, report },
    ...(detected && { detectedAt: detected.at }),
    ...(aware && { awareAt: aware.at }),
    ...(declared && { declaredAt: declared.at }),
    ...(state.declaration && { declaration: state.declaration }),
    facts: answeredFacts(state),
    cohorts: state.cohorts.map(({ id, addedAt, due }) => ({ id, addedAt, ...(due && { due }) })),
    promises: openPromises(state),
    ...(state.restriction && { members: membersOf(state.restriction) }),
  };
}

function answeredFacts({ facts }: IncidentState): Handover['facts'] {
  return Object.fromEntries(Object.entries(facts).filter(([, { status }]) => ANSWERED.includes(status)));
}

const ANSWERED: readonly Fact['status'][] = ['known', 'not-applicable'];

/** What notices promised: a word to the customer keeps it, whoever says it. */
function openPromises({ obligations }: IncidentState): HandedPromise[] {
  return obligations
    .filter((it) => it.status === 'open' && clockOf(it).keptByWord !== undefined)
    .map(({ id, kind, due, field }) => ({ id, kind, due, ...(field && { field }) }));
}
