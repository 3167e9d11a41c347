import type { LetterTest, Register } from '../register';
import { filled, withLink } from '../texts/notice';
import { piecesToSearch } from '../texts/search';
import { asTest } from '../texts/test-letter';
import type { Letter, MailChannel } from './channels/mail';
import type { Log } from './log';
import { searchIn } from './withheld';

export interface LetterTestNeeds {
  register: Pick<Register, 'letterTests' | 'notices' | 'withheldWords'>;
  mail: MailChannel;
  log: Log;
  publicUrl: string;
}

const TESTS_PER_ROUND = 20;
const CONNECTION_WAIT_MS = 60_000;

/** Sends the letters that people of ours asked for themselves, past Temporal: no incident waits for them. Never rejects. */
export function createTestSender(needs: LetterTestNeeds): () => Promise<void> {
  const { register, log } = needs;
  return async () => {
    try {
      const owed = await register.letterTests.claim(TESTS_PER_ROUND);
      await Promise.all(owed.map((one) => sendOne(needs, one)));
    } catch (fault) {
      log.warn({ err: fault }, 'Letters for trial could not be sent; they are retried in a minute');
    }
  };
}

async function sendOne(needs: LetterTestNeeds, test: LetterTest): Promise<void> {
  const { register, mail, log } = needs;
  const { id, possibleRepeat } = test;
  try {
    const letter = await letterOf(needs, test);
    if (!letter) return await register.letterTests.end(id, 'refused', 'The text holds what is withheld by now.');
    const giveUp = AbortSignal.timeout(CONNECTION_WAIT_MS);
    const sent = await mail.send(test.address, () => Promise.resolve(letter), giveUp);
    if (sent.outcome === 'accepted' || sent.outcome === 'refused')
      await register.letterTests.end(id, sent.outcome, sent.words);
    else await register.letterTests.defer(id, sent.outcome === 'unknown' || possibleRepeat);
  } catch (fault) {
    log.warn({ err: fault, delivery: id }, 'A letter for trial could not be sent; it is retried');
    await register.letterTests.defer(id, possibleRepeat);
  }
}

async function letterOf({ register, publicUrl }: LetterTestNeeds, test: LetterTest): Promise<Letter | undefined> {
  const { id, incident, notice, language, values, name, possibleRepeat } = test;
  const text = (await register.notices.get(incident, notice))?.texts[language];
  if (!text) throw new Error(`Notice ${notice} of ${incident} has no text in ${language}.`);
  const letter = asTest(withLink(filled(text, values), `${publicUrl}/n/…`), language);
  const search = await searchIn(register, incident);
  if (piecesToSearch(letter).some((piece) => search(piece).length > 0)) return undefined;
  return { ...letter, language, id, name, automatic: false, possibleRepeat };
}
