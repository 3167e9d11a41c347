import type { IncidentId } from '../../domain/case/state';
import { storyTime } from '../../domain/primitives/pace';
import type { Register } from '../../register';
import type { MailChannel } from '../channels/mail';
import { openPlayedMailbox } from '../channels/played-mailbox';
import { createSendBatch, type DeliverNeeds } from '../delivery/deliver';

/** The mailbox of each exercise, by its incident. */
export type PlayedMailboxes = (incident: IncidentId) => MailChannel;

export function playedMailboxes({ exercises }: Pick<Register, 'exercises'>): PlayedMailboxes {
  return (incident) =>
    openPlayedMailbox({
      keep: (kept) => exercises.keepMail({ incident, ...kept }),
      refuses: (address) => exercises.refusesMail({ incident, address }),
    });
}

type SendBatch = ReturnType<typeof createSendBatch>;
type Needs = DeliverNeeds & { register: Pick<Register, 'reports'> };

/**
 * Sends a notice, and that of an exercise by a sender that holds no channel to the outside, by the clock of the story. Both the notice and the
 * register say whether it is one: where either does, it is.
 */
export function createFencedBatch(needs: Needs, played: PlayedMailboxes): SendBatch {
  const send = createSendBatch(needs);
  return async (batch) => {
    const { incident } = batch;
    const mark = batch.exercise ?? (await needs.register.reports.get(incident))?.report.exercise;
    if (!mark) return send(batch);
    const clock = () => storyTime(needs.clock(), mark.pace);
    return createSendBatch({ ...needs, mail: played(incident), webhooks: undefined, clock })(batch);
  };
}
