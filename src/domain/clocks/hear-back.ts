import { obligationIdOf } from './state';
import type { SilenceRules } from '../case/rules';
import type { Event } from '../events';
import { KINDS } from '../notices/kinds';
import { noticeOf } from '../notices/notices';
import type { Notice, Rung } from '../notices/state';
import { earlier, HOUR, millisecondsOf, plus, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';

/**
 * Whose server took a notice, and who then neither opened nor answered it, is not left at that: first the other contacts of the account get it, then
 * a person is asked to tell each, and asked again until nobody is silent. Both come before the due, while there is room.
 */
export const hearBack: OwnClock = {
  owedTo: 'us',
  onDue: {
    alert: 'customers-silent',
    to: ({ rules }) => ({ roles: rules.silence?.tells ?? ['lead'] }),
    act: (state, it, at, nextId) => {
      const { notice = 0 } = it;
      return [
        metAt(it, at),
        { type: 'silence-asked', effect: nextId(), notice, rung: nextRung(noticeOf(state, notice)) },
      ];
    },
    leavesUndecided: () => false,
  },
  toldBy: [],
  follows: (state) => {
    const { silence } = state.rules;
    if (!silence || state.classification.class !== 'incident') return [];
    const open = state.obligations.filter(({ kind, status }) => kind === 'hear-back' && status === 'open');
    return state.notices
      .filter((notice) => isAwaited(notice) && !open.some((it) => it.notice === notice.number))
      .map((notice) => opening(state, silence, notice));
  },
  endsWithDeclaration: true,
};

/** Until a count finds nobody silent. */
function isAwaited({ kind, status, silence }: Notice): boolean {
  if (status !== 'sent' || KINDS[kind].tells !== 'incident') return false;
  return silence === undefined || (!silence.asked && silence.customers > 0);
}

function nextRung(notice: Notice | undefined): Rung {
  return notice?.silence === undefined ? 'contact' : 'person';
}

function opening(state: IncidentState, rules: SilenceRules, notice: Notice): Event {
  const { number, sentAt = state.openedAt, silence } = notice;
  const since = silence?.at ?? sentAt;
  return {
    ...{
      type: 'obligation-opened',
      obligation: obligationIdOf(`hear-back/${number}/${silence?.counts ?? 0}`),
      kind: 'hear-back',
    },
    ...{ since, due: dueAt(state, rules, notice, since), subject: `notice ${number}`, notice: number },
  };
}

/** The first comes half-way to the last that fits before the due, where the rules' own hours would come later. */
function dueAt(state: IncidentState, rules: SilenceRules, { silence, sentAt }: Notice, since: Instant): Instant {
  const last = lastBeforeDue(state, rules, since);
  if (!silence) {
    const own = plus(since, rules.contactHours * HOUR);
    return last ? earlier(own, plus(since, (millisecondsOf(last) - millisecondsOf(since)) / 2)) : own;
  }
  const isLeft = silence.rung === 'contact' && silence.planned === 0;
  const own = isLeft ? since : plus(since, rules.personHours * HOUR);
  return last && sentAt && silence.rung === 'contact' ? earlier(own, last) : own;
}

function lastBeforeDue({ cohorts }: IncidentState, { beforeDueHours }: SilenceRules, since: Instant) {
  const due = cohorts.flatMap((cohort) => cohort.due ?? []).sort()[0];
  const last = due && plus(due, -beforeDueHours * HOUR);
  return last !== undefined && last > since ? last : undefined;
}
