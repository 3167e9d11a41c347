import type { LetterTest, Register } from '../../register';
import { filled, withLink } from '../../texts/notice';
import { piecesToSearch } from '../../texts/search';
import { asTest } from '../../texts/test-letter';
import type { Letter } from '../channels/mail';
import { sendingOwed, type OwedNeeds } from '../triage/owed';
import { searchIn } from './withheld';

export interface LetterTestNeeds extends OwedNeeds {
  register: Pick<Register, 'letterTests' | 'notices' | 'withheldWords'>;
  publicUrl: string;
}

/** Sends the letters that people of ours asked for themselves, past Temporal: no incident waits for them. Never rejects. */
export function createTestSender(needs: LetterTestNeeds): () => Promise<void> {
  return sendingOwed(needs, needs.register.letterTests, (test) => letterOf(needs, test));
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
