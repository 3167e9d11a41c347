import { getExternalWorkflowHandle, isCancellation, log, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { SYSTEM } from '../domain/primitives/people';
import type { PostMortemEffect, PostMortemState } from '../domain/post-mortem/state';
import type { Audience } from '../domain/visibility';
import { unreachable } from '../domain/primitives/unreachable';
import type { ProcessAccess } from './access';
import type { Performing } from './discharge';
import { MAIL_QUEUE, TAKEOVER_RETRY } from './messages';

const { sendAlert } = proxyActivities<Activities>({
  taskQueue: MAIL_QUEUE,
  // Longer than the ten minutes that a mail server may take to answer.
  startToCloseTimeout: '15m',
  heartbeatTimeout: '20s',
  retry: TAKEOVER_RETRY,
  cancellationType: 'TRY_CANCEL',
});

export const postMortemEffects: Performing<PostMortemState> = {
  perform,
  maxConcurrent: { alert: 20, 'tell-incident': 1, 'offer-synthesis': 1 },
};

async function perform(
  effect: PostMortemEffect,
  access: ProcessAccess<PostMortemState>,
  carriedOver: boolean,
): Promise<void> {
  switch (effect.kind) {
    case 'alert': {
      const { reached } = await access.ask('sendAlert', (own) =>
        sendAlert.executeWithOptions({ ...own, summary: `alert: ${effect.alert}` }, [
          { effect, carriedOver, audience: audienceOf(access.state()) },
        ]),
      );
      return access.command('alert-delivered', { effect: effect.id, reached });
    }
    case 'tell-incident':
      await tellIncident(access.state(), 'post-mortem-approved', {
        ...{ approvedAt: effect.approvedAt, approvedBy: effect.approvedBy },
      });
      return access.command('incident-told', { effect: effect.id });
    case 'offer-synthesis':
      await tellIncident(access.state(), 'synthesis-offered', { ...effect.text, approvedBy: effect.approvedBy });
      return access.command('incident-told', { effect: effect.id });
    default:
      return unreachable(effect);
  }
}

/** Of a restricted incident its members alone, and whoever owns an action, hear that there is anything. */
function audienceOf({ isRestricted, members, actions, excluded }: PostMortemState): Audience {
  return isRestricted ? { only: [...members, ...actions.map(({ owner }) => owner)] } : { not: excluded };
}

/** An incident that was closed before, in the short form, is told nothing: the register has the post-mortem's own pages. */
async function tellIncident(
  { incident }: PostMortemState,
  command: 'post-mortem-approved' | 'synthesis-offered',
  said: object,
): Promise<void> {
  try {
    await getExternalWorkflowHandle(incident).signal(command, { command, by: SYSTEM, door: 'system', ...said });
  } catch (fault) {
    if (isCancellation(fault)) throw fault;
    log.warn('No open incident heard what its post-mortem says', { incident, command });
  }
}
