import type { ParsedMail } from 'mailparser';
import { FACT_FIELDS, type Fact, type FactSheet, type NoticeMatter } from '../../src/domain/notices/facts';
import { HOUR, instantAt, plus } from '../../src/domain/primitives/instant';
import type { EffectId } from '../../src/domain/effects/state';
import { NOTICE_KINDS, type NoticeKind, type Steering } from '../../src/domain/notices/state';
import type { CustomerInput } from '../../src/register';
import { hashOf, textHashOf } from '../../src/texts/hash';
import { filled, noticeTexts, withLink, type NoticeText } from '../../src/texts/notice';
import { customerOf, House, START } from './house';

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

/** The address of its own page is the one thing in it that nobody approved. */
const withoutLink = ({ subject, text, html }: NoticeText): NoticeText => {
  const link = /\S+\/n\/[\w-]+/g;
  return { subject, text: text.replace(link, '{{link}}'), html: html.replace(/[^\s">]+\/n\/[\w-]+/g, '{{link}}') };
};

const withEmail = ({ accounts, ...customer }: CustomerInput, email: string): CustomerInput => ({
  ...customer,
  accounts: accounts.map((one) => ({ ...one, contacts: one.contacts.map((contact) => ({ ...contact, email })) })),
});

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

  const toldTo = async (...names: string[]) => {
    const incident = house.nextIncident();
    const { activities, run } = house.worker();
    const customers = names.map((name) => customerOf({ customer: `${incident}-${name}`, email: `${name}@x.example` }));
    await house.stored.customers.store(customers);
    const rows = customers.map(({ id }) => ({ customer: id, data: `Data of ${id}`, volume: '<3> & more' }));
    const file = { file: 'f', sha256: '1', rows: rows.length };
    await house.stored.scope.files.keep({ incident, ...file, rows, by: 'responder', at: house.now });
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
