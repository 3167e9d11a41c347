import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, proxyActivities, startChild } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { noticeOf } from '../domain/notices/notices';
import { earliest, isPending } from '../domain/clocks/obligations';
import type { AlertEffect, Effect, EffectId } from '../domain/effects/state';
import { nextBestOf } from '../domain/next-best';
import { openingOf } from '../domain/post-mortem/opening';
import { instantAt } from '../domain/primitives/instant';
import { standing } from '../domain/withholding/state';
import type { IncidentState } from '../domain/state';
import { audienceOf } from '../domain/visibility';
import { unreachable } from '../domain/primitives/unreachable';
import type { ProcessAccess } from './access';
import type { Performing } from './discharge';
import { POST_MORTEM, TASK_TIMEOUT } from './messages';
import { notice } from './notice';
import type { postMortem } from './post-mortem';
import { answerMerge, offerMerge } from './merge-effects';
import { alert } from './send-alert';

const activityDefaults = {
  retry: { initialInterval: '1s', maximumInterval: '1m' },
  cancellationType: 'TRY_CANCEL',
} as const;
const { markScope, steerSending, planAgain, planNext } = proxyActivities<Activities>({
  startToCloseTimeout: '30s',
  ...activityDefaults,
});
/** Of a hundred thousand customers they take some ten seconds each; a worker that died meanwhile shows by its missing heartbeats. */
const { resolveScope, composeNotice, countSilent, takeOverScope } = proxyActivities<Activities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  ...activityDefaults,
});

const maxConcurrent: Record<Effect['kind'], number> = {
  alert: 50,
  'resolve-scope': 4,
  'mark-scope': 50,
  'compose-notice': 4,
  'send-notice': 10,
  'steer-sending': 4,
  'send-again': 4,
  'try-next': 4,
  'count-silent': 4,
  'open-post-mortem': 1,
  'offer-merge': 1,
  'take-over': 1,
  'answer-merge': 4,
};

export const incidentEffects: Performing<IncidentState> = { perform, maxConcurrent };

async function perform(effect: Effect, access: ProcessAccess<IncidentState>, carriedOver: boolean): Promise<void> {
  const state = access.state();
  const incident = state.id;
  switch (effect.kind) {
    case 'alert':
      return await alert(access, effect, () => alertOf(access.state(), effect, carriedOver));
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
      const { texts: _, ...composed } = await access.ask('composeNotice', (own) =>
        composeNotice.executeWithOptions({ ...own, summary: `compose notice ${effect.notice}` }, [effect.matter]),
      );
      return access.command('notice-composed', { effect: effect.id, notice: effect.notice, ...composed });
    }
    case 'send-notice':
      await startNotice(state, effect);
      return access.command('notice-started', { effect: effect.id, notice: effect.notice });
    case 'steer-sending':
      return await steer(effect, access);
    case 'send-again':
      return await sendAgain(effect, access);
    case 'try-next':
      return await tryNext(effect, access);
    case 'count-silent':
      return await followUpSilence(effect, access);
    case 'open-post-mortem':
      await startPostMortem(state, effect);
      return access.command('post-mortem-started', { effect: effect.id });
    case 'offer-merge':
      return await offerMerge(effect, access);
    case 'take-over': {
      const answer = await access.ask('takeOverScope', (own) =>
        takeOverScope.executeWithOptions({ ...own, summary: 'customers of a duplicate' }, [{ incident, effect }]),
      );
      return access.command('duplicate-taken-over', { effect: effect.id, ...answer });
    }
    case 'answer-merge':
      return await answerMerge(effect, access);
    default:
      return unreachable(effect);
  }
}

function alertOf(state: IncidentState, effect: AlertEffect, carriedOver: boolean) {
  const withheld = standing(state).length > 0 && { withheld: true as const };
  return { effect, carriedOver, audience: audienceOf(state, effect.alert), best: nextBestOf(state), ...withheld };
}

type Owed<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>;

async function steer(
  { id, notice: number, to }: Owed<'steer-sending'>,
  access: ProcessAccess<IncidentState>,
): Promise<void> {
  const order = { incident: access.state().id, notice: number, to };
  await access.ask('steerSending', (own) =>
    steerSending.executeWithOptions({ ...own, summary: `notice ${number}: ${to}` }, [order]),
  );
  return access.command('sending-acted', { effect: id, notice: number });
}

async function sendAgain(
  { id, notice: number, customer }: Owed<'send-again'>,
  access: ProcessAccess<IncidentState>,
): Promise<void> {
  const again = { incident: access.state().id, notice: number, customer, effect: id };
  await access.ask('planAgain', (own) =>
    planAgain.executeWithOptions({ ...own, summary: `notice ${number} once more` }, [again]),
  );
  await startNotice(access.state(), again, id);
  return access.command('sending-acted', { effect: id, notice: number });
}

async function tryNext(
  { id, notice: number, customer }: Owed<'try-next'>,
  access: ProcessAccess<IncidentState>,
): Promise<void> {
  const next = { incident: access.state().id, notice: number, customer, effect: id };
  const { planned } = await access.ask('planNext', (own) =>
    planNext.executeWithOptions({ ...own, summary: `notice ${number}: who is next` }, [next]),
  );
  if (planned > 0) await startNotice(access.state(), next, id);
  return access.command('sending-acted', { effect: id, notice: number, ...(planned === 0 && { alone: customer }) });
}

async function followUpSilence(
  { id, notice: number, rung }: Owed<'count-silent'>,
  access: ProcessAccess<IncidentState>,
): Promise<void> {
  const incident = access.state().id;
  const silent = await access.ask('countSilent', (own) =>
    countSilent.executeWithOptions({ ...own, summary: `notice ${number}: who is silent` }, [
      { incident, notice: number, rung },
    ]),
  );
  if (silent.planned > 0) await startNotice(access.state(), { notice: number }, id);
  return access.command('silence-counted', { effect: id, notice: number, ...silent });
}

/**
 * Delivery outlives this run and even the incident, so the child is ABANDONed on purpose and never terminated with its parent. What is sent again has
 * a workflow of its own, named by the effect, which plans nothing.
 */
async function startNotice(
  state: IncidentState,
  { notice: number }: { notice: number },
  again?: EffectId,
): Promise<void> {
  const { kind = 'initial', hash = '', recipientsHash } = noticeOf(state, number) ?? {};
  const { exercise } = state.report;
  const due = earliest(state.obligations.filter(isPending))?.due;
  const which = {
    ...{ incident: state.id, notice: number, kind, hash },
    ...(recipientsHash && { recipientsHash }),
    ...(due && { due }),
    ...(exercise && { exercise }),
  };
  try {
    await startChild(notice, {
      workflowId: `${state.id}/notice/${number}${again ? `/again/${again.replace(/^.*#/, '')}` : ''}`,
      args: [{ ...which, ...(again && { again: true as const }) }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: `${kind} notice ${number} of ${state.id}${again ? ', once more' : ''}`,
    });
  } catch (fault) {
    ignoreStarted(fault);
  }
}

/** A process beside the incident, which outlives it: it is ABANDONed, and there is one for good. */
async function startPostMortem(
  state: IncidentState,
  { due }: Extract<Effect, { kind: 'open-post-mortem' }>,
): Promise<void> {
  const opening = openingOf(state, due, instantAt(Date.now()));
  try {
    await startChild<typeof postMortem>(POST_MORTEM, {
      workflowId: opening.id,
      workflowTaskTimeout: TASK_TIMEOUT,
      args: [{ opening }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      staticSummary: opening.id,
    });
  } catch (fault) {
    ignoreStarted(fault);
  }
}

function ignoreStarted(fault: unknown): void {
  if (!(fault instanceof WorkflowExecutionAlreadyStartedError)) throw fault;
}
