import type { Addressees } from './alerts/state';
import { closingBlockers } from './case/missing';
import { clockOf } from './clocks/table';
import { earliest, isOwedToCustomers, reminderOf } from './clocks/obligations';
import type { Obligation } from './clocks/state';
import { personCommands } from './commands';
import type { Caption } from './next-actions';
import { openActionsOf, type OpenAction } from './open-actions';
import type { Instant } from './primitives/instant';
import type { Role } from './primitives/people';
import type { IncidentState } from './state';

/** What is to be done first, and what happens if nobody does it. */
export interface NextBest extends Pick<OpenAction, 'command' | 'body' | 'due'> {
  roles: Role[];
  caption: Caption | 'decide' | 'close';
  /** Which alert asks for it; none where nothing is owed any more. */
  why?: OpenAction['why'];
  otherwise: Otherwise;
}

/**
 * `escalates`: the alert climbs. `alerts`: the clock of ours runs out, and asks. `asks-again`: it has run out. `late`: customers will be told late.
 * `stays-late`: they are late already. `demanded`: the reason for that is asked for again. `stays-open`: nothing but that the incident does.
 */
export const CONSEQUENCES = [
  'escalates',
  'alerts',
  'asks-again',
  'late',
  'stays-late',
  'demanded',
  'stays-open',
] as const;

export interface Otherwise {
  then: (typeof CONSEQUENCES)[number];
  at?: Instant;
  since?: Instant;
  to?: Addressees;
}

/** None while nothing waits for people, such as while mail is under way. */
export function nextBestOf(state: IncidentState): NextBest | undefined {
  if (state.stage.stage === 'closed') return undefined;
  const [first] = openActionsOf(state)
    .map((action) => ({ ...action, otherwise: otherwiseOf(state, action) }))
    .sort((one, other) => compare(urgencyOf(one), urgencyOf(other)));
  if (!first) return closing(state);
  const { command, body, roles, due, caption, why, otherwise } = first;
  return { command, body, roles: [...roles], due, caption: caption === 'declare' ? 'decide' : caption, why, otherwise };
}

function closing(state: IncidentState): NextBest | undefined {
  if (closingBlockers(state).length > 0) return undefined;
  const { roles } = personCommands.close;
  return {
    command: 'close',
    body: { outcome: '' },
    roles: roles === 'system' ? [] : [...roles],
    caption: 'close',
    otherwise: { then: 'stays-open' },
  };
}

function otherwiseOf(state: IncidentState, action: OpenAction): Otherwise {
  const { command, body, caption, obligation: id } = action;
  if (command === 'acknowledge') return escalation(state, body.alert);
  if (command === 'explain-delay' && state.lateness) return { then: 'demanded', at: state.lateness.nextDemandAt };
  const named = state.obligations.find((it) => it.id === id);
  const obligation = named ?? (LEADS_TO_TELLING.includes(caption) ? nearestPromise(state) : undefined);
  if (!obligation) return { then: 'stays-open' };
  return isOwedToCustomers(obligation) ? lateness(state, obligation) : reminder(state, obligation);
}

/** Each of these is a step towards a notice, or takes the place of one. */
const LEADS_TO_TELLING: readonly Caption[] = ['scope', 'remove', 'fact', 'draft', 'approve', 'release', 'contact'];

function nearestPromise({ obligations }: IncidentState): Obligation | undefined {
  return earliest(obligations.filter((it) => isOwedToCustomers(it) && it.status === 'open'));
}

function escalation({ alerts, rules }: IncidentState, id: unknown): Otherwise {
  const alert = alerts.find((one) => one.id === id);
  if (!alert) return { then: 'stays-open' };
  const { levels } = rules.escalation;
  const role = levels[Math.min(alert.level + 1, levels.length - 1)];
  return { then: 'escalates', at: alert.escalatesAt, to: role ? { roles: [role] } : alert.to };
}

function lateness({ lateness: late }: IncidentState, { due, lateSince }: Obligation): Otherwise {
  return lateSince ? { then: 'stays-late', since: lateSince, at: late?.nextDemandAt } : { then: 'late', at: due };
}

function reminder(state: IncidentState, it: Obligation): Otherwise {
  const clock = clockOf(it);
  const to = clock.owedTo === 'us' ? clock.onDue.to(state, it) : undefined;
  if (!it.lateSince) return { then: 'alerts', at: it.due, to };
  return { then: 'asks-again', since: it.lateSince, at: reminderOf(state, it)?.at, to };
}

/** What is late goes first, then what runs out first. What has no time waits for all else. */
function urgencyOf({ otherwise }: { otherwise: Otherwise }): string {
  return otherwise.since ?? otherwise.at ?? LAST;
}

const LAST = '9999';

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
