import fc from 'fast-check';
import { composer } from '../../src/texts/compose';
import { filled } from '../../src/texts/notice';
import { filingOf } from '../../src/texts/filing';
import { foundIn, piecesToSearch, searchFor } from '../../src/texts/search';
import { namesAmong } from '../../src/texts/names';
import { FACT_FIELDS, type FactField, type NoticeMatter } from '../../src/domain/notices/facts';
import { LETTERS } from '../support/letters';

const SECRET = 'svc-backup on host kestrel';
const NAME = 'Elm Street Clinics';
/** One way of writing the same words: case, spacing, width, punctuation, and what has no width. */
const disguised = (words: string) =>
  fc
    .array(
      fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('', ' ', '\u200b', '\u00ad', '-', '_', '\n', '. ')),
      {
        minLength: words.length,
        maxLength: words.length,
      },
    )
    .map((choices) =>
      Array.from(words)
        .map((letter, place) => {
          const [form = 0, after = ''] = choices[place] ?? [];
          const wide = /[a-z]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter;
          return ([letter, letter.toUpperCase(), wide, letter.normalize('NFD')][form] ?? letter) + after;
        })
        .join(''),
    );
const search = searchFor([{ name: 'w', words: [SECRET] }]);
const matter = (over: Partial<NoticeMatter>): NoticeMatter => ({
  ...{
    incident: 'INC-2026-0001' as NoticeMatter['incident'],
    notice: 1,
    kind: 'initial',
    facts: {},
    commitmentHours: 72,
  },
  ...over,
});
const written = (over: Partial<NoticeMatter>, value?: string) =>
  Object.values(composer(LETTERS)(matter(over)).texts).map((text) =>
    filled(text, { customer: 'Oak', account: 'One', ...(value !== undefined && { data: value }) }),
  );

test('wherever a withheld value is put, in whatever form, each text of it is found to hold it, and JSON too', () => {
  const place = fc.constantFrom<FactField | 'message' | 'own'>(...FACT_FIELDS, 'message', 'own');
  fc.assert(
    fc.property(disguised(SECRET), place, (value, where) => {
      const facts = where === 'message' || where === 'own' ? {} : { [where]: { status: 'known', value } as const };
      const letters = written(
        { facts, ...(where === 'message' && { message: value }) },
        where === 'own' ? value : undefined,
      );
      for (const letter of letters)
        for (const piece of [letter.text, letter.html]) expect(isFoundIn(piece, letter)).toBe(true);
      const values = { customer: 'Oak', account: 'One', ...(where === 'own' && { data: value }) };
      const filing = filingOf({ ...matter({ facts }), language: 'en', instants: {}, sender: LETTERS.sender, values });
      if (where !== 'message') expect(foundIn(filing, search)).not.toEqual([]);
    }),
    { numRuns: 60, seed: 7 },
  );
});

function isFoundIn(piece: string, letter: ReturnType<typeof written>[number]): boolean {
  const isHtml = piece === letter.html;
  const pieces = piecesToSearch(isHtml ? { ...letter, text: '' } : { ...letter, html: '' });
  return pieces.some((one) => search(one).length > 0);
}

test('what holds neither is never found: a letter of ours alone', () => {
  for (const letter of written({})) expect(piecesToSearch(letter).flatMap(search)).toEqual([]);
});

test('the name of another customer is found in any case, spacing and width', () => {
  const find = namesAmong([{ customer: 'elm', name: NAME, kind: 'customer' }], new Set());
  const word = (text: string) =>
    fc.constantFrom(text, text.toUpperCase(), text.toLowerCase(), `${text.slice(0, 2)}\u200b${text.slice(2)}`);
  const gap = fc.constantFrom(' ', '  ', '\n', '-', ', ', '\u00a0');
  const parts = fc.tuple(word('Elm'), gap, word('Street'), gap, word('Clinics'));
  fc.assert(
    fc.property(parts, fc.lorem(), (name, around) => {
      expect([...find(`${around} ${name.join('')} ${around}`).keys()]).toEqual(['elm']);
    }),
    { numRuns: 100, seed: 7 },
  );
});
