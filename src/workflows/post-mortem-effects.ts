import { log } from '@temporalio/workflow';
import type { PostMortemEffect, PostMortemState } from '../domain/post-mortem/state';
import type { Audience } from '../domain/visibility';
import { unreachable } from '../domain/primitives/unreachable';
import type { ProcessAccess } from './access';
import type { Performing } from './discharge';
import { alert } from './send-alert';
import { tellIncident } from './tell-incident';

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
    case 'alert':
      return await alert(access, effect, () => ({ effect, carriedOver, audience: audienceOf(access.state()) }));
    case 'tell-incident':
      await tell(access.state(), 'post-mortem-approved', {
        ...{ approvedAt: effect.approvedAt, approvedBy: effect.approvedBy },
      });
      return access.command('incident-told', { effect: effect.id });
    case 'offer-synthesis':
      await tell(access.state(), 'synthesis-offered', { ...effect.text, approvedBy: effect.approvedBy });
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
async function tell(
  { incident }: PostMortemState,
  command: 'post-mortem-approved' | 'synthesis-offered',
  said: object,
): Promise<void> {
  if (await tellIncident(incident, command, said)) return;
  log.warn('No open incident heard what its post-mortem says', { incident, command });
}
