import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storyLetters } from '../../scripts/notices/letters';
import { filingSheet, sheetBlocks, subjectLetter } from '../../src/texts/assistance';
import { ASSISTANCE_WORDS } from '../../src/texts/assistance-words';
import { filingOf } from '../../src/texts/filing';
import { pdfOf } from '../../src/texts/pdf';
import { setFaults } from '../../src/texts/check';
import { readSets, type TemplateSet } from '../../src/texts/sets';
import { filled, noticeTexts } from '../../src/texts/notice';
import type { NoticeMatter } from '../../src/domain/notices/facts';
import { instantAt } from '../../src/domain/primitives/instant';
import { NOTICE_KINDS, type NoticeKind } from '../../src/domain/notices/kinds';
import { mattersOf, STORIES } from '../../scripts/notices/stories';
import { LETTERS, TEXTS } from '../support/letters';
import { pagesOfPdf } from '../support/pdf-text';

const DOCS = join(__dirname, '../../docs/notices');

describe('the letters of three stories', () => {
  const letters = storyLetters();

  test('stand in docs/notices as they are composed: renew them by npm run notices', () => {
    const kept = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(txt|html)$/.test(name));
    expect(kept.sort()).toEqual([...letters.keys()].sort());
    for (const [name, text] of letters) expect([name, readFileSync(join(DOCS, name), 'utf8')]).toEqual([name, text]);
  });

  test('tell each customer its own figures, and never another customer’s name', () => {
    for (const story of STORIES) {
      const names = story.recipients.map(({ customer }) => customer);
      for (const { matter, factsBefore } of mattersOf(story)) {
        const texts = noticeTexts(
          { matter, sender: LETTERS.sender, ...(factsBefore && { factsBefore }) },
          LETTERS.sets,
        );
        for (const recipient of story.recipients) {
          const all = Object.values(texts).map((text) => Object.values(filled(text, recipient)).join('\n'));
          for (const other of names.filter((name) => name !== recipient.customer))
            for (const text of all) expect(text).not.toContain(other);
          if (recipient.personsAffected) for (const text of all) expect(text).toContain(recipient.personsAffected);
        }
      }
    }
  });

  test('keep a withheld party to themselves until the update that tells it', () => {
    const naming = [...letters].filter(([, text]) => /contractor|prestataire/.test(text)).map(([name]) => name);
    expect(naming.every((name) => /insider\/[34]-/.test(name))).toBe(true);
    expect(naming).toHaveLength(4);
    const detail = /storage device|support de stockage/;
    const saying = [...letters].filter(([, text]) => detail.test(text)).map(([name]) => name);
    expect(saying.sort()).toEqual(naming.sort());
    expect(letters.get('insider/1-initial.en.txt')).toContain('What happened (in part). Not disclosed at this stage.');
    expect(letters.get('insider/3-update.fr.txt')).toMatch(/Ce qui s’est passé[\s\S]+support de stockage privé/);
  });

  test('say how serious it is, how to get the list, and that it began long before', () => {
    const insider = letters.get('insider/1-initial.en.txt') ?? '';
    expect(insider).toContain('How serious we judge it to be: High. The persons concerned may suffer serious');
    expect(insider).toContain('The breach began well before we declared it.');
    expect(insider).toContain('Please ask us for the list of the records and persons that concern you');
    expect(letters.get('misdirected-mail/1-initial.en.txt')).not.toContain('well before');
  });
});

describe('where we are no processor, or declared late', () => {
  const [first] = mattersOf(STORIES[0]!);
  const textOf = (more: Partial<NoticeMatter>, kind: NoticeKind = 'initial') =>
    noticeTexts({ matter: { ...first!.matter, kind, ...more }, sender: LETTERS.sender }, LETTERS.sets)['en']!.text;

  test.each(['controller', 'joint'] as const)('as %s nothing is said of whose behalf', (role) => {
    expect(textOf({})).toContain('that we process on your behalf');
    for (const kind of ['initial', 'update', 'final', 'correction', 'clearance'] as const)
      expect(textOf({ role }, kind)).not.toMatch(/on your behalf/);
    const duties = { controller: 'we will notify the competent supervisory', joint: 'who notifies the supervisory' };
    expect(textOf({ role })).toContain(duties[role]);
  });

  test('the time that it took is said, and not hidden', () => {
    expect(textOf({})).not.toContain('More time than usual');
    expect(textOf({ declaredLate: true })).toContain('More time than usual passed');
  });
});

describe('what helps a controller', () => {
  const { matter } = mattersOf(STORIES[1]!)[0]!;
  const filing = (language: string, exercise?: true) =>
    filingOf({
      exercise,
      ...{
        incident: 'INC-2026-0102',
        notice: 1,
        kind: 'initial',
        language,
        facts: matter.facts,
        withheld: ['howFound'],
      },
      ...{ instants: {}, sender: LETTERS.sender, values: STORIES[1]!.recipients[0]! },
    });

  test('the sheet says what is known, open or not disclosed, by article', () => {
    const sheet = JSON.stringify(sheetBlocks(filing('en'), ASSISTANCE_WORDS.en));
    expect(sheet).toContain('Article 33(3)(c): likely consequences');
    expect(sheet).toContain('["Persons affected","not known yet, by 17 November 2026 at 17:00 UTC"]');
    expect(sheet).toContain('["Records affected","200 to 900"]');
    expect(sheet).toContain('from 1 September 2026 at 00:00 UTC until 10 November 2026 at 13:05 UTC');
    expect(sheet).not.toMatch(/law-enforcement/);
  });

  test('the sheet says numbers, periods and what is only likely in its language, and marks what nobody has translated', () => {
    const read = filing('fr');
    const { nature: _, ...others } = read.facts;
    const nature = { status: 'known', text: 'A person copied records.', language: 'en' } as const;
    const sheet = JSON.stringify(sheetBlocks({ ...read, facts: { nature, ...others } }, ASSISTANCE_WORDS.fr));
    expect(sheet).toContain('"Enregistrements concernés","200 à 900"');
    expect(sheet).toContain(
      'du 1er septembre 2026 à 00\u00a0h\u00a000 UTC au 10 novembre 2026 à 13\u00a0h\u00a005 UTC',
    );
    expect(sheet).toContain('A person copied records. [texte d’origine, pas encore traduit]');
    expect(sheet).toContain('Perte de maîtrise des données (probable, non encore confirmé)');
    expect(sheet).not.toMatch(/200 to 900|from 2026/);
  });

  test('the draft to the persons concerned says only what is known, in one language', () => {
    const french = subjectLetter(filing('fr'));
    expect(french).toContain('Une personne ayant accès à vos archives');
    expect(french).toMatch(/Elm Street Clinics\s*$/);
    expect(french).not.toMatch(/without need|undefined|Not disclosed/);
  });

  test('says of an exercise that it is one: in its data, on each page of the sheet, at head and foot of the draft', async () => {
    const mark = 'EXERCICE – aucune violation réelle';
    const played = filing('fr', true);
    expect([played.exercise, filing('fr').exercise]).toEqual([mark, undefined]);
    expect(subjectLetter(played)).toMatch(new RegExp(`^${mark}\\n[^]*\\n${mark}\\n$`));
    const pages = pagesOfPdf(await filingSheet(played, instantAt(0)));
    expect(pages.filter((page) => !page.includes(mark))).toEqual([]);
    expect(pagesOfPdf(await filingSheet(filing('fr'), instantAt(0))).join()).not.toContain(mark);
  });
});

test('a mark stands on each page of a PDF, however many there are', async () => {
  const blocks = Array.from({ length: 120 }, (_, nth) => ({ paragraph: `Line ${nth} of a long report.` }));
  const printed = { title: 'Long', language: 'en', madeAt: instantAt(0), blocks };
  const pages = pagesOfPdf(await pdfOf({ ...printed, mark: 'EXERCISE' }));
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.map((page) => page.includes('EXERCISE'))).toEqual(pages.map(() => true));
  expect(pages).toHaveLength(pagesOfPdf(await pdfOf(printed)).length);
});

describe('the texts as files', () => {
  const sets = readSets(TEXTS);
  const languages = sets.map(({ language }) => language);
  const english = () => sets.find(({ language }) => language === 'en')!;
  const altered = (file: string, to: (text: string) => string): TemplateSet => {
    const { files, ...set } = english();
    return { ...set, files: { ...files, [file]: to(files[file] ?? '') } };
  };

  test('are whole in every language, each kind of its own', () => {
    expect(languages).toEqual(['ar', 'de', 'en', 'es', 'fr']);
    for (const set of sets) expect([set.language, setFaults(set)]).toEqual([set.language, []]);
    expect(NOTICE_KINDS.every((kind) => english().files[`${kind}.liquid`])).toBe(true);
  });

  test('are used once approved, and no more after a change', () => {
    expect(sets.filter(({ approval }) => approval).map(({ language }) => language)).toEqual(['en', 'fr']);
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-texts-'));
    try {
      cpSync(TEXTS, folder, { recursive: true });
      writeFileSync(join(folder, 'fr', 'message.liquid'), '{% if message != "" %}\n{{ message }} !\n{% endif %}');
      expect(
        readSets(folder)
          .filter(({ approval }) => approval)
          .map(({ language }) => language),
      ).toEqual(['en']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a placeholder that is missing, or that nothing fills, is found', () => {
    expect(setFaults(altered('close.liquid', (text) => text.replaceAll('{{ sender.address }}', '')))).toContain(
      'initial.liquid does not print sender.address',
    );
    expect(
      setFaults(altered('close.liquid', (text) => `${text}{% if kind == "none" %}{{ sender.fax }}{% endif %}`)),
    ).toContain('initial.liquid asks for sender.fax, which there is not');
    const { 'event.liquid': _, ...files } = english().files;
    expect(setFaults({ ...english(), files })).toEqual(['event.liquid is missing']);
  });

  test.each([
    ['reaches for what is no contents', '{{ sender.constructor.name }}'],
    ['reads a file outside its set', '{% include "../../package.json" %}'],
    ['does not end', '{% for a in (1..99999999) %}{% for b in (1..99999999) %}x{% endfor %}{% endfor %}'],
    [
      'grows without measure',
      '{% assign x = "xxxxxxxx" %}{% for i in (1..30) %}{% assign x = x | append: x %}{% endfor %}{{ x }}',
    ],
  ])('a template that %s gives no letter', (_what, code) => {
    expect(setFaults(altered('message.liquid', (text) => text + code)).join()).toMatch(/cannot be read|asks for/);
  });

  test('are written from right to left where the language is', () => {
    const [first] = mattersOf(STORIES[0]!);
    const arabic = noticeTexts({ matter: first!.matter, sender: LETTERS.sender }, sets)['ar']!;
    const { html, text } = filled(arabic, STORIES[0]!.recipients[0]!);
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).not.toContain('text-align:left');
    expect(text).toContain('23 نوفمبر 2026 الساعة 10:20 (Europe/Paris, 09:20 UTC)');
  });
});
