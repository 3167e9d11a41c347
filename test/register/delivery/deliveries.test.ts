import { sha256 } from '../../../src/primitives/hash';
import { RegisterConflict } from '../../../src/register';
import { onEachRegister } from '../registers';
import {
  answered,
  claimAll,
  composed,
  customer,
  hoursLater,
  inScope,
  newIncident,
  NOON,
  openingPage,
  released,
} from '../stories';

onEachRegister('Deliveries', (bench) => {
  let story = 0;
  const fresh = () => `d${++story}-`;

  /** So many customers with one administrator each, and a notice planned for them. */
  async function planned(count: number) {
    const [incident, name] = [newIncident(), fresh()];
    const customers = Array.from({ length: count }, (_, index) => customer(`${name}${index}`));
    await inScope(bench.register, incident, customers);
    const notice = await composed(bench.register, incident);
    const counts = await bench.register.deliveries.plan(notice);
    return { incident, name, notice, counts };
  }

  test.each(['as things stand', 'as it was taken down'])(
    'a recall goes to whom a notice told by mistake, %s',
    async (way) => {
      const { incident, name } = await planned(2);
      for (const row of await claimAll(bench.register, incident)) await answered(bench.register, row, 'accepted');
      const clearing = { effect: `${incident}/clear`, customer: `${name}0`, reason: 'Of another case.', by: ['p-ann'] };
      await bench.register.scope.mark({ incident, mark: 'cleared', ...clearing });
      const { snapshots, notices, deliveries } = bench.register;
      const texts = { en: { subject: 'Recall', text: 'Words', html: '<p>Words</p>' } };
      const ref = { incident, notice: 2 };
      await notices.store({ ...ref, kind: 'recall', about: 1, texts, facts: {}, hash: 'h2', composedAt: NOON });
      if (way === 'as it was taken down') {
        expect(await snapshots.take(ref)).toBe(1);
        const [row] = await snapshots.rows(ref, { limit: 10 });
        const values = { customer: 'A', account: 'B', contact: 'C' };
        await snapshots.keepTexts(ref, [
          { contact: row!.contact, mail: row!.mail, values, textLanguage: 'en', textSha256: 'x' },
        ]);
        const { recipientsHash } = await snapshots.seal(ref);
        await deliveries.plan({ ...ref, hash: 'h2', recipientsHash });
      } else await deliveries.plan({ ...ref, hash: 'h2' });
      const { rows } = await deliveries.list(incident, { notice: 2, limit: 10 });
      expect(rows.map((row) => row.customer)).toEqual([`${name}0`]);
      expect(await claimAll(bench.register, incident, 2)).toHaveLength(1);
    },
  );

  test('planning twice is planning once', async () => {
    const { incident, name, notice, counts } = await planned(2);
    expect(counts).toEqual({
      deliveries: 2,
      accepted: 0,
      refused: 0,
      pending: 2,
      customers: 2,
      told: 0,
      unreachable: 0,
    });
    const rows = async () => (await bench.register.deliveries.list(incident, { limit: 10 })).rows;
    const first = await rows();
    expect(first[0]).toEqual({
      id: `${incident}/1/${name}0-a1-admin`,
      incident,
      notice: 1,
      customer: `${name}0`,
      account: `${name}0-a1`,
      contact: `${name}0-a1-admin`,
      email: `admin@${name}0-a1.example`,
      name: `Admin of ${name}0-a1`,
      language: 'en',
      state: 'planned',
      attempts: 0,
      possibleRepeat: false,
    });
    expect(await bench.register.deliveries.plan(notice)).toEqual(counts);
    await claimAll(bench.register, incident);
    await bench.register.deliveries.plan(notice);
    expect((await rows()).map(({ state }) => state)).toEqual(['claimed', 'claimed']);
  });

  test('only the text that was approved is planned', async () => {
    const { incident } = await planned(1);
    const { plan } = bench.register.deliveries;
    await expect(plan({ incident, notice: 1, hash: 'another' })).rejects.toThrow(RegisterConflict);
    await expect(plan({ incident, notice: 2, hash: 'hash-of-2' })).rejects.toThrow(/never composed/);
  });

  test('stale contacts and removed or waived customers are left out, privacy and security come beside an administrator; the language is the contact’s own', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const mixed = customer(`${name}a`, { language: 'de' });
    mixed.accounts[0]!.contacts.push(
      { id: `${name}stale`, name: 'S', email: 's@x.example', role: 'administrator' },
      { id: `${name}sec`, name: 'T', email: 't@x.example', role: 'security' },
      { id: `${name}fr`, name: 'F', email: 'f@x.example', role: 'administrator', language: 'fr' },
    );
    const alone = customer(`${name}d`);
    alone.accounts[0]!.contacts = [{ id: `${name}privacy`, name: 'P', email: 'p@x.example', role: 'privacy' }];
    await inScope(bench.register, incident, [mixed, customer(`${name}b`), customer(`${name}c`), alone]);
    await bench.register.customers.markStale(`${name}stale`, true);
    const marking = { incident, reason: 'r', by: ['p'] };
    await bench.register.scope.mark({ ...marking, effect: 'm1', customer: `${name}b`, mark: 'removed' });
    await bench.register.scope.mark({ ...marking, effect: 'm2', customer: `${name}c`, mark: 'waived' });
    for (const [number, kind] of [
      [1, 'initial'],
      [2, 'update'],
    ] as const) {
      await bench.register.deliveries.plan(await composed(bench.register, incident, number, kind));
      const { rows } = await bench.register.deliveries.list(incident, { notice: number, limit: 10 });
      expect(rows.map(({ contact, language }) => [contact, language])).toEqual([
        [`${name}a-a1-admin`, 'de'],
        [`${name}fr`, 'fr'],
        [`${name}sec`, 'de'],
      ]);
    }
  });

  test.each(['initial', 'event'] as const)(
    'a second notice of the kind %s leaves out whom the first is still on its way to',
    async (kind) => {
      const [incident, name] = [newIncident(), fresh()];
      await inScope(bench.register, incident, [customer(`${name}slow`)]);
      await bench.register.deliveries.plan(await composed(bench.register, incident, 1, kind));
      await inScope(bench.register, incident, [customer(`${name}later`)], 'e2');
      const counts = await bench.register.deliveries.plan(await composed(bench.register, incident, 2, kind));
      expect(counts).toMatchObject({ deliveries: 1, customers: 1, unreachable: 0 });
    },
  );

  test.each(['initial', 'event'] as const)(
    'a second notice of the kind %s goes to those found later, and to no account that had the first',
    async (kind) => {
      const [incident, name] = [newIncident(), fresh()];
      const half = customer(`${name}half`, { accountIds: [`${name}h1`, `${name}h2`] });
      await inScope(bench.register, incident, [customer(`${name}told`), half]);
      await bench.register.deliveries.plan(await composed(bench.register, incident, 1, kind));
      for (const row of await claimAll(bench.register, incident)) {
        await answered(bench.register, row, row.account === `${name}h2` ? 'refused' : 'accepted');
      }
      await inScope(bench.register, incident, [customer(`${name}later`)], 'e2');
      const counts = await bench.register.deliveries.plan(await composed(bench.register, incident, 2, kind));
      expect(counts).toMatchObject({ deliveries: 2, customers: 2, unreachable: 0 });
      const rows = await claimAll(bench.register, incident, 2);
      expect(rows.map(({ account }) => account)).toEqual([`${name}h2`, `${name}later-a1`]);
      for (const row of rows) await answered(bench.register, row, 'accepted');
      expect(await bench.register.deliveries.progress(incident, 2)).toMatchObject({ told: 2, finished: true });
      const { cohorts } = await bench.register.scope.counts(incident);
      const sum = (of: 'told' | 'observed') => cohorts.reduce((total, cohort) => total + cohort[of], 0);
      expect([sum('told'), sum('observed')]).toEqual(kind === 'initial' ? [3, 3] : [0, 3]);
    },
  );

  test('a correction goes to those alone who were told', async () => {
    const { incident, name } = await planned(2);
    const [first] = await claimAll(bench.register, incident);
    await answered(bench.register, first!, 'accepted');
    for (const [number, kind] of [
      [2, 'correction'],
      [3, 'withdrawal'],
    ] as const) {
      await bench.register.deliveries.plan(await composed(bench.register, incident, number, kind));
      const { rows } = await bench.register.deliveries.list(incident, { notice: number, limit: 10 });
      expect(rows.map((row) => row.customer)).toEqual([`${name}0`]);
    }
  });

  test('a second withdrawal goes to those alone who were told after the first, or whom that did not reach', async () => {
    const { incident, name } = await planned(3);
    const [first, second, third] = await claimAll(bench.register, incident);
    await answered(bench.register, first!, 'accepted');
    await answered(bench.register, second!, 'accepted');
    await bench.register.deliveries.plan(await composed(bench.register, incident, 2, 'withdrawal'));
    const [one, other] = await claimAll(bench.register, incident, 2);
    await answered(bench.register, one!, 'accepted');
    await answered(bench.register, other!, 'refused');
    await answered(bench.register, third!, 'accepted');
    await bench.register.deliveries.plan(await composed(bench.register, incident, 3, 'withdrawal'));
    const { rows } = await bench.register.deliveries.list(incident, { notice: 3, limit: 10 });
    expect(rows.map((row) => row.customer)).toEqual([`${name}1`, `${name}2`]);
  });

  test('no row is ever claimed by two fences (Delivery 2)', async () => {
    const { incident } = await planned(60);
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        bench.register.deliveries.claim({ incident, notice: 1, fence: `fence-${index % 2}`, limit: 7, now: NOON }),
      ),
    );
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(60);
    expect(await claimAll(bench.register, incident)).toEqual([]);
  });

  test('what is handed over is committed before it is sent, and only by the fence that holds the row (Delivery 1)', async () => {
    const { incident } = await planned(1);
    const [row] = await claimAll(bench.register, incident, 1, 'mine');
    const { hand, finish, list } = bench.register.deliveries;
    expect(await hand(row!.id, 'theirs', NOON)).toBe(false);
    expect(await hand(row!.id, 'mine', NOON, '<m1@tocsin.example>')).toBe(true);
    expect(await hand(row!.id, 'mine', NOON)).toBe(true);
    expect((await list(incident, { limit: 1 })).rows[0]).toMatchObject({
      state: 'handed',
      messageId: '<m1@tocsin.example>',
    });
    const outcome = { state: 'accepted', words: '250 \0 queued', at: hoursLater(1) } as const;
    expect(await finish(row!.id, 'theirs', outcome)).toBe(false);
    expect(await finish('no such row', 'mine', outcome)).toBe(false);
    expect(await finish(row!.id, 'mine', outcome)).toBe(true);
    expect(await finish(row!.id, 'mine', { ...outcome, state: 'refused' })).toBe(false);
    const { rows } = await list(incident, { limit: 1 });
    expect(rows[0]).toMatchObject({
      state: 'accepted',
      attempts: 1,
      serverWords: '250 \uFFFD queued',
      finishedAt: hoursLater(1),
    });
  });

  test('many are handed over by the claim itself, each under its Message-ID, and end by one commit (Delivery 2)', async () => {
    const { incident } = await planned(5);
    const { claim, finishAll, release, hand } = bench.register.deliveries;
    const notice = { incident, notice: 1 };
    const handed = { ...notice, fence: 'mine', now: NOON, handedBy: 'tocsin.example' };
    const mails = await claim({ ...handed, limit: 4 });
    expect(mails.map(({ state }) => state)).toEqual(['handed', 'handed', 'handed', 'handed']);
    const { rows } = await bench.register.deliveries.list(incident, { limit: 10 });
    expect(rows.find(({ id }) => id === mails[0]!.id)).toMatchObject({
      messageId: `<${sha256(mails[0]!.id)}@tocsin.example>`,
      handedAt: NOON,
    });
    expect(await claim({ ...handed, limit: 9, after: mails[3]!.contact })).toHaveLength(1);
    await release([mails[3]!.id], 'theirs');
    await release([mails[3]!.id], 'mine');
    expect(await hand(mails[3]!.id, 'mine', NOON)).toBe(false);
    const outcomes = [
      { state: 'accepted', words: '250 ok', at: NOON },
      { state: 'refused', words: '550 no', at: NOON },
      { state: 'deferred', words: '451 later', at: NOON, nextAt: hoursLater(1) },
    ] as const;
    const ended = outcomes.map((outcome, n) => ({ ...mails[n]!, outcome }));
    await finishAll(notice, 'theirs', ended);
    await finishAll(notice, 'mine', ended);
    await finishAll(notice, 'mine', ended);
    expect(await bench.register.deliveries.progress(incident, 1)).toMatchObject({
      ...{ accepted: 1, refused: 1, pending: 3, told: 1, nextAt: hoursLater(1) },
    });
    const attempts = await bench.query(`select outcome from attempts where delivery like '${incident}/%' order by 1`);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['accepted', 'deferred', 'refused']);
  });

  test('of several senders each takes over what was left in its own lane', async () => {
    const { incident } = await planned(2);
    const { claim, takeOver } = bench.register.deliveries;
    const notice = { incident, notice: 1, now: NOON };
    for (const lane of [0, 1]) await claim({ ...notice, fence: `dead ${lane}`, lane, limit: 1, handedBy: 'x.example' });
    expect(await takeOver({ ...notice, fence: 'alive', lane: 1 })).toMatchObject({ possibleRepeats: 1 });
    expect(await takeOver({ ...notice, fence: 'alive', lane: 1 })).toMatchObject({ possibleRepeats: 0 });
    expect(await takeOver({ ...notice, fence: 'also alive' })).toMatchObject({ possibleRepeats: 1 });
  });

  test('of a notice that is paused nothing is claimed until it goes on, and of one that is stopped nothing ever', async () => {
    const { incident } = await planned(3);
    const { claim, pause, resume, stop, progress } = bench.register.deliveries;
    const notice = { incident, notice: 1 };
    await pause(notice);
    expect(await claimAll(bench.register, incident)).toEqual([]);
    await resume(notice);
    expect(await claim({ ...notice, fence: 'f', limit: 1, now: NOON, handedBy: 'x.example' })).toHaveLength(1);
    await stop(notice);
    expect(await claimAll(bench.register, incident)).toEqual([]);
    expect(await progress(incident, 1)).toMatchObject({ deliveries: 1, pending: 1 });
  });

  test('a domain that takes no more for now is passed over', async () => {
    const { incident } = await planned(2);
    const [row] = await claimAll(bench.register, incident);
    await bench.register.deliveries.release([row!.id], 'fence');
    const domain = row!.email.split('@')[1]!;
    const claim = { incident, notice: 1, fence: 'f', limit: 9, now: NOON };
    expect(await bench.register.deliveries.claim({ ...claim, without: [domain] })).toEqual([]);
    expect(await bench.register.deliveries.claim({ ...claim, without: ['other.example'] })).not.toEqual([]);
  });

  test('an answer is never dated before the handing over, whoever dates it', async () => {
    const { incident } = await planned(2);
    const { deliveries } = bench.register;
    const [one, two] = await claimAll(bench.register, incident);
    const late = hoursLater(80);
    for (const row of [one!, two!]) await deliveries.hand(row.id, row.fence!, late);
    await deliveries.finish(one!.id, one!.fence!, { state: 'accepted', words: '250', at: NOON });
    await deliveries.takeOver({ incident, notice: 1, fence: 'another', now: NOON });
    const { rows } = await deliveries.list(incident, { limit: 10 });
    expect(rows.find(({ id }) => id === one!.id)).toMatchObject({ handedAt: late, finishedAt: late });
    const ends = await bench.query(`select ended_at from attempts where delivery like '${incident}/%'`);
    expect(ends.map(({ ended_at }) => new Date(ended_at as string).toISOString())).toEqual([late, late]);
    expect(await bench.register.time.misdated()).toEqual([]);
  });

  test('what is dated in another order than it happens is found', async () => {
    const { incident } = await planned(1);
    await bench.register.pages.append([openingPage(incident), released(incident)]);
    const [row] = await claimAll(bench.register, incident);
    await bench.register.deliveries.hand(row!.id, row!.fence!, hoursLater(1));
    const before = `${row!.id}: released ${hoursLater(2)}, handed over ${hoursLater(1)}, answered never`;
    expect(await bench.register.time.misdated()).toEqual([expect.stringContaining(before)]);
    await bench.query(`update deliveries set handed_at = '${hoursLater(3)}', finished_at = '${hoursLater(2)}'
      where id = '${row!.id}'`);
    expect(await bench.register.time.misdated()).toEqual([expect.stringContaining(`answered ${hoursLater(2)}`)]);
    await bench.query(`update deliveries set finished_at = '${hoursLater(4)}' where id = '${row!.id}'`);
    expect(await bench.register.time.misdated()).toEqual([]);
  });

  test('what was deferred comes again when its time has come, not before', async () => {
    const { incident } = await planned(2);
    const [row, other] = await claimAll(bench.register, incident, 1, 'f');
    const { finish, progress, claim } = bench.register.deliveries;
    await finish(row!.id, 'f', { state: 'deferred', words: '451 later', at: NOON, nextAt: hoursLater(2) });
    await answered(bench.register, other!, 'refused');
    expect(await progress(incident, 1)).toEqual({
      deliveries: 2,
      accepted: 0,
      refused: 1,
      pending: 1,
      customers: 2,
      told: 0,
      unreachable: 1,
      nextAt: hoursLater(2),
      finished: false,
      paused: false,
    });
    expect(await claimAll(bench.register, incident, 1, 'g', hoursLater(1))).toEqual([]);
    const again = await claim({ incident, notice: 1, fence: 'g', limit: 5, now: hoursLater(2) });
    expect(again).toMatchObject([{ id: row!.id, attempts: 1, fence: 'g' }]);
    await answered(bench.register, again[0]!, 'accepted');
    const end = await progress(incident, 1);
    expect(end).toMatchObject({ accepted: 1, refused: 1, pending: 0, told: 1, finished: true });
    expect(end).not.toHaveProperty('nextAt');
  });

  test('a take-over frees what was claimed, and marks what was handed over as a possible repeat', async () => {
    const { incident } = await planned(4);
    const rows = await claimAll(bench.register, incident, 1, 'dead');
    const { hand, finish, takeOver, list, claim } = bench.register.deliveries;
    await hand(rows[0]!.id, 'dead', NOON);
    await answered(bench.register, rows[1]!, 'accepted');
    expect(await takeOver({ incident, notice: 1, fence: 'dead', now: hoursLater(1) })).toEqual({
      freed: 0,
      possibleRepeats: 0,
      superseded: false,
    });
    const late = {
      incident,
      notice: 1,
      fence: 'late',
      now: hoursLater(1),
      yieldsTo: (other: string) => other === 'dead',
    };
    expect(await takeOver(late)).toEqual({ freed: 0, possibleRepeats: 0, superseded: true });
    expect(await takeOver({ incident, notice: 1, fence: 'alive', now: hoursLater(1) })).toEqual({
      freed: 2,
      possibleRepeats: 1,
      superseded: false,
    });
    expect(await takeOver({ incident, notice: 1, fence: 'alive', now: hoursLater(1) })).toEqual({
      freed: 0,
      possibleRepeats: 0,
      superseded: false,
    });
    const now = (await list(incident, { limit: 10 })).rows;
    expect(now.map(({ state, possibleRepeat }) => [state, possibleRepeat])).toEqual([
      ['planned', true],
      ['accepted', false],
      ['planned', false],
      ['planned', false],
    ]);

    await claim({ incident, notice: 1, fence: 'alive', limit: 10, now: NOON });
    expect(await hand(rows[2]!.id, 'dead', NOON)).toBe(false);
    expect(await finish(rows[0]!.id, 'dead', { state: 'accepted', words: '250', at: NOON })).toBe(false);
    const attempts = await bench.query(`select outcome, fence from attempts where delivery = '${rows[0]!.id}'`);
    expect(attempts).toEqual([{ outcome: 'unknown', fence: 'dead' }]);
  });

  test('a 250 that comes late counts whoever has the row, once, and for the instant it came', async () => {
    const { incident, name } = await planned(1);
    const { deliveries } = bench.register;
    const [row] = await claimAll(bench.register, incident, 1, 'first');
    await deliveries.hand(row!.id, 'first', NOON);
    await deliveries.takeOver({ incident, notice: 1, fence: 'second', now: hoursLater(1) });
    const acceptance = { words: '250 at last', at: hoursLater(2) };
    expect(await deliveries.acceptLate(row!.id, 'first', acceptance)).toBe(true);
    const accepted = (await deliveries.list(incident, { limit: 10 })).rows;
    expect(accepted).toMatchObject([
      { state: 'accepted', serverWords: '250 at last', finishedAt: hoursLater(2), possibleRepeat: true, attempts: 2 },
    ]);
    const counted = { finished: true, accepted: 1, told: 1, lastAcceptedAt: hoursLater(2) };
    expect(await deliveries.progress(incident, 1)).toMatchObject(counted);
    expect(await deliveries.acceptLate(row!.id, 'first', { words: '250 again', at: hoursLater(3) })).toBe(false);
    expect((await deliveries.list(incident, { limit: 10 })).rows).toEqual(accepted);
    expect(await bench.register.scope.rows(incident, { limit: 1 })).toMatchObject({
      rows: [{ customer: `${name}0`, toldAt: hoursLater(2) }],
    });
  });

  test('who is removed before anything was handed over gets nothing; who comes again is planned again', async () => {
    const { incident, name, notice } = await planned(3);
    const rows = await claimAll(bench.register, incident);
    const { hand, progress, plan, list } = bench.register.deliveries;
    await hand(rows[2]!.id, 'fence', NOON);
    for (const index of [0, 2]) {
      const marking = { incident, customer: `${name}${index}`, mark: 'removed', reason: 'r', by: ['p'] } as const;
      await bench.register.scope.mark({ ...marking, effect: `m${index}` });
    }
    expect(await hand(rows[0]!.id, 'fence', NOON)).toBe(false);
    expect(await progress(incident, 1)).toMatchObject({ deliveries: 2, pending: 2, customers: 2 });
    const states = async () => (await list(incident, { limit: 10 })).rows.map(({ state }) => state);
    expect(await states()).toEqual(['cancelled', 'claimed', 'handed']);
    await bench.register.scope.resolve({
      incident,
      effect: 'e2',
      selection: { customers: [`${name}0`] },
      addedAt: NOON,
    });
    await plan(notice);
    expect(await states()).toEqual(['planned', 'claimed', 'handed']);
  });

  test('who is removed while the message is under way gets no second one when the server puts it off', async () => {
    const { incident, name } = await planned(1);
    const [row] = await claimAll(bench.register, incident);
    const { hand, finish, progress } = bench.register.deliveries;
    await hand(row!.id, 'fence', NOON);
    const marking = { incident, effect: 'm', customer: `${name}0`, mark: 'removed', reason: 'r', by: ['p'] } as const;
    await bench.register.scope.mark(marking);
    await finish(row!.id, 'fence', { state: 'deferred', words: '451', at: NOON, nextAt: hoursLater(1) });
    expect(await claimAll(bench.register, incident, 1, 'next', hoursLater(2))).toEqual([]);
    expect(await progress(incident, 1)).toMatchObject({ finished: true, deliveries: 0 });
  });

  test('a customer without a contact to plan for is told of in the numbers, and a notice for nobody is finished', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}none`, { accountIds: [] })]);
    const counts = await bench.register.deliveries.plan(await composed(bench.register, incident));
    expect(counts).toMatchObject({ deliveries: 0, customers: 0, unreachable: 1 });
    expect(await bench.register.deliveries.progress(incident, 1)).toMatchObject({ finished: true });
  });

  test('a customer without any account is told of in the numbers, also beside others and in a second notice (Told 3)', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}none`, { accountIds: [] }), customer(`${name}one`)]);
    const first = await bench.register.deliveries.plan(await composed(bench.register, incident));
    expect(first).toMatchObject({ deliveries: 1, customers: 1, unreachable: 1 });
    const [row] = await claimAll(bench.register, incident);
    await answered(bench.register, row!, 'accepted');
    const second = await bench.register.deliveries.plan(await composed(bench.register, incident, 2));
    expect(second).toMatchObject({ deliveries: 0, customers: 0, unreachable: 1 });
  });

  test('who was removed while the message was under way is passed over by the next claim, which finds the others', async () => {
    const { incident, name } = await planned(4);
    const rows = await claimAll(bench.register, incident, 1, 'dead');
    const { hand, takeOver, claim, progress } = bench.register.deliveries;
    for (const { id } of rows) await hand(id, 'dead', NOON);
    for (const index of [0, 1]) {
      const marking = { incident, customer: `${name}${index}`, mark: 'removed', reason: 'r', by: ['p'] } as const;
      await bench.register.scope.mark({ ...marking, effect: `m${index}` });
    }
    await takeOver({ incident, notice: 1, fence: 'alive', now: NOON });
    const next = await claim({ incident, notice: 1, fence: 'alive', limit: 2, now: NOON });
    expect(next.map((row) => row.customer)).toEqual([`${name}2`, `${name}3`]);
    expect(await progress(incident, 1)).toMatchObject({ deliveries: 2, pending: 2 });
  });

  test('the list walks over all notices, or over one', async () => {
    const { incident } = await planned(3);
    await bench.register.deliveries.plan(await composed(bench.register, incident, 2, 'update'));
    const { list } = bench.register.deliveries;
    const first = await list(incident, { limit: 4 });
    const rest = await list(incident, { limit: 4, cursor: first.next! });
    expect([...first.rows, ...rest.rows].map(({ notice }) => notice)).toEqual([1, 1, 1, 2, 2, 2]);
    expect((await list(incident, { notice: 2, limit: 10 })).rows).toHaveLength(3);
    await expect(list(incident, { notice: 2, limit: 4, cursor: first.next! })).rejects.toThrow('cursor');
  });

  test('five thousand contacts are planned at once', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const customers = Array.from({ length: 5000 }, (_, index) => customer(`${name}${index}`, { product: name }));
    await bench.register.customers.store(customers);
    const answer = await bench.register.scope.resolve({
      incident,
      effect: 'e1',
      selection: { product: name },
      addedAt: NOON,
    });
    expect(answer).toMatchObject({ added: 5000, unreachable: 0 });
    const counts = await bench.register.deliveries.plan(await composed(bench.register, incident));
    expect(counts).toMatchObject({ deliveries: 5000, customers: 5000, unreachable: 0 });
  });

  test('the stored notice comes back as it was, and its number holds no other text', async () => {
    const incident = newIncident();
    await composed(bench.register, incident);
    await composed(bench.register, incident);
    const stored = await bench.register.notices.get(incident, 1);
    expect(stored).toMatchObject({
      kind: 'initial',
      hash: 'hash-of-1',
      texts: { en: { subject: 'Notice' } },
      composedAt: NOON,
    });
    await expect(bench.register.notices.store({ ...stored!, hash: 'other' })).rejects.toThrow(RegisterConflict);
    expect(await bench.register.notices.get(incident, 2)).toBeUndefined();
  });
});
