import { isUnderWay, noticeOf, unknownNotice } from '../../notices/notices';
import { refuse, type Refusal } from '../../primitives/refusal';
import type { Role } from '../../primitives/people';
import type { Notice, Steering } from '../../notices/state';
import { EVERY_DOOR, type CommandRule } from '../../rule';

export interface SteerSending {
  notice: number;
  reason: string;
}

const ROLES: readonly Role[] = ['lead', 'privacy', 'legal', 'communications'];

export const pauseSending: CommandRule<SteerSending> = steering(
  'paused',
  'Hold up the sending of a released notice: nothing more of it is handed over until it is resumed.',
);

export const resumeSending: CommandRule<SteerSending> = steering(
  'resumed',
  'Go on with the sending of a notice that was paused.',
);

/** Whom it did not reach is owed as before: draft another notice. */
export const stopSending: CommandRule<SteerSending> = steering(
  'stopped',
  'End the sending of a released notice for good: what was not handed over is never sent. Whoever it did not reach is still owed.',
);

function steering(to: Steering, description: string): CommandRule<SteerSending> {
  return {
    description,
    roles: ROLES,
    doors: EVERY_DOOR,
    decide: ({ state, nextId }, { notice: number, reason }) => {
      const notice = noticeOf(state, number);
      if (!notice) return unknownNotice(state, number);
      const fault = faultOf(notice, to);
      return fault ?? [{ type: 'sending-steered', effect: nextId(), notice: number, to, reason }];
    },
  };
}

function faultOf(notice: Notice, to: Steering): Refusal | undefined {
  const { number, status, sending } = notice;
  if (status !== 'released')
    return refuse(
      'nothing-open',
      isUnderWay(notice)
        ? `Notice ${number} is not released yet.`
        : `Notice ${number} is ${status}; nothing of it is being sent.`,
    );
  if (sending === 'stopped') return refuse('already-so', `The sending of notice ${number} is stopped for good.`);
  if (to === 'paused' && sending === 'paused') return refuse('already-so', `Notice ${number} is paused already.`);
  return to === 'resumed' && sending !== 'paused'
    ? refuse('already-so', `Notice ${number} is not paused; it is being sent.`)
    : undefined;
}
