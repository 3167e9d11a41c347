import type { ClaimedMail, Register } from '../../register';
import type { Recipient } from '../../texts/notice';
import { together } from '../../texts/recipient';
import { languageAmong } from '../../texts/page';

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
  const ids = mails.flatMap(({ id, also, approved }) => (approved ? [] : [id, ...also]));
  const found = ids.length > 0 ? await register.deliveries.recipients(ids) : [];
  const known = new Map(found.map((one) => [one.delivery, one]));
  return ({ id, also, name, customer, account, language, approved }) => {
    if (approved)
      return { recipient: { contact: name, ...approved }, language: languageAmong(languages, language, '') };
    const first = known.get(id) ?? { delivery: id, customer, account };
    const others = also.flatMap((one) => known.get(one) ?? []);
    return {
      recipient: { ...together([first, ...others]), contact: name },
      language: languageAmong(languages, language, first.language ?? ''),
    };
  };
}
