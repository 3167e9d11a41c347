import { noticeOf, unknownNotice } from '../notices';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, SYSTEM_DOOR, type CommandRule } from '../../rule';

export interface SendAgain {
  notice: number;
  customer: string;
  reason: string;
}

export const sendAgain: CommandRule<SendAgain> = {
  description:
    'Send a notice once more to one customer whom it was for, word by word as it was approved: to the address that each contact has now, and to its webhook.',
  roles: ['lead', 'privacy'],
  doors: API_ONLY,
  decide: ({ state, nextId }, { notice: number, customer, reason }) => {
    const notice = noticeOf(state, number);
    if (!notice) return unknownNotice(state, number);
    const { status, sending } = notice;
    if (status !== 'released' && status !== 'sent')
      return refuse('nothing-open', `Notice ${number} is ${status}; only what was released is sent again.`);
    if (sending)
      return refuse('nothing-open', `The sending of notice ${number} is ${sending}; nothing of it goes out.`);
    return [{ type: 'sent-again', effect: nextId(), notice: number, customer, reason }];
  },
};

export interface SendingActed {
  effect: string;
  notice: number;
}

export const sendingActed: CommandRule<SendingActed> = {
  description: 'The register did with a sending what was ordered.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state }, { effect, notice }) => {
    const owed = state.outbox.find(
      ({ id, kind }) => id === effect && (kind === 'steer-sending' || kind === 'send-again'),
    );
    return owed ? [{ type: 'sending-acted', effect: owed.id, notice }] : [];
  },
};
