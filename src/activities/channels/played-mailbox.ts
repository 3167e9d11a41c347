import { idDomain, mailboxOf, writeMessage } from './letter';
import type { MailChannel } from './mail';
import { openTemplate } from './mime-template';

/*
 * The channel of an exercise. Its only hand is the one that keeps a message beside the exercise: it opens no connection, and knows no address to
 * open one to. So whatever scope, addresses, webhooks and settings say, nothing of an exercise leaves.
 */

export interface PlayedMail {
  address: string;
  mime: Buffer;
}

export interface PlayedMailboxNeeds {
  keep: (mail: PlayedMail) => Promise<void>;
  /** The scenario has the mailbox of this address refuse. */
  refuses: (address: string) => Promise<boolean>;
}

const FROM = mailboxOf('Exercise <exercise@exercise.invalid>');

export function openPlayedMailbox({ keep, refuses }: PlayedMailboxNeeds): MailChannel {
  return {
    async send(address, letter) {
      if (await refuses(address)) return { outcome: 'refused', words: '550 5.1.1 No such mailbox, says the scenario' };
      const agreed = await letter();
      if (!agreed) return { outcome: 'withheld' };
      const mime = 'mime' in agreed ? agreed.mime : await writeMessage(FROM, address, agreed);
      await keep({ address, mime: Buffer.from(mime) });
      return { outcome: 'accepted', words: '250 2.0.0 Kept in the mailbox of the exercise' };
    },
    probe: () => Promise.resolve(),
    template: (language, text) => openTemplate(FROM, language, text),
    idDomain: idDomain(FROM),
    close: () => undefined,
    abandon: () => undefined,
  };
}
