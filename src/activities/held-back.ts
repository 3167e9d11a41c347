import type { MailChannel } from './channels/mail';

/** This machine's clock is wrong, and mail would be dated wrongly. It is retried here, or on a worker whose clock is right. */
export class ClockOff extends Error {
  override readonly name = 'ClockOff';
}

/** A mail channel that sends nothing while this machine's clock is off. */
export function heldBack(mail: MailChannel, isOff: () => Promise<boolean>): MailChannel {
  return {
    ...mail,
    async send(address, letter, giveUp, known) {
      if (await isOff())
        throw new ClockOff("This machine's clock is off: mail waits for another worker, or for it to be set right.");
      return mail.send(address, letter, giveUp, known);
    },
  };
}
