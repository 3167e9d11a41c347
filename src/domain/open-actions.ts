import { headlineOf } from './case/headline';
import { halvesOf } from './clocks/await-second-person';
import { helpClockOf, helpDetail } from './clocks/await-help';
import { isAnybodyNamed } from './clocks/fulfilment';
import { earliest, isOwedToCustomers } from './clocks/obligations';
import type { Obligation, ObligationId } from './clocks/state';
import { clockOf, foremostOf } from './clocks/table';
import { lackingFacts } from './notices/needs';
import { approversOf, isStale, isUnderWay, textOf } from './notices/notices';
import { unknownNames } from './scope/unregistered';
import type { Instant } from './primitives/instant';
import type { AlertDetail, AlertKind } from './alerts/state';
import type { IncidentState } from './state';
import { lacksOf } from './restriction/lacks';
import { denials } from './triage/classing';
import { detailOf } from './alerts/alert-matter';
import { command, nextActionsOf, type Order } from './next-actions';

/** A command that is to be given next, and why: which alert asks for it, raised already or yet to come, and by when. */
export interface OpenAction extends Order {
  why: AlertKind;
  due?: Instant;
  /** The obligation whose due that is. */
  obligation?: ObligationId;
}

/**
 * What an incident waits for people to do. Only to acknowledge is read from its alerts; all else from how it stands, for an alert that was
 * acknowledged is not done, and one that is done may wait for an acknowledgement.
 */
export function openActionsOf(state: IncidentState): OpenAction[] {
  if (state.stage.stage === 'closed') return [];
  const answers = state.alerts.map(({ id, kind }) => ({
    ...command('acknowledge', 'acknowledge', { alert: id }),
    why: kind,
  }));
  return distinct([
    ...answers,
    ...mattersOf(state)
      .sort(soonest)
      .flatMap((matter) => actionsOn(state, matter)),
    ...factsToSet(state),
    ...releases(state),
  ]);
}

/** What has no due first, for it waits for nothing else. */
function soonest(one: Matter, other: Matter): number {
  const [due, otherDue] = [one.due ?? '', other.due ?? ''];
  return due < otherDue ? -1 : Number(due > otherDue);
}

interface Matter {
  alert: AlertKind;
  detail?: AlertDetail;
  due?: Instant;
  obligation?: ObligationId;
}

function mattersOf(state: IncidentState): Matter[] {
  const isNamed = isAnybodyNamed(state);
  return [
    ...ownDuties(state),
    ...(lacksOf(state).length > 0 ? [{ alert: 'members-lacking' } as const] : []),
    ...(denials(state).length > 0 ? [{ alert: 'declaration-denied' } as const] : []),
    ...halvesOf(state).map(({ detail }) => ({ alert: 'second-person-needed', detail }) as const),
    ...(unknownNames(state, 'customer').length > 0 ? [{ alert: 'customers-unknown' } as const] : []),
    ...(state.declaration && !state.withdrawn && !isNamed ? [{ alert: 'declared' } as const] : []),
    ...toCustomers(state),
    ...toUnreachable(state),
    ...helpAsked(state),
    ...(state.lateness && isUnexplained(state.lateness) ? [{ alert: 'reason-demanded' } as const] : []),
  ];
}

function ownDuties(state: IncidentState): Matter[] {
  const listedWithHelp = state.help.map((one) => helpClockOf(state, one));
  return state.obligations.flatMap((it) => {
    const clock = clockOf(it);
    if (clock.owedTo !== 'us' || it.status !== 'open' || listedWithHelp.includes(it)) return [];
    const { alert, detail } = clock.onDue;
    return [{ alert, detail: detail?.(state, it), ...dueOf(it) }];
  });
}

/** A notice under way is approved or waited for; without one, it is drafted. */
function toCustomers(state: IncidentState): Matter[] {
  const open = openToCustomers(state);
  const due = dueOf(earliest(open));
  const underWay = state.notices.filter((notice) => isUnderWay(notice) && !isStale(state, notice));
  const drafted = underWay.flatMap((notice): Matter[] =>
    notice.status === 'drafted' && notice.hash && lackingFacts(state, notice.kind).length === 0
      ? [{ alert: 'notice-awaits-approval', detail: textOf(notice), ...due }]
      : [],
  );
  const clock = foremostOf(open);
  return underWay.length > 0 || !clock ? drafted : [{ alert: clock.warnings.alert, ...due }];
}

/** With a clock or, under rules that give it none, without. */
function helpAsked(state: IncidentState): Matter[] {
  return state.help.map((one) => ({ alert: 'help-asked', detail: helpDetail(one), ...dueOf(helpClockOf(state, one)) }));
}

/** No notice will do for these: a person tells each. */
function toUnreachable(state: IncidentState): Matter[] {
  const nearest = earliest(openToCustomers(state));
  if (!nearest) return [];
  return state.unreachableCustomers.map((customer) => ({
    alert: 'customers-unreachable',
    detail: { about: 'out-of-reach', customers: 1, names: [customer] },
    ...dueOf(nearest),
  }));
}

function openToCustomers({ obligations }: IncidentState): Obligation[] {
  return obligations.filter((one) => isOwedToCustomers(one) && one.status === 'open');
}

function dueOf(it: Obligation | undefined): Pick<Matter, 'due' | 'obligation'> {
  return it ? { due: it.due, obligation: it.id } : {};
}

function isUnexplained({ reasons, unexplained }: NonNullable<IncidentState['lateness']>): boolean {
  return reasons.length === 0 || unexplained;
}

function actionsOn(
  state: IncidentState,
  { alert, detail = detailOf(state, alert), due, obligation }: Matter,
): OpenAction[] {
  return nextActionsOf({ alert, detail, headline: headlineOf(state), acknowledge: false }).flatMap((action) => {
    if (action.kind === 'read') return [];
    const roles = action.command === 'approve-notice' ? approversOf(state) : action.roles;
    return [{ ...action, roles, why: alert, due, obligation }];
  });
}

/** A draft that says too little is approved by nobody: set, and drafted again. */
function factsToSet(state: IncidentState): OpenAction[] {
  return state.notices
    .filter((notice) => notice.status === 'drafted' && !isStale(state, notice))
    .flatMap(({ kind }) => lackingFacts(state, kind))
    .map(({ field }) => ({
      ...command('set-fact', 'fact', { field, status: 'known', value: '' }),
      why: 'notice-awaits-approval',
    }));
}

function releases(state: IncidentState): OpenAction[] {
  return state.notices
    .filter((notice) => notice.status === 'approved' && !isStale(state, notice))
    .map(({ number, hash, recipientsHash }) => ({
      ...command('release-notice', 'release', { notice: number, hash, ...(recipientsHash && { recipientsHash }) }),
      why: 'notice-awaits-approval',
    }));
}

function distinct(actions: OpenAction[]): OpenAction[] {
  const keys = actions.map(({ command, body }) => JSON.stringify([command, body]));
  return actions.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}
