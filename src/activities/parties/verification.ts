import { HOUR, plus, type Instant } from '../../domain/primitives/instant';
import { SYSTEM } from '../../domain/primitives/people';
import type { LinkKeys } from '../../primitives/link-token';
import { verificationMailId, verificationMarks, verificationToken } from '../../primitives/verification-link';
import type { Register, SendingRef, VerificationMail } from '../../register';
import type { Letter, MailChannel } from '../channels/mail';
import { withBackoff, withRedactedFailure } from '../fault';
import type { Log } from '../log';
import { sendDue } from '../delivery/mailing';
import { verificationMail } from '../templates/verification';

export interface VerificationNeeds {
  register: Pick<Register, 'verification'>;
  mail: MailChannel;
  log: Log;
  clock: () => Instant;
  linkKeys: LinkKeys;
  /** Without a trailing slash. */
  publicUrl: string;
  /** How our customers know us. */
  sender: { name: string };
  /** After so many days a contact is asked again; 0: only when somebody wants it. */
  everyDays: number;
  /** The most mails that one call sends of a round. */
  mailsPerCall?: number;
}

export type VerificationActivities = ReturnType<typeof createVerificationActivities>;

/** Asks the contacts of customers whether they are right. A round is a sending of the ledger. */
export function createVerificationActivities(needs: VerificationNeeds) {
  const { log } = needs;
  return {
    askContacts: withRedactedFailure('askContacts', asking(needs), log),
    sendQuestions: withBackoff(withRedactedFailure('sendQuestions', sending(needs), log)),
  };
}

const DAY = 24 * HOUR;
const REMIND_DAYS = 14;
/** Later, a reminder would come beside the next question. */
const REMIND_UNTIL_DAYS = 30;

/** Opens the rounds that are due, and plans reminders. @returns what has mails to send */
function asking({ register: { verification }, clock, linkKeys, everyDays }: VerificationNeeds) {
  return async function askContacts(_input: object): Promise<{ due: SendingRef[] }> {
    const now = clock();
    const before = plus(now, -everyDays * DAY);
    const whom = { askedBefore: before, addressBefore: before };
    const author = { person: SYSTEM, at: now };
    while (everyDays > 0 && (await verification.asking.open(whom, verificationMarks(linkKeys), author)));
    await verification.asking.remind(plus(now, -REMIND_UNTIL_DAYS * DAY), plus(now, -REMIND_DAYS * DAY));
    return { due: await verification.asking.due(now) };
  };
}

function sending(needs: VerificationNeeds) {
  const mails = needs.register.verification.asking;
  return async function sendQuestions(sending: SendingRef): Promise<{ finished: boolean }> {
    const { pending, nextAt } = await sendDue({ ...needs, mails }, sending, {
      plan: () => Promise.resolve(),
      claim: (...claim) => mails.claim(sending, ...claim),
      letterOf: (one) => letterOf(needs, sending, one),
      returns: true,
    });
    return { finished: pending === 0 || nextAt !== undefined };
  };
}

function letterOf(
  { linkKeys, publicUrl, sender }: VerificationNeeds,
  { subject: round, number }: SendingRef,
  one: VerificationMail,
): Letter {
  const { contact, name, possibleRepeat, ringKey } = one;
  const link = `${publicUrl}/v/${verificationToken(linkKeys, ringKey, round, contact)}`;
  const words = verificationMail(one, { round, link, from: sender.name, isReminder: number > 1 });
  return { ...words, id: verificationMailId(round, number, contact), name, automatic: true, possibleRepeat };
}
