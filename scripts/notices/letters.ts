import { join } from 'node:path';
import { filled, noticeTexts, withLink } from '../../src/texts/notice';
import { SAMPLE_SENDER } from '../../src/texts/sender';
import { together } from '../../src/texts/recipient';
import { readSets, wordsFor } from '../../src/texts/sets';
import { mattersOf, STORIES } from './stories';

const TEXTS = join(__dirname, '../../texts');
/** In the mail, an address of each recipient's own. */
const LINK = 'https://tocsin.example/n/…';
const LANGUAGES = ['en', 'fr'];

/** Every letter of the three stories, by its file in `docs/notices`: as text, and the first of each story also as HTML. */
export function storyLetters(): Map<string, string> {
  const sets = readSets(TEXTS).filter(({ language }) => LANGUAGES.includes(language));
  const letters = new Map<string, string>();
  for (const story of STORIES) {
    mattersOf(story).forEach(({ matter, factsBefore }, place) => {
      const texts = noticeTexts({ matter, sender: SAMPLE_SENDER, ...(factsBefore && { factsBefore }) }, sets);
      for (const [language, text] of Object.entries(texts)) {
        story.recipients.forEach((recipient, number) => {
          const name = `${story.name}/${place + 1}-${matter.kind}${number > 0 ? '-other-customer' : ''}.${language}`;
          const { contact = '' } = recipient;
          const read = { ...together([recipient], wordsFor(sets, language)), contact };
          const letter = withLink(filled(text, read), LINK);
          letters.set(`${name}.txt`, `Subject: ${letter.subject}\n\n${letter.text}`);
          if (place === 0 && number === 0) letters.set(`${name}.html`, letter.html);
        });
      }
    });
  }
  return letters;
}
