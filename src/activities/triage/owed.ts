import type { OwedLetter, OwedLetters, Register } from '../../register';
import type { Letter, MailChannel } from '../channels/mail';
import type { Log } from '../log';
import { quietRound } from '../alerts/staff-mail';
import { receiptMail } from '../templates/receipt';

export interface OwedNeeds {
  mail: MailChannel;
  log: Log;
}

const PER_ROUND = 20;
const CONNECTION_WAIT_MS = 60_000;

/** Sends what people who reported by mail get back, past Temporal. Never rejects. */
export function createReceiptSender(needs: OwedNeeds & { register: Pick<Register, 'receipts'> }): () => Promise<void> {
  const letterOf = ({ values, ...mail }: OwedLetter): Promise<Letter> => {
    const { reference = '', answers } = values;
    return Promise.resolve({ ...receiptMail(mail.language, reference), ...mail, answers, automatic: true });
  };
  return sendingOwed(needs, needs.register.receipts, letterOf);
}

type OfOne = Pick<OwedLetter, 'id' | 'address' | 'possibleRepeat'>;

/** A round over what is owed of one kind. Without a letter it may not leave any more. */
export function sendingOwed<Mail extends OfOne>(
  { mail, log }: OwedNeeds,
  owed: OwedLetters<Mail>,
  letterOf: (one: Mail) => Promise<Letter | undefined>,
): () => Promise<void> {
  const complaint = 'Mails past Temporal could not be sent; they are retried in a minute';
  return quietRound(log, complaint, async () => {
    const claimed = await owed.claim(PER_ROUND);
    await Promise.all(claimed.map((one) => sendOne({ mail, log }, owed, one, () => letterOf(one))));
  });
}

async function sendOne(
  { mail, log }: OwedNeeds,
  owed: OwedLetters<unknown>,
  { id, address, possibleRepeat }: OfOne,
  letterOf: () => Promise<Letter | undefined>,
): Promise<void> {
  try {
    const letter = await letterOf();
    if (!letter) return await owed.end(id, 'refused', 'The text holds what is withheld by now.');
    const sent = await mail.send(address, () => Promise.resolve(letter), AbortSignal.timeout(CONNECTION_WAIT_MS));
    if (sent.outcome === 'accepted' || sent.outcome === 'refused') await owed.end(id, sent.outcome, sent.words);
    else await owed.defer(id, sent.outcome === 'unknown' || possibleRepeat);
  } catch (fault) {
    log.warn({ err: fault, delivery: id }, 'A mail past Temporal could not be sent; it is retried');
    await owed.defer(id, possibleRepeat);
  }
}
