import type { MailChannel } from './channels/mail';

/** Mail is tried again, here or by a worker whose machine knows the time: nothing leaves that would be dated wrongly. */
export class ClockOff extends Error {
  override readonly name = 'ClockOff';
}

/** Sends nothing while this machine's clock is off. */
export function heldBack(mail: MailChannel, isOff: () => Promise<boolean>): MailChannel {
  return {
    ...mail,
    async send(address, letter, giveUp) {
      if (await isOff())
        throw new ClockOff("This machine's clock is off: mail waits for another worker, or for it to be set right.");
      return mail.send(address, letter, giveUp);
    },
  };
}
