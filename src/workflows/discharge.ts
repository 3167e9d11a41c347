import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { condition, ParentClosePolicy, proxyActivities, startChild, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { noticeOf } from '../domain/notices/notices';
import type { AlertEffect, Effect } from '../domain/effects/state';
import { nextBestOf } from '../domain/next-best';
import type { IncidentState } from '../domain/state';
import { audienceOf } from '../domain/visibility';
import { unreachable } from '../domain/primitives/unreachable';
import type { IncidentAccess } from './incident-access';
import { MAIL_QUEUE, TAKEOVER_RETRY } from './messages';
import { notice } from './notice';

/*
 * Discharge 1. An effect is begun once a run. The next run begins what it finds owed, and says that the run before may have begun it too.
 * Discharge 2. No kind of effect waits for another: a dead mail server holds up mail alone.
 * Discharge 3. A notice has one workflow for good, named by its number, which outlives the run and the incident.
 */

const activityDefaults = {
  retry: { initialInterval: '1s', maximumInterval: '1m' },
  cancellationType: 'TRY_CANCEL',
} as const;
const { sendAlert } = proxyActivities<Activities>({
  ...activityDefaults,
  taskQueue: MAIL_QUEUE,
  // Longer than the ten minutes that a mail server may take to answer.
  startToCloseTimeout: '15m',
  heartbeatTimeout: '20s',
  retry: TAKEOVER_RETRY,
});
const { resolveScope, markScope, composeNotice } = proxyActivities<Activities>({
  startToCloseTimeout: '30s',
  ...activityDefaults,
});

/** How many of each kind run at once. Together they stay below Temporal's limits for one workflow task and for one workflow. */
const MAX_CONCURRENT: Record<Effect['kind'], number> = {
  alert: 50,
  'resolve-scope': 4,
  'mark-scope': 50,
  'compose-notice': 4,
  'send-notice': 10,
};

/** Carries out what the state owes, concurrently: a mail server that is down delays nothing but mail. */
export async function discharge(access: IncidentAccess): Promise<never> {
  const underWay = new Map<string, Effect['kind']>();
  const faults: unknown[] = [];
  const isLater = workflowInfo().continuedFromExecutionRunId !== undefined;
  const carriedOver = new Set(isLater ? access.state().outbox.map(({ id }) => id) : []);
  const mayBegin = ({ id, kind }: Effect) =>
    !underWay.has(id) && [...underWay.values()].filter((other) => other === kind).length < MAX_CONCURRENT[kind];
  for (;;) {
    for (const effect of access.state().outbox) {
      if (!mayBegin(effect)) continue;
      underWay.set(effect.id, effect.kind);
      perform(effect, access, carriedOver.has(effect.id)).then(
        () => underWay.delete(effect.id),
        (fault: unknown) => faults.push(fault),
      );
    }
    const seen = access.state().outbox;
    const begun = underWay.size;
    await condition(() => access.state().outbox !== seen || underWay.size !== begun || faults.length > 0);
    if (faults.length > 0) throw faults[0];
  }
}

async function perform(effect: Effect, access: IncidentAccess, carriedOver: boolean): Promise<void> {
  const state = access.state();
  const incident = state.id;
  switch (effect.kind) {
    case 'alert': {
      const { reached } = await access.ask('sendAlert', (own) =>
        sendAlert.executeWithOptions({ ...own, summary: `alert: ${effect.alert}` }, [
          alertOf(access.state(), effect, carriedOver),
        ]),
      );
      return access.command('alert-delivered', { effect: effect.id, reached });
    }
    case 'resolve-scope': {
      const answer = await access.ask('resolveScope', (own) =>
        resolveScope.executeWithOptions({ ...own, summary: 'which customers are affected' }, [{ incident, effect }]),
      );
      return access.command('scope-resolved', { effect: effect.id, ...answer });
    }
    case 'mark-scope': {
      const answer = await access.ask('markScope', (own) =>
        markScope.executeWithOptions({ ...own, summary: `scope: ${effect.mark}` }, [{ incident, effect }]),
      );
      return access.command('scope-marked', { effect: effect.id, customer: effect.customer, ...answer });
    }
    case 'compose-notice': {
      const { hash } = await access.ask('composeNotice', (own) =>
        composeNotice.executeWithOptions({ ...own, summary: `compose notice ${effect.notice}` }, [effect.matter]),
      );
      return access.command('notice-composed', { effect: effect.id, notice: effect.notice, hash });
    }
    case 'send-notice':
      await startNotice(state, effect);
      return access.command('notice-started', { effect: effect.id, notice: effect.notice });
    default:
      return unreachable(effect);
  }
}

function alertOf(state: IncidentState, effect: AlertEffect, carriedOver: boolean) {
  return { effect, carriedOver, audience: audienceOf(state, effect.alert), best: nextBestOf(state) };
}

/** Delivery outlives this run and even the incident, so the child is ABANDONed on purpose and never terminated with its parent. */
async function startNotice(
  state: IncidentState,
  { notice: number, hash }: Extract<Effect, { kind: 'send-notice' }>,
): Promise<void> {
  const kind = noticeOf(state, number)?.kind ?? 'initial';
  try {
    await startChild(notice, {
      workflowId: `${state.id}/notice/${number}`,
      args: [{ incident: state.id, notice: number, kind, hash }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: `${kind} notice ${number} of ${state.id}`,
    });
  } catch (fault) {
    if (!(fault instanceof WorkflowExecutionAlreadyStartedError)) throw fault;
  }
}
