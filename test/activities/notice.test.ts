import { FACT_FIELDS, type Fact, type FactSheet, type NoticeMatter } from '../../src/domain/notices/facts';
import { HOUR, instantAt, plus } from '../../src/domain/primitives/instant';
import { NOTICE_KINDS, type NoticeKind } from '../../src/domain/notices/state';
import { hashOf } from '../../src/texts/hash';
import { filled, noticeTexts, withLink } from '../../src/texts/notice';
import { House, START } from './house';

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
const texts = (over: Partial<NoticeMatter> = {}) => {
  const { en, fr } = noticeTexts(matter(over));
  return { en: filled(en, someone), fr: filled(fr, someone) };
};

describe('each field says what it is', () => {
  test('known: in its words, whole, in both languages', () => {
    const { en, fr } = texts({ facts: all({ status: 'known', value: 'exactly\nthis' }) });
    for (const { text, html } of [en, fr]) {
      expect(text.match(/exactly\nthis/g)).toHaveLength(FACT_FIELDS.length);
      expect(html.match(/exactly<br>this/g)).toHaveLength(FACT_FIELDS.length);
    }
  });

  test('unknown: said to be unknown, with when we will tell; a field nobody has set is unknown too', () => {
    const dated = texts({ facts: all({ status: 'unknown', until: soon }) });
    expect(dated.en.text.match(/Not yet known; we will tell you by 2026-11-24 10:00 UTC\./g)).toHaveLength(10);
    expect(
      dated.fr.text.match(/Pas encore connu ; nous vous le dirons au plus tard le 2026-11-24 10:00 UTC\./g),
    ).toHaveLength(10);
    const unset = texts();
    expect(unset.en.text.match(/Not yet known\. We will tell you as soon as we know\./g)).toHaveLength(10);
    expect(unset.fr.text.match(/Pas encore connu\. Nous vous le dirons/g)).toHaveLength(10);
    for (const label of [
      'What happened',
      'How long data was exposed',
      'Volume of records affected',
      'Volume of records exposed',
      'Other party',
    ]) {
      expect(unset.en.text).toContain(label);
    }
  });

  test('withheld: said to be withheld, until when, and never on which ground', () => {
    const { en, fr } = texts({ facts: all({ status: 'withheld', until: soon, ground: 'law-enforcement' }) });
    expect(en.text.match(/Withheld for now/g)).toHaveLength(10);
    expect(fr.text.match(/Non communiqué pour l’instant/g)).toHaveLength(10);
    for (const { text, html } of [en, fr]) expect(text + html).not.toMatch(/law|attacker|polic|judiciaire/i);
  });

  test('not applicable: said so, for what is left out looks forgotten', () => {
    const { en, fr } = texts({ facts: all({ status: 'not-applicable' }) });
    expect(en.text.match(/: Does not apply here\./g)).toHaveLength(10);
    expect(fr.text.match(/: Sans objet ici\./g)).toHaveLength(10);
  });
});

test('a first notice carries its numbers, its clock as our commitment, the reader’s own clock, what comes next, and no admission', () => {
  const { en, fr } = texts({
    facts: {
      nature: { status: 'unknown', until: soon },
      exposure: { status: 'withheld', until: plus(soon, HOUR), ground: 'stopping-an-attacker' },
    },
  });
  for (const { subject, text, html } of [en, fr]) {
    expect(subject).toContain('INC-2026-0042');
    expect(text).toContain('2026-11-23 10:00 UTC');
    expect(text).not.toMatch(/GDPR deadline|délai du RGPD/i);
    expect(html).toMatch(/^<!doctype html>/);
  }
  expect(en.text).toContain('Notice number: 3');
  expect(en.text).toContain('is our commitment');
  expect(en.text).toMatch(/Article 33\(1\) presumably run/);
  expect(en.text).toContain('We write again by 2026-11-24 10:00 UTC.');
  expect(en.text).toContain('not an admission of fault');
  expect(fr.text).toContain('est notre engagement');
  expect(fr.text).toContain('article 33, paragraphe 1');
  expect(fr.text).toContain('Nous vous écrirons de nouveau au plus tard le 2026-11-24 10:00 UTC.');
  expect(fr.text).toContain('ne vaut reconnaissance');
});

test('a notice that follows drafts that were put aside has the number that customers count', () => {
  for (const { subject, text } of Object.values(texts({ notice: 3, sentAs: 1 }))) {
    expect(subject).toMatch(/ \(1\)$/);
    expect(text).toMatch(/(Notice number|Notification numéro|Numéro de (la )?notification)\s?: 1/);
  }
});

test('every kind opens in its own way in both languages', () => {
  const openings = NOTICE_KINDS.flatMap((kind) =>
    Object.values(texts({ kind })).map(({ text }) => text.split('\n\n')[1]),
  );
  expect(new Set(openings).size).toBe(NOTICE_KINDS.length * 2);
});

test('an event is told as an observation, with advice and help on request, and no clock of an incident', () => {
  const { en, fr } = texts({
    kind: 'event',
    facts: {
      nature: { status: 'known', value: 'A password was in a ticket.' },
      customerAction: { status: 'known', value: 'Change it.' },
    },
  });
  expect(en.text).toContain('What we observed: A password was in a ticket.');
  expect(en.text).toContain('Our advice: Change it.');
  expect(en.text).toContain('not an incident of ours');
  expect(en.text).toContain('we assist on request');
  expect(en.text).not.toMatch(/72 hours|Declared|Not yet known\./);
  expect(fr.text).toContain('nous assistons sur demande');
  expect(fr.text).not.toContain('72 heures');
});

test('a final notice that still owes something promises when, and does not say in the same breath that nothing will follow', () => {
  expect(texts({ kind: 'final' }).en.text).toContain('No further notice is planned.');
  const owing = texts({ kind: 'final', facts: { exposure: { status: 'unknown', until: soon } } }).en.text;
  expect(owing).toContain('We write again by 2026-11-24 10:00 UTC.');
  expect(owing).not.toContain('No further notice is planned.');
});

test('a withdrawal gives its reason and repeats no facts', () => {
  const { en } = texts({
    kind: 'withdrawal',
    message: 'The list held invented names.',
    facts: all({ status: 'known', value: 'a fact' }),
  });
  expect(en.text).toContain('The list held invented names.');
  expect(en.text.match(/a fact/g)).toHaveLength(1);
});

describe('for your accounts', () => {
  const { en, fr } = noticeTexts(matter());

  test('each recipient sees its own names and facts, and that the rest is not yet known', () => {
    const mine = filled(en, { ...someone, contact: 'Ann', data: 'support tickets', volume: '320 records' });
    expect(mine.text).toMatch(/^To Ann,/);
    expect(mine.text).toContain(
      'Customer: Acme\nAccount: Acme Europe\nYour data concerned: support tickets\nVolume: 320 records\nExposure: not yet known for your accounts',
    );
    expect(filled(fr, someone).text).toMatch(/^À l’attention de l’administrateur,/);
    expect(filled(fr, someone).text).toContain('Volume\u00a0: pas encore connu pour vos comptes');
    const link = 'https://tocsin.example/n/x?a&b';
    const linked = withLink(mine, link);
    expect(linked.text).toContain(`or say that it is not for you: ${link}\n`);
    expect(linked.html).toContain('<a href="https://tocsin.example/n/x?a&amp;b">Confirm');
    for (const text of [linked.text, linked.html, withLink(filled(fr, someone), link).html])
      expect(text).not.toContain('{{');
  });

  test('names are escaped and can neither open a tag nor a placeholder', () => {
    const { html, text } = filled(en, {
      customer: '<script>x</script> & "Sons"',
      account: '{{contact}}',
      contact: 'Ann\u202e',
      volume: '$& $1',
    });
    expect(html).toContain('&lt;script&gt;x&lt;/script&gt; &amp; &quot;Sons&quot;');
    expect(html).not.toContain('<script>');
    expect(text).toContain('Account: {{contact}}');
    expect(text).toContain('Volume: $& $1');
    expect(text).not.toContain('\u202e');
  });

  test('what the team wrote holds no placeholders and no markup', () => {
    const value = '{{customer}} {{{customer}}} <b>bold</b>\r\nline\u0000';
    const { text, html } = texts({ message: value, facts: { nature: { status: 'known', value } } }).en;
    expect(text.match(/Acme\b(?! Europe)/g)).toHaveLength(1);
    expect(text).toContain('{ {customer}}');
    expect(html).not.toContain('<b>');
    expect(text).not.toMatch(/[\r\0]/);
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
    const whole = noticeTexts(matter());
    const hashes = [hashOf(whole)];
    for (const language of ['en', 'fr'] as const) {
      for (const part of ['subject', 'text', 'html'] as const) {
        hashes.push(hashOf({ ...whole, [language]: { ...whole[language], [part]: `${whole[language][part]}.` } }));
      }
    }
    expect(new Set(hashes).size).toBe(7);
    expect(hashOf({ fr: whole.fr, en: whole.en })).toBe(hashOf(whole));
  });

  test('follows the facts and the instants', () => {
    const variants = [
      matter(),
      matter({ notice: 4 }),
      matter({ declaredAt: soon }),
      matter({ message: 'x' }),
      matter({ facts: { nature: { status: 'known', value: 'x' } } }),
    ];
    expect(new Set(variants.map((one) => hashOf(noticeTexts(one)))).size).toBe(variants.length);
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
