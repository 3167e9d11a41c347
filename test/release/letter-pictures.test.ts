import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { mattersOf, STORIES } from '../../scripts/notices/stories';
import { filled, noticeTexts, withLink } from '../../src/texts/notice';
import { letterPdf } from '../../src/texts/letter-pdf';
import { SAMPLE_SENDER } from '../../src/texts/sender';
import { readSets } from '../../src/texts/sets';
import { browserProgram, openBrowser } from '../support/chromium';
import { TEXTS } from '../support/letters';

/*
 * The first letter of each story as its reader sees it, to be looked at: .tocsin/letters/, with its PDF beside it. Nothing sticks out of its page, on a desk or a phone, from left to
 * right or from right to left.
 */
const FOLDER = join(__dirname, '../../.tocsin/letters');
const WIDTHS = { desk: 900, phone: 390 };
const drawn = browserProgram ? test : test.skip;
let browser: Browser | undefined;

afterAll(async () => {
  await browser?.close();
});

drawn.each(Object.entries(WIDTHS))('letters fit a %s', async (place, width) => {
  browser ??= await openBrowser();
  mkdirSync(FOLDER, { recursive: true });
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  for (const story of STORIES) {
    const [first] = mattersOf(story);
    const texts = noticeTexts({ matter: first!.matter, sender: SAMPLE_SENDER }, readSets(TEXTS));
    for (const language of ['en', 'fr', 'ar']) {
      const letter = withLink(filled(texts[language]!, story.recipients[0]!), 'https://tocsin.example/n/x');
      const pdf = await letterPdf(letter, { language, madeAt: first!.matter.declaredAt! });
      writeFileSync(join(FOLDER, `${story.name}-${language}.pdf`), pdf);
      await page.setContent(letter.html);
      await page.screenshot({ path: join(FOLDER, `${story.name}-${language}-${place}.png`), fullPage: true });
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect([story.name, language, overflow]).toEqual([story.name, language, 0]);
    }
  }
});
