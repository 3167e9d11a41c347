import { raise } from '../alerts/alerts';
import { confirmationOwed } from '../clocks/confirm-declaration';
import { anchorsOf } from '../clocks/promise';
import { commitmentsOwed } from '../clocks/tell-customers';
import type { Event } from '../events';
import type { Instant } from '../primitives/instant';
import type { CommandContext } from '../rule';
import type { Declaration } from './state';

interface Instants {
  declaredAt: Instant;
  awareAt: Instant;
  stampedAt?: Instant;
}

/** What a declaration brings with it: its clocks, its class, and the alert to all who must act. */
export function declared(
  { state, said, nextId, after }: CommandContext,
  declaration: Declaration,
  { declaredAt, awareAt, stampedAt }: Instants,
): Event[] {
  const { dues, opened } = commitmentsOwed(state, declaration, {
    ...anchorsOf(state),
    aware: awareAt,
    declared: declaredAt,
  });
  const events: Event[] = [
    { type: 'declared', declaration, declaredAt, awareAt, dues, ...(stampedAt && { stampedAt }) },
    { type: 'classified', classification: { class: 'incident' }, from: state.classification.class },
    ...opened,
    ...(declaration.confirmedBy ? [] : [confirmationOwed(state, said.at)]),
  ];
  return [
    ...events,
    raise(
      after(events),
      said.at,
      nextId(),
      'declared',
      { roles: ['responder', 'lead', 'privacy', 'legal', 'communications', 'executive'] },
      { acknowledge: true },
    ),
  ];
}
