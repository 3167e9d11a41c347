import { CORE_FIELDS, FACT_FIELDS, type Fact, type FactField, type NoticeMatter } from '../../src/domain/notices/facts';
import { CUSTOMER_FIELDS, type CustomerField } from '../../src/domain/scope/state';
import { instantAt } from '../../src/domain/primitives/instant';
import { filingOf } from '../../src/texts/filing';
import { hasher, textHashOf } from '../../src/texts/hash';
import { letterPdf } from '../../src/texts/letter-pdf';
import { filled, noticeTexts, type Recipient } from '../../src/texts/notice';
import { together } from '../../src/texts/recipient';
import { wordsFor } from '../../src/texts/sets';
import { LETTERS } from '../support/letters';
import { pagesOfPdf, textOfPdf } from '../support/pdf-text';

const at = instantAt(Date.UTC(2026, 10, 23));
const forAll = (field: string) => `All${field}X`;
const own = (field: string) => `Own${field}X`;
const FACTS = Object.fromEntries(FACT_FIELDS.map((field) => [field, { status: 'known', value: forAll(field) }]));
const matter = (facts: NoticeMatter['facts']): NoticeMatter => ({
  ...{ incident: 'INC-2026-0042' as NoticeMatter['incident'], notice: 1, kind: 'initial', facts, commitmentHours: 72 },
  ...{ declaredAt: at, awareAt: at },
});
const recipient = (...fields: CustomerField[]): Recipient => ({
  ...together([
    { customer: 'Acme', account: 'One', ...Object.fromEntries(fields.map((field) => [field, own(field)])) },
  ]),
});
const letters = (facts: NoticeMatter['facts'], reader: Recipient) =>
  Object.entries(noticeTexts({ matter: matter(facts), sender: LETTERS.sender }, LETTERS.sets)).map(
    ([language, text]) => ({ language, ...filled(text, reader) }),
  );

/** What customers call the categories of data, and how much. */
const STANDS_FOR: Partial<Record<CustomerField, FactField>> = { data: 'dataCategories', volume: 'volumeAffected' };
/** Said of all customers together, and so no contradiction. */
const TOGETHER = /^(persons|volume)/;

describe.each(CUSTOMER_FIELDS)('%s, as it is for one customer alone,', (field) => {
  const named = STANDS_FOR[field] ?? (field as FactField);

  test('is read in its letter once, in the place of what is said to all', () => {
    for (const { text, html } of letters(FACTS, recipient(field)))
      for (const form of [text, html]) {
        expect(form.split(own(field))).toHaveLength(2);
        if (!TOGETHER.test(field)) expect(form).not.toContain(forAll(named));
      }
  });

  test.each([
    ['nobody has said what holds for all', undefined],
    ['that is still unknown', { status: 'unknown', until: at }],
    ['it applies to nobody else', { status: 'not-applicable' }],
  ] as [string, Fact | undefined][])('is read where %s', (_, fact) => {
    const facts = { ...FACTS, [named]: fact };
    for (const { text, html } of letters(facts, recipient(field)))
      for (const form of [text, html]) expect(form.split(own(field))).toHaveLength(2);
    for (const { text } of letters(facts, recipient())) expect(text).not.toMatch(/\{\{(?!link)|Own|\n{4}/);
  });

  test('stands in the JSON for its own filing', () => {
    const { facts } = filingOf({
      ...{
        incident: 'INC-2026-0042',
        notice: 1,
        kind: 'initial',
        language: 'fr',
        facts: FACTS,
      },
      ...{ instants: {}, sender: LETTERS.sender, values: recipient(field) },
    });
    expect(facts[named]).toEqual({ status: 'known', text: own(field), language: 'fr', own: true });
    const others = FACT_FIELDS.filter((one) => one !== named);
    for (const other of others) expect(facts[other]).toMatchObject({ text: forAll(other), language: 'en' });
  });
});

test('the PDF of the letter has them all', async () => {
  for (const { language, ...letter } of letters(FACTS, recipient(...CUSTOMER_FIELDS))) {
    const read = textOfPdf(await letterPdf(letter, { language, madeAt: at }));
    for (const field of CUSTOMER_FIELDS.filter((one) => one !== 'dataCategories')) expect(read).toContain(own(field));
  }
});

test('the PDF shows what is asked first without the marks of plain text, and no heading ends a page', async () => {
  const [letter] = letters(FACTS, recipient());
  expect(letter!.text).toContain('*** What we ask you to do first ***');
  const read = textOfPdf(await letterPdf(letter!, { language: 'en', madeAt: at }));
  expect(read).toContain('What we ask you to do first');
  expect(read).not.toContain('***');
  const stoodOn = new Set<number>();
  for (let lines = 60; lines < 68; lines++) {
    const text = `${'line\n'.repeat(lines)}\nHeading\n-------\n\nBelow it.\n`;
    const pages = pagesOfPdf(await letterPdf({ subject: 'S', text }, { language: 'en', madeAt: at }));
    const page = pages.findIndex((one) => one.includes('Heading'));
    expect(pages[page]).toContain('Below it.');
    stoodOn.add(page);
  }
  expect([...stoodOn]).toEqual([0, 1]);
});

test('what is still open for all says nothing of a field that is known for this customer', () => {
  const facts = { exposure: { status: 'unknown', until: at } } as const;
  const open = (reader: Recipient) => letters(facts, reader)[0]!.text.match(/^- Period of exposure$/gm);
  expect(open(recipient())).toHaveLength(1);
  expect(open(recipient('exposure'))).toBeNull();
});

test('what leads into a list, or over it, goes where all of it is known for this customer', () => {
  const nature = { status: 'known', value: forAll('nature') } as const;
  const facts = {
    ...{
      nature,
      exposure: { status: 'unknown', until: at },
      service: { status: 'unknown', until: at },
    },
    ...{ mitigation: { status: 'unknown' } },
  } as NoticeMatter['facts'];
  const CORE: CustomerField[] = [...CORE_FIELDS, 'volume'];
  const dated = /We will tell you by/;
  const read = (...fields: CustomerField[]) => letters(facts, recipient(...fields))[0]!;
  expect(read('exposure').text).toMatch(dated);
  const known = read('exposure', 'service');
  for (const form of [known.text, known.html]) {
    expect(form).not.toMatch(dated);
    expect(form).toContain('We cannot give a date yet');
  }
  const whole = letters({ nature, exposure: facts.exposure }, recipient(...CORE))[0]!;
  const open = letters({ nature, exposure: facts.exposure }, recipient())[0]!;
  expect(open.text).toContain('What is still being established');
  expect(whole.text).not.toMatch(dated);
});

describe('a value in words', () => {
  const said = {
    customer: 'Acme',
    account: 'One',
    nature: 'The way in',
    'nature.fr': 'La porte',
    'service.fr': 'Paie',
  };
  const read = (language: string) => together([said], wordsFor(LETTERS.sets, language));

  test('is read in the language of the letter, and without one it is English', () => {
    expect(read('fr')).toEqual({ customer: 'Acme', account: 'One', nature: 'La porte', service: 'Paie' });
    expect(read('en')).toMatchObject({ nature: 'The way in', service: 'Paie [original wording, not yet translated]' });
  });

  test('stands with its mark where nobody has translated it, in the mail, the JSON and for several customers', () => {
    const values = together([said, { customer: 'Oak', account: 'Two', service: '7' }], wordsFor(LETTERS.sets, 'en'));
    expect(values.service).toBe('Acme: Paie [original wording, not yet translated]; Oak: 7');
    const [en] = letters(FACTS, read('en'));
    for (const form of [en!.text, en!.html]) expect(form).toContain('Paie [original wording, not yet translated]');
    const own = { incident: 'INC-2026-0042', notice: 1, kind: 'initial', language: 'fr', facts: FACTS } as const;
    const { facts } = filingOf({ ...own, instants: {}, sender: LETTERS.sender, values: read('fr') });
    expect(facts.nature).toEqual({ status: 'known', text: 'La porte', language: 'fr', own: true });
  });
});

describe('a value without a language', () => {
  const read = (language: string, said: Partial<Record<CustomerField, string>>) => {
    const {
      customer: _,
      account: __,
      ...values
    } = together([{ customer: 'Acme', account: 'One', ...said }], wordsFor(LETTERS.sets, language));
    return values;
  };

  test('is English where it is words, and marked for readers of another language', () => {
    expect(read('en', { data: 'payroll files' })).toEqual({ data: 'payroll files' });
    expect(read('fr', { data: 'payroll files' })).toEqual({
      data: 'payroll files [texte d’origine, pas encore traduit]',
    });
    expect(read('ar', { nature: 'ملفات' }).nature).toContain('[');
  });

  test('reads alike where it is figures', () => {
    for (const figures of ['2026-10-01', '09:12 - 10:40', '13\u00a0902', '99.5 %', '1/3']) {
      expect(read('fr', { exposure: figures })).toEqual({ exposure: figures });
    }
  });

  test.each([
    ['86310', '86,310', '86\u202f310'],
    ['~1200', 'approximately 1,200', 'environ 1\u202f200'],
    ['200-900', '200 to 900', '200 à 900'],
    ['900-200', '900-200', '900-200'],
    ['0017', '17', '17'],
  ])('is a number with its precision in the columns that count: %s', (figures, en, fr) => {
    for (const field of ['volume', 'personsAffected', 'volumeExposed'] as const) {
      expect(read('en', { [field]: figures })).toEqual({ [field]: en });
      expect(read('fr', { [field]: figures })).toEqual({ [field]: fr });
    }
    expect(read('fr', { service: figures })).toEqual({ service: figures });
  });
});

test('the hash of what each reads is that of the filled text, whatever stands in a value', () => {
  const { en, fr } = noticeTexts({ matter: matter(FACTS), sender: LETTERS.sender }, LETTERS.sets);
  const hostile = '"\\ \u0000\u2028 </td> {{contact}} é \u{1f512}\n\t';
  const readers: Recipient[] = [
    recipient(),
    recipient(...CUSTOMER_FIELDS),
    { ...recipient('nature'), customer: hostile, contact: hostile, exposure: hostile, timeZone: 'Europe/Paris' },
  ];
  for (const [language, text] of [['en', en!] as const, ['fr', fr!] as const])
    for (const reader of readers)
      expect(hasher(language, text)(reader)).toBe(textHashOf(language, filled(text, reader)));
});
