import fc from 'fast-check';
import type { ParsedMail } from 'mailparser';
import {
  FACT_FIELDS,
  type Amount,
  type Fact,
  type FactSheet,
  type KnownFact,
  type NoticeMatter,
} from '../../../src/domain/notices/facts';
import { HOUR, instantAt, plus } from '../../../src/domain/primitives/instant';
import type { EffectId } from '../../../src/domain/effects/state';
import { NOTICE_KINDS, type NoticeKind, type Steering } from '../../../src/domain/notices/state';
import { knownFact, type Stated } from '../../../src/domain/notices/known-fact';
import type { CustomerInput } from '../../../src/register';
import { hashOf, textHashOf } from '../../../src/texts/hash';
import { filled, noticeTexts, withLink, type NoticeText } from '../../../src/texts/notice';
import { SAMPLE_SENDER } from '../../../src/texts/sender';
import { hostileStrings } from '../../support/hostile';
import { LETTERS } from '../../support/letters';
import { testSeed } from '../../support/seed';
import { customerOf, House, START } from '../house';

const declaredAt = instantAt(START);
const soon = plus(declaredAt, 24 * HOUR);
const all = (fact: Fact): FactSheet => Object.fromEntries(FACT_FIELDS.map((field) => [field, fact]));
const matter = (over: Partial<NoticeMatter> = {}): NoticeMatter => ({
  incident: 'INC-2026-0042' as NoticeMatter['incident'],
  notice: 3,
  kind: 'initial',
  facts: {},
  declaredAt,
  awareAt: plus(declaredAt, -HOUR),
  commitmentHours: 72,
  ...over,
});
const someone = { customer: 'Acme', account: 'Acme Europe' };
const composed = (over: Partial<NoticeMatter> = {}) =>
  noticeTexts({ matter: matter(over), sender: SAMPLE_SENDER }, LETTERS.sets);
const texts = (over: Partial<NoticeMatter> = {}) => {
  const { en, fr } = composed(over);
  return { en: filled(en!, someone), fr: filled(fr!, someone) };
};
const known = (stated: Stated) => knownFact(stated) as KnownFact;
const figures = (amount: Amount) => known({ amount });

/** The address of its own page is the one thing in it that nobody approved. */
const withoutLink = ({ subject, text, html }: NoticeText): NoticeText => {
  const link = /\S+\/n\/[\w-]+/g;
  return { subject, text: text.replace(link, '{{link}}'), html: html.replace(/[^\s">]+\/n\/[\w-]+/g, '{{link}}') };
};

const seed = testSeed('approved bytes');

/** In the place of all its names. */
const withName = ({ accounts, ...customer }: CustomerInput, name?: string): CustomerInput =>
  name === undefined
    ? { ...customer, accounts }
    : {
        ...{ ...customer, name },
        accounts: accounts.map((one) => ({
          ...{ ...one, name },
          contacts: one.contacts.map((contact) => ({ ...contact, name })),
        })),
      };

const withEmail = ({ accounts, ...customer }: CustomerInput, email: string): CustomerInput => ({
  ...customer,
  accounts: accounts.map((one) => ({ ...one, contacts: one.contacts.map((contact) => ({ ...contact, email })) })),
});

describe('each field says what it is', () => {
  const PRINTED = FACT_FIELDS.length;

  test('known: in its words, whole, and marked where nobody translated them', () => {
    const { en, fr } = texts({ facts: all({ status: 'known', value: 'exactly\nthis' }) });
    expect(en.text.match(/exactly\nthis/g)).toHaveLength(PRINTED);
    expect(en.html.match(/exactly<br>this/g)).toHaveLength(PRINTED);
    expect(en.text).not.toContain('[');
    expect(fr.text.match(/exactly\nthis \[texte d’origine, pas encore traduit\]/g)).toHaveLength(PRINTED);
  });

  test('known in several languages: each reader in their own', () => {
    const value = 'Encrypted disks were lost.';
    const translations = [{ lang: 'fr', text: 'Des disques chiffrés ont été perdus.' }];
    const { en, fr } = texts({ facts: { nature: { status: 'known', value, lang: 'en', translations } } });
    expect(en.text).toContain(`\n${value}\n`);
    expect(fr.text).toContain('\nDes disques chiffrés ont été perdus.\n');
    expect(fr.text).not.toContain(value);
  });

  test('a number with its precision, and a period, are printed as each language does', () => {
    const { en, fr } = texts({
      facts: {
        personsAffected: figures({ precision: 'range', count: 4_000, to: 6_000 }),
        volumeAffected: figures({ precision: 'approximate', count: 150_000 }),
        volumeExposed: figures({ precision: 'exact', count: 3 }),
        exposure: known({ period: { from: '2026-11-23T08:00:00Z', ongoing: true } }),
      },
    });
    expect(en.text).toContain('Persons affected, all customers together: 4,000 to 6,000\n');
    expect(en.text).toContain('Records affected, all customers together: approximately 150,000\n');
    expect(en.text).toContain('Records exposed, all customers together: 3\n');
    expect(en.text).toContain('Period of exposure: since 23 November 2026 at 08:00 UTC and still going on\n');
    expect(fr.text).toMatch(/Personnes concernées, tous clients confondus\u00a0: 4\s000 à 6\s000\n/);
    expect(fr.text).toMatch(/environ 150\s000/);
    expect(fr.text).toContain('depuis le 23 novembre 2026 à 08\u00a0h\u00a000 UTC et toujours en cours');
    expect(fr.text).not.toContain('pas encore traduit');
  });

  test('unknown: once for each date, with the fields it is about; a core field that nobody has set is unknown too', () => {
    const dated = texts({ facts: all({ status: 'unknown', until: soon }) });
    expect(dated.en.text.match(/We will tell you by 24 November 2026 at 10:00 UTC:/g)).toHaveLength(1);
    expect(dated.fr.text.match(/au plus tard le 24 novembre 2026 à 10\u00a0h\u00a000 UTC/g)).toHaveLength(2);
    const unset = texts();
    expect(unset.en.text.match(/We cannot give a date yet:/g)).toHaveLength(1);
    expect(unset.en.text).not.toContain('What we ask you to do');
    const [, open = ''] = unset.en.text.split('We cannot give a date yet:');
    for (const label of ['What happened', 'Period of exposure', 'Records affected', 'Records exposed', 'Other party'])
      expect(open).toMatch(new RegExp(`^- ${label}`, 'm'));
  });

  test('withheld: not disclosed at this stage, until when, and never on which ground', () => {
    const { en, fr } = texts({ facts: all({ status: 'withheld', until: soon, ground: 'law-enforcement' }) });
    expect(en.text.match(/Not disclosed at this stage/g)).toHaveLength(PRINTED);
    expect(fr.text.match(/Non communiqué à ce stade/g)).toHaveLength(PRINTED);
    for (const { text, html } of [en, fr]) expect(text + html).not.toMatch(/law-|attacker|polic|judiciaire/i);
  });

  test('not applicable: said so, for what is left out looks forgotten', () => {
    const { en, fr } = texts({ facts: all({ status: 'not-applicable' }) });
    expect(en.text).toMatch(/Not applicable to this breach: What happened; .*Other party involved/);
    expect(fr.text).toMatch(/Sans objet pour cette violation : Ce qui s’est passé/);
  });
});

test('a first notice is signed, uses the terms of the law, says what comes next, admits nothing and gives no advice by guess', () => {
  const { en, fr } = texts({ facts: { nature: { status: 'unknown', until: soon } } });
  for (const { subject, text, html } of [en, fr]) {
    expect(subject).toContain('INC-2026-0042');
    for (const line of [
      SAMPLE_SENDER.name,
      SAMPLE_SENDER.address,
      SAMPLE_SENDER.phone,
      SAMPLE_SENDER.mail,
      SAMPLE_SENDER.dpo,
    ]) {
      expect(text).toContain(line);
      expect(html).toContain(line);
    }
    expect(text).not.toMatch(/72|presum|vraisemblablement pour vous|deadline/i);
    expect(html).toMatch(/^<!doctype html>/);
  }
  expect(en.text).toContain('personal data breach');
  expect(en.text).toContain('notice 3');
  expect(en.text).toContain('Please consider without delay whether you must notify');
  expect(en.text).toContain('We will write to you again by 24 November 2026 at 10:00 UTC.');
  expect(en.text).toContain('not an admission of fault');
  expect(fr.text).toContain('violation de données à caractère personnel');
  expect(fr.text).toContain('l’article 33, paragraphe 3');
  expect(fr.text).toContain('Nous vous écrirons de nouveau au plus tard le 24 novembre 2026 à 10\u00a0h\u00a000 UTC.');
  expect(fr.text).toContain('ne vaut reconnaissance');
});

test('what to do first stands before everything else that is known', () => {
  const { en } = texts({
    facts: { nature: known({ value: 'A list was lost.' }), customerAction: known({ value: 'Change your keys.' }) },
  });
  const places = [
    'What we ask you to do first',
    'Change your keys.',
    'What happened to your data',
    'A list was lost.',
  ].map((words) => en.text.indexOf(words));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
});

test('times stand in the zone of the customer, beside UTC', () => {
  const { en, fr } = noticeTexts({ matter: matter(), sender: SAMPLE_SENDER }, LETTERS.sets);
  const inParis = { ...someone, timeZone: 'Europe/Paris' };
  expect(filled(en!, inParis).text).toContain('23 November 2026 at 11:00 (Europe/Paris, 10:00 UTC)');
  expect(filled(fr!, inParis).text).toContain(
    '23 novembre 2026 à 11\u00a0h\u00a000 (Europe/Paris, 10\u00a0h\u00a000 UTC)',
  );
  expect(filled(en!, { ...someone, timeZone: 'Pacific/Auckland' }).html).toContain(
    '23 November 2026 at 23:00 (Pacific/Auckland, 10:00 UTC)',
  );
  expect(filled(en!, { ...someone, timeZone: 'Asia/Tokyo' }).text).toContain('(Asia/Tokyo, 10:00 UTC)');
  expect(filled(en!, { ...someone, timeZone: 'Nowhere/At all' }).text).toContain('23 November 2026 at 10:00 UTC');
});

test('a notice that follows drafts that were put aside has the number that customers count', () => {
  for (const { subject, text } of Object.values(texts({ notice: 3, sentAs: 1 }))) {
    expect(subject).toMatch(/ \(1\)$/);
    expect(text).toMatch(/INC-2026-0042, (notice|notification) 1\n/);
  }
});

test('every kind opens in its own way in both languages', () => {
  const openings = NOTICE_KINDS.flatMap((kind) =>
    Object.values(texts({ kind })).map(
      ({ text }) => text.split(/^(?:Dear .*|Madame, Monsieur),\n\n/m)[1]?.split('\n')[0],
    ),
  );
  expect(new Set(openings).size).toBe(NOTICE_KINDS.length * 2);
  expect(openings.every((opening) => opening && opening.length > 40)).toBe(true);
});

test('an event is told as an observation, with advice and help on request, and no clock of an incident', () => {
  const { en, fr } = texts({
    kind: 'event',
    facts: { nature: known({ value: 'A password was in a ticket.' }), customerAction: known({ value: 'Change it.' }) },
  });
  expect(en.text).toContain('What we observed\n----------------\n\nA password was in a ticket.');
  expect(en.text).toContain('What we suggest you do first ***\nChange it.');
  expect(en.text).toContain('not a personal data breach on our side');
  expect(en.text).toContain('we are glad to assist');
  expect(en.text).not.toMatch(/72 hours|We declared|cannot give a date/);
  expect(fr.subject).toContain('Fait de sécurité constaté dans votre périmètre');
  expect(fr.text).toContain('nous nous tenons à votre disposition');
});

test('a final notice that still owes something promises when, and does not say in the same breath that nothing will follow', () => {
  expect(texts({ kind: 'final' }).en.text).toContain('No further notice is planned.');
  const owing = texts({ kind: 'final', facts: { exposure: { status: 'unknown', until: soon } } }).en.text;
  expect(owing).toContain('We will write to you again by 24 November 2026 at 10:00 UTC.');
  expect(owing).not.toContain('No further notice is planned.');
});

test('an update says what is new since the notice before, and what was said then', () => {
  const factsBefore: FactSheet = {
    nature: known({ value: 'A list was lost.' }),
    personsAffected: figures({ precision: 'approximate', count: 100 }),
  };
  const facts: FactSheet = {
    nature: known({ value: 'A list was lost.' }),
    personsAffected: figures({ precision: 'exact', count: 128 }),
    consequences: known({ value: 'Deceptive mail.' }),
  };
  const all = noticeTexts(
    { matter: matter({ kind: 'update', facts }), sender: SAMPLE_SENDER, factsBefore },
    LETTERS.sets,
  );
  const news = filled(all['en']!, someone).text.split('What is new since our last notice')[1]?.split('\n\n')[1];
  expect(news).toBe(
    'Persons affected, all customers together: 128 – previously stated: approximately 100\nLikely consequences: Deceptive mail.',
  );
});

test('a correction names the notice and what was wrong, and a recall asks to delete', () => {
  const about = { notice: 5, sentAs: 2 };
  const reason = [{ lang: 'en', text: 'The number was too low.' }];
  const { en, fr } = texts({ kind: 'correction', about, reason });
  expect(en.text).toContain('Our notice 2 on this personal data breach contained an error.');
  expect(en.text).toContain('What was wrong\n--------------\n\nThe number was too low.');
  expect(fr.text).toContain('The number was too low. [texte d’origine, pas encore traduit]');
  const recall = texts({ kind: 'recall', about, facts: all(known({ value: 'a fact' })) }).en.text;
  expect(recall).toContain('Our notice 2 was sent to you in error.');
  expect(recall).toContain('Please delete that notice');
});

test('a notice without news says so, and when the next comes', () => {
  const { en } = texts({ kind: 'no-change', nextBy: soon });
  expect(en.text).toContain('there is nothing new to report');
  expect(en.text).toContain('We will write to you again by 24 November 2026 at 10:00 UTC.');
});

test('a withdrawal gives its reason and repeats no facts', () => {
  const { en } = texts({
    kind: 'withdrawal',
    message: 'The list held invented names.',
    facts: { ...all({ status: 'known', value: 'a fact' }), contactPoint: known({ value: 'call us' }) },
  });
  expect(en.text).toContain('The list held invented names.');
  expect(en.text).not.toContain('a fact');
  expect(en.text).toContain('For this breach: call us');
});

describe('for your accounts', () => {
  const both = noticeTexts(
    { matter: matter({ facts: { exposure: known({ value: '19 days' }) } }), sender: SAMPLE_SENDER },
    LETTERS.sets,
  );
  const [en, fr] = [both['en']!, both['fr']!];

  test('each recipient sees its own names and facts, and no duration that contradicts its own', () => {
    const mine = filled(en, {
      ...someone,
      contact: 'Ann',
      data: 'support tickets',
      volume: '320 records',
      exposure: '2 days',
    });
    expect(mine.text).toContain('\nDear Ann,');
    expect(mine.text).toContain('For: Acme\nAccount: Acme Europe\n');
    expect(mine.text).toContain(
      'Your data concerned: support tickets\nExtent for you: 320 records\nPeriod of exposure: 2 days\n',
    );
    expect(mine.text).not.toContain('19 days');
    expect(mine.html).not.toContain('19 days');
    const bare = filled(en, someone);
    expect(bare.text).toContain('Period of exposure: 19 days');
    expect(bare.text).not.toMatch(/Extent for you|Your data concerned/);
    expect(filled(fr, someone).text).toContain('À l’attention de\u00a0: l’administrateur');
    const link = 'https://tocsin.example/n/x?a&b';
    const linked = withLink(mine, link);
    expect(linked.text).toContain(`or tell us that this is not for you: ${link}\n`);
    expect(linked.html).toMatch(/<a href="https:\/\/tocsin\.example\/n\/x\?a&amp;b"[^>]*>Confirm/);
    for (const text of [linked, withLink(bare, link), withLink(filled(fr, someone), link)].flatMap(
      (one) => Object.values(one) as string[],
    ))
      expect(text).not.toContain('{{');
  });

  test('names are escaped and can neither open a tag nor a placeholder', () => {
    const { html, text } = filled(en, {
      customer: '<script>x</script> & "Sons"',
      account: '{{contact}} {{#data}} {{at|en| |:|2026-11-23T10:00:00.000Z}}',
      contact: 'Ann\u202e',
      volume: '$& $1',
    });
    expect(html).toContain('&lt;script&gt;x&lt;/script&gt; &amp; &quot;Sons&quot;');
    expect(html).not.toContain('<script>');
    expect(text).toContain('Account: {{contact}} {{#data}} {{at|en| |:|2026-11-23T10:00:00.000Z}}\n');
    expect(text).toContain('Extent for you: $& $1');
    expect(text).not.toContain('\u202e');
  });

  test.each([
    ['placeholders', '{{customer}} {{{customer}}} {{#data}}x{{/data}}'],
    ['markup of HTML', '<b>bold</b> <img src=x onerror=alert(1)> </td></table>'],
    ['markup of the templates', '# title\n> a :: b\n| a :: b\n?!data| a :: b\n- item\n~ fine\n^ head'],
    ['the language of the templates', '{% include "head" %} {{ sender.name | upcase }} {% for x in (1..9) %}'],
    ['line ends and controls', 'one\r\ntwo\u2028three\u0002\u0000\u202efour'],
  ])('%s in any field come out as text', (_what, value) => {
    const { text, html, subject } = texts({
      ...{ message: value, facts: all({ status: 'known', value, source: value }), kind: 'update' },
      ...{ messages: [{ lang: 'fr', text: value }], incident: 'INC-2026-0042' as NoticeMatter['incident'] },
    }).en;
    const shown = value
      .replace(/\r\n|\u2028/g, '\n')
      .replace(/[\u0000\u0002\u202e]/g, '')
      .replace(/\{(?=\{)/g, '{ ');
    expect(text.split(shown)).toHaveLength(FACT_FIELDS.length + 2);
    expect(text.match(/^={3,}$/gm)).toHaveLength(1);
    expect(html).not.toMatch(/<(b|img)\b/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(subject).toBe('[INC-2026-0042] Personal data breach: update (3)');
  });
});

describe('the hash', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  const compose = (
    activities: ReturnType<House['worker']>['activities'],
    incident: NoticeMatter['incident'],
    kind: NoticeKind = 'initial',
    facts: FactSheet = {},
  ) =>
    house.worker().run(activities.composeNotice, {
      ...{ incident, notice: 1, kind, facts, declaredAt, commitmentHours: 72 },
    });

  test('is the same however often a notice is composed, by whom and when, and stands beside the text in the register', async () => {
    const incident = house.nextIncident();
    const first = await compose(house.worker().activities, incident);
    house.nowMs += HOUR;
    expect(await compose(house.worker().activities, incident)).toEqual(first);
    const stored = await house.stored.notices.get(incident, 1);
    expect(stored).toMatchObject({ hash: first.hash, kind: 'initial' });
    expect(Object.keys(stored!.texts).sort()).toEqual(['en', 'fr']);
    expect(hashOf(stored!.texts)).toBe(first.hash);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is another for another letter anywhere: in a subject, a text, the HTML, in any language', () => {
    const whole = composed();
    const hashes = [hashOf(whole)];
    for (const language of ['en', 'fr'] as const) {
      for (const part of ['subject', 'text', 'html'] as const) {
        hashes.push(hashOf({ ...whole, [language]: { ...whole[language]!, [part]: `${whole[language]![part]}.` } }));
      }
    }
    expect(new Set(hashes).size).toBe(7);
    expect(hashOf({ fr: whole['fr']!, en: whole['en']! })).toBe(hashOf(whole));
  });

  test('follows the facts and the instants', () => {
    const variants: Partial<NoticeMatter>[] = [
      {},
      { notice: 4 },
      { declaredAt: soon },
      { message: 'x' },
      { facts: { nature: { status: 'known', value: 'x' } } },
    ];
    expect(new Set(variants.map((one) => hashOf(composed(one)))).size).toBe(variants.length);
  });

  const toldTo = (...names: string[]) => toldInWords(names, () => '<3> & more');
  /** Each customer, its account and its contact are named so, or as usual; and so much is said of its data. */
  const toldInWords = async (names: string[], said: (nth: number) => string, named?: (nth: number) => string) => {
    const incident = house.nextIncident();
    const { activities, run } = house.worker();
    const customers = names.map((name, nth) =>
      withName(customerOf({ customer: `${incident}-${name}`, email: `${name}@x.example` }), named?.(nth)),
    );
    await house.stored.customers.store(customers);
    const rows = customers.map(({ id }, nth) => ({ customer: id, data: `Data of ${id}`, volume: said(nth) }));
    const file = { file: 'f', sha256: '1', rows: rows.length };
    const as = { file: 'f', sha256: '1', by: 'responder', at: house.now };
    await house.stored.scope.files.compare(incident, rows, as);
    const resolution = { incident, effect: `${incident}#1.1`, selection: { file }, addedAt: house.now };
    const { scopeRevision } = await house.stored.scope.resolve(resolution);
    const composed = await compose(activities, incident);
    expect(composed).toMatchObject({ recipients: names.length, scopeRevision });
    return { incident, activities, run, composed, customers };
  };
  const approved = ({ hash, recipientsHash }: { hash: string; recipientsHash?: string }) => ({ hash, recipientsHash });

  test('what each recipient reads is taken down before it is approved, and those are the bytes that arrive', async () => {
    const { incident, activities, run, composed } = await toldTo('a1', 'b1', 'c1');
    const plan = { incident, notice: 1, ...approved(composed) };
    expect(await run(activities.planNotice, plan)).toMatchObject({ deliveries: 3 });
    await run(activities.sendBatch, { incident, notice: 1, kind: 'initial' });
    const mails = house.server.taken.filter(({ mail }) => mail.subject?.includes(incident));
    expect(mails).toHaveLength(3);
    const rows = await house.stored.snapshots.letters(incident, 1);
    for (const { mail, to } of mails) {
      const { textSha256, address } = rows.find((row) => row.address === to)!;
      const { subject = '', text = '', html } = mail;
      const approvedBytes = withoutLink({ subject, text, html: html as string });
      expect([address, textHashOf('en', approvedBytes)]).toEqual([to, textSha256]);
      expect(text).toContain('<3> & more');
    }
  });

  test('whatever is said in it, what arrives at each recipient hashes to what was approved for it', async () => {
    const words = fc.sample(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), { seed, numRuns: 60 });
    const hostile = [
      ...hostileStrings(400).filter((_, nth) => nth % 10 === 0),
      ...words.map((one) => one.trim() || 'x'),
    ];
    const names = hostile.map((_, nth) => `p${nth}`);
    const last = hostile.length - 1;
    const told = await toldInWords(
      names,
      (nth) => hostile[nth]!,
      (nth) => hostile[last - nth]!,
    );
    const { incident, activities, run, composed } = told;
    await run(activities.planNotice, { incident, notice: 1, ...approved(composed) });
    await run(activities.sendBatch, { incident, notice: 1, kind: 'initial' });
    const mails = house.server.taken.filter(({ mail }) => mail.subject?.includes(incident));
    const rows = new Map((await house.stored.snapshots.letters(incident, 1)).map((row) => [row.address, row]));
    expect(mails).toHaveLength(names.length);
    const others = mails.filter(({ to, mail: { subject = '', text = '', html } }) => {
      const arrived = withoutLink({ subject, text, html: html as string });
      return textHashOf('en', arrived) !== rows.get(to)?.textSha256;
    });
    expect(others.map(({ to }) => rows.get(to)?.values)).toEqual([]);
  });

  test('a contact that changed since is not sent what was approved for it, and the others are', async () => {
    const { incident, activities, run, composed, customers } = await toldTo('a2', 'b2', 'c2');
    const [first, second] = customers;
    await house.stored.customers.store([{ ...first!, name: 'Another name' }]);
    const plan = { incident, notice: 1, ...approved(composed) };
    expect(await run(activities.planNotice, plan)).toMatchObject({ deliveries: 2 });
    const { scopeRevision } = await house.stored.scope.counts(incident);
    expect(scopeRevision).toBeGreaterThan(composed.scopeRevision!);

    // Planned, and not handed over: it goes no more.
    const mark = { incident, effect: `${incident}#9.1`, customer: second!.id } as const;
    await house.stored.scope.mark({ ...mark, mark: 'removed', reason: 'x', by: ['lead'] });
    await run(activities.sendBatch, { incident, notice: 1, kind: 'initial' });
    const tos = house.server.taken.filter(({ mail }) => mail.subject?.includes(incident)).map(({ to }) => to);
    expect(tos).toEqual(['c2@x.example']);
  });

  test('a sending is held up, goes on, and is stopped for good', async () => {
    const { incident, activities, run, composed } = await toldTo('a4');
    const notice = { incident, notice: 1 };
    const send = () => run(activities.sendBatch, { ...notice, kind: 'initial' });
    const steer = (to: Steering) => run(activities.steerSending, { ...notice, to });
    await run(activities.planNotice, { ...notice, ...approved(composed) });
    await steer('paused');
    expect(await send()).toMatchObject({ finished: false, accepted: 0, pending: 1 });
    await steer('resumed');
    expect(await send()).toMatchObject({ finished: true, accepted: 1 });

    const other = await toldTo('b4');
    const its = { incident: other.incident, notice: 1 };
    await run(activities.planNotice, { ...its, ...approved(other.composed) });
    await run(activities.steerSending, { ...its, to: 'stopped' });
    await run(activities.planNotice, { ...its, ...approved(other.composed) });
    expect(await run(activities.sendBatch, { ...its, kind: 'initial' })).toMatchObject({ finished: true, accepted: 0 });
  });

  test('is sent again word by word, to the address that is right by then, and was told when it was told', async () => {
    const { incident, activities, run, composed, customers } = await toldTo('a5', 'b5');
    const [first] = customers;
    const plan = { incident, notice: 1, ...approved(composed) };
    await run(activities.planNotice, plan);
    await run(activities.sendBatch, { incident, notice: 1, kind: 'initial' });
    const row = async () => (await house.stored.scope.rows(incident, { limit: 9 })).rows[0];
    const told = await row();
    await house.stored.customers.store([withEmail(first!, 'right@x.example')]);
    const again = { incident, notice: 1, customer: first!.id, effect: `${incident}#7.1` as EffectId };
    expect(await run(activities.planAgain, again)).toEqual({ planned: 1 });
    expect(await run(activities.planAgain, again)).toEqual({ planned: 0 });
    house.nowMs += HOUR;
    await run(activities.sendBatch, { incident, notice: 1, kind: 'initial' });
    const mails = house.server.taken.filter(({ mail }) => mail.subject?.includes(incident));
    const to = (address: string) => mails.find((one) => one.to === address)!.mail;
    expect(mails).toHaveLength(3);
    const readBy = ({ subject = '', text = '', html }: ParsedMail) =>
      withoutLink({ subject, text, html: html as string });
    expect(readBy(to('right@x.example'))).toEqual(readBy(to('a5@x.example')));
    expect(to('right@x.example').messageId).not.toBe(to('a5@x.example').messageId);
    expect((await row())?.toldAt).toBe(told?.toldAt);
  });

  test('recipients other than those approved are not planned', async () => {
    const { incident, activities, run, composed } = await toldTo('a3');
    const plan = { incident, notice: 1, hash: composed.hash, recipientsHash: '0'.repeat(64) };
    await expect(run(activities.planNotice, plan)).rejects.toThrow(/nothing is sent/);
  });

  test('that is not the stored one plans nothing', async () => {
    const incident = house.nextIncident();
    const { activities, run } = house.worker();
    await compose(activities, incident);
    await expect(run(activities.planNotice, { incident, notice: 1, hash: 'f'.repeat(64) })).rejects.toMatchObject({
      type: 'RegisterConflict',
    });
  });
});
