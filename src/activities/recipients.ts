import type { ClaimedMail, Register } from '../register';
import type { Recipient } from '../texts/notice';
import { together } from '../texts/recipient';
import { languageAmong } from '../texts/page';

/** The values for a notice's placeholders in one mail, and its language: the contact's own, else the customer's, else English. */
export interface Addressed {
  recipient: Recipient;
  language: string;
}

export async function readRecipients(
  register: Pick<Register, 'deliveries'>,
  mails: readonly ClaimedMail[],
  languages: readonly string[],
): Promise<(mail: ClaimedMail) => Addressed> {
  const found = await register.deliveries.recipients(mails.flatMap(({ id, also }) => [id, ...also]));
  const known = new Map(found.map((one) => [one.delivery, one]));
  return ({ id, also, name, customer, account, language: own }) => {
    const first = known.get(id) ?? { delivery: id, customer, account };
    const others = also.flatMap((one) => known.get(one) ?? []);
    return {
      recipient: { ...together([first, ...others]), contact: 'contact' in first ? first.contact : name },
      language: languageAmong(languages, own, first.language ?? ''),
    };
  };
}
