import { finalNoticeOwed } from '../../clocks/final-notice';
import { factsPromised } from '../../clocks/promised-fact';
import { updatePromised } from '../../clocks/promised-update';
import type { EffectId } from '../../effects/state';
import type { Event } from '../../events';
import type { Instant } from '../../primitives/instant';
import { contentFault } from '../needs';
import { givenFields } from '../printed';
import { KINDS } from '../kinds';
import { noticeOf, staleness, unknownNotice, type ReadText } from '../notices';
import { refuse, type Refusal } from '../../primitives/refusal';
import { scopePending } from '../../scope/pending';
import type { IncidentState } from '../../state';
import type { Notice, TextHash, RecipientsHash } from '../state';
import { API_ONLY, type CommandRule } from '../../rule';
import { approvalsAwaited, isApproved, standing } from '../../withholding/state';

export interface ReleaseNotice {
  notice: number;
  hash: TextHash;
  recipientsHash?: RecipientsHash;
}

export const releaseNotice: CommandRule<ReleaseNotice> = {
  description:
    'Send the approved text to the customers in scope. Cannot be undone; a wrong text is followed by a correction.',
  roles: ['lead', 'privacy'],
  doors: API_ONLY,
  decide: ({ state, said, nextId }, { notice: number, hash, recipientsHash }) => {
    const notice = noticeOf(state, number);
    if (!notice) return unknownNotice(state, number);
    const fault =
      staleness(state, notice, { hash, recipientsHash }, ['approved']) ??
      contentFault(state, notice, said.at) ??
      withholdingFault(state) ??
      holdFault(notice) ??
      audienceFault(state, notice);
    return fault ?? released(state, notice, { effect: nextId(), hash, recipientsHash, at: said.at });
  },
};

function released(
  state: IncidentState,
  notice: Notice,
  { effect, hash, recipientsHash, at }: ReadText & { effect: EffectId; at: Instant },
): Event[] {
  const gives = state.rules.writtenPromises && { gives: givenFields(notice.kind, state.facts) };
  return [
    {
      type: 'notice-released',
      effect,
      notice: notice.number,
      hash,
      ...(recipientsHash && { recipientsHash }),
      ...gives,
    },
    ...factsPromised(state, notice, at),
    ...updatePromised(state, notice, at),
    ...finalNoticeOwed(state, notice, at),
  ];
}

function holdFault({ number, held }: Notice): Refusal | undefined {
  return (
    held &&
    refuse(
      'missing',
      `Notice ${number} is held by ${held.by}, to be looked at by ${held.reviewBy}: end the hold first (hold-release with "decline").`,
    )
  );
}

/** Of what the notice leaves out, some may not be approved. */
function withholdingFault(state: IncidentState): Refusal | undefined {
  const open = standing(state).filter((one) => !isApproved(one));
  const points = open.map((one) => `withholding ${one.number}: ${approvalsAwaited(one).join(' and ')}`);
  return open.length === 0
    ? undefined
    : refuse(
        'missing',
        `The notice leaves out what is not approved to be withheld: ${points.join('; ')} must approve it (approve-withholding), or decline it.`,
        points,
      );
}

function audienceFault(state: IncidentState, notice: Notice): Refusal | undefined {
  if (scopePending(state)) return refuse('missing', 'The scope is being worked out; release again in a moment.');
  const { needs } = KINDS[notice.kind];
  if (needs === 'cleared')
    return state.cleared.some(({ toldAt }) => toldAt === undefined)
      ? undefined
      : refuse('missing', 'Nobody waits to be told that it is not affected; reject this notice.');
  if ((needs === 'declared' || needs === 'first-notice') && state.classification.class !== 'incident')
    return refuse('not-declared', 'The declaration was withdrawn; this notice must not go out.');
  if (needs === 'event' && state.classification.class !== 'event')
    return refuse(
      'wrong-class',
      `This is no event any more but ${state.classification.class}; this notice must not go out.`,
    );
  if (KINDS[notice.kind].audience === 'wrongly-told') return undefined;
  const customers = state.cohorts.reduce((sum, cohort) => sum + cohort.total, 0);
  return customers > 0 ? undefined : refuse('missing', 'No affected customer is in scope; add them first.');
}
