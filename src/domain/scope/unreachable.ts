import { raise } from '../alerts/alerts';
import type { AlertDetail } from '../alerts/state';
import type { Event } from '../events';
import type { NoticeCounts } from '../notices/state';
import type { CommandContext } from '../rule';
import type { ScopeCount } from './counted';
import type { CustomerId } from '../primitives/parties';

/** Customers whom no notice can reach are told of as soon as a count shows more of them than were known, and not first when one was sent. */
export function newlyUnreachable(hearing: CommandContext, count: ScopeCount): Event[] {
  const { rules, unreachable, scopeAsOf } = hearing.state;
  const isNews = count.asOf >= scopeAsOf && count.unreachable > unreachable;
  return rules.unreachableTells && isNews ? [call(hearing, detailOf(count))] : [];
}

/** Nobody is asked again of those about whom an alert still waits. */
export function unreachableBy(hearing: CommandContext, sent: NoticeCounts, count: ScopeCount): Event[] {
  const { rules, unreachable, alerts } = hearing.state;
  if (sent.unreachable === 0) return [];
  const isKnown = count.unreachable > 0 && count.unreachable <= unreachable;
  if (rules.unreachableTells && isKnown && alerts.some(({ kind }) => kind === 'customers-unreachable')) return [];
  const isOfUntold = rules.unreachableTells && count.unreachable > 0;
  return [call(hearing, isOfUntold ? detailOf(count) : { about: 'out-of-reach', customers: sent.unreachable })];
}

/** Of whom nobody is left to try by mail or webhook. */
export function personFor(hearing: CommandContext, customer: CustomerId): Event {
  return call(hearing, { about: 'out-of-reach', customers: 1, names: [customer] });
}

function detailOf({ unreachable: customers, unreachableCustomers: names }: ScopeCount): AlertDetail {
  return { about: 'out-of-reach', customers, ...(names && { names }) };
}

function call({ state, said, nextId }: CommandContext, detail: AlertDetail): Event {
  const roles = state.rules.unreachableTells ?? ['lead', 'privacy', 'communications'];
  return raise(state, said.at, nextId(), 'customers-unreachable', { roles }, { detail, acknowledge: true });
}
