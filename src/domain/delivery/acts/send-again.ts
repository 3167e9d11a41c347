import type { EffectKind } from '../../effects/state';
import { noticeOf, unknownNotice } from '../../notices/notices';
import { refuse, type Refusal } from '../../primitives/refusal';
import { API_ONLY, SYSTEM_DOOR, type CommandRule } from '../../rule';
import { personFor } from '../../scope/unreachable';
import type { IncidentState } from '../../state';
import type { CustomerId } from '../../primitives/parties';

export interface SendAgain {
  notice: number;
  customer: CustomerId;
  reason: string;
}

export const sendAgain: CommandRule<SendAgain> = {
  description:
    'Send a notice once more to one customer whom it was for, word by word as it was approved: to the address that each contact has now, and to its webhook.',
  roles: ['lead', 'privacy'],
  doors: API_ONLY,
  decide: ({ state, nextId }, { notice, customer, reason }) =>
    whyNotOut(state, notice) ?? [{ type: 'sent-again', effect: nextId(), notice, customer, reason }],
};

/** Only what was released, and neither paused nor stopped, goes to anybody more. */
export function whyNotOut(state: IncidentState, number: number): Refusal | undefined {
  const notice = noticeOf(state, number);
  if (!notice) return unknownNotice(state, number);
  const { status, sending } = notice;
  if (status !== 'released' && status !== 'sent')
    return refuse('nothing-open', `Notice ${number} is ${status}; only what was released is sent again.`);
  return sending && refuse('nothing-open', `The sending of notice ${number} is ${sending}; nothing of it goes out.`);
}

export interface SendingActed {
  effect: string;
  notice: number;
  /** The customer for whom nobody was left to try. */
  alone?: string;
}

export const sendingActed: CommandRule<SendingActed> = {
  description: 'The register did with a sending what was ordered.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, { effect, notice, alone }) => {
    const owed = hearing.state.outbox.find(({ id, kind }) => id === effect && ORDERED.includes(kind));
    if (!owed) return [];
    const acted = { type: 'sending-acted', effect: owed.id, notice } as const;
    return alone === undefined ? [acted] : [acted, personFor(hearing, alone)];
  },
};

const ORDERED: readonly EffectKind[] = ['steer-sending', 'send-again', 'try-next'];
