import type { CustomerInput } from '../../../src/register';
import { onEachRegister } from '../registers';
import { answered, claimAll, composed, customer, hoursLater, inScope, newIncident, NOON } from '../stories';

onEachRegister('Deliveries to one mailbox', (bench) => {
  let story = 0;

  /** A notice planned for customers of two accounts each, all of whose administrators have the same address, written in their own ways. */
  async function oneAddress(...names: string[]) {
    const [incident, name] = [newIncident(), `o${++story}-`];
    const customers = names.map((one) =>
      customer(`${name}${one}`, { accountIds: [`${name}${one}1`, `${name}${one}2`] }),
    );
    const addresses = ['ada@same.example', 'ADA@same.example', 'ada@SAME.example'];
    customers
      .flatMap(({ accounts }) => accounts)
      .forEach(({ contacts }, at) => (contacts[0]!.email = addresses[at % 3]!));
    await inScope(bench.register, incident, customers);
    const notice = await composed(bench.register, incident);
    await bench.register.deliveries.plan(notice);
    return { incident, name, notice, customers };
  }

  const states = async (incident: string) =>
    (await bench.query(`select state from deliveries where incident = '${incident}' order by id`)).map(
      ({ state }) => state,
    );
  const progress = (incident: Parameters<typeof claimAll>[1]) => bench.register.deliveries.progress(incident, 1);

  test('are one mail, and its acceptance tells each account and customer', async () => {
    const { incident, name } = await oneAddress('a', 'b');
    const mails = await claimAll(bench.register, incident);
    expect(mails).toMatchObject([{ account: `${name}a1`, also: [2, 3, 4].map(() => expect.any(String)) }]);
    expect(await claimAll(bench.register, incident, 1, 'other')).toEqual([]);
    const [mail] = mails;
    const { hand, finish, recipients } = bench.register.deliveries;
    const named = await recipients([mail!.id, ...mail!.also]);
    expect(named.map(({ account }) => account).sort()).toEqual(
      ['a1', 'a2', 'b1', 'b2'].map((one) => `Account ${name}${one}`),
    );
    expect(await hand(mail!.id, 'fence', NOON, '<m@x>', mail!.also)).toBe(true);
    expect(await finish(mail!.id, 'fence', { state: 'accepted', words: '250 OK', at: hoursLater(1) })).toBe(true);
    expect(await progress(incident)).toMatchObject({ finished: true, accepted: 4, customers: 2, told: 2 });
    expect(await bench.register.scope.counts(incident)).toMatchObject({ cohorts: [{ total: 2, told: 2 }] });
    const { rows } = await bench.register.deliveries.list(incident, { limit: 10 });
    expect(rows.map(({ messageId, attempts }) => [messageId, attempts])).toEqual(Array(4).fill(['<m@x>', 1]));
    expect(await bench.register.time.misdated()).toEqual([]);
  });

  test('are one mail also of several contacts of one account', async () => {
    const [incident, name] = [newIncident(), `o${++story}-`];
    const given: CustomerInput = customer(`${name}a`);
    given.accounts[0]!.contacts = ['same@x', 'same@x', 'SAME@X'].map((email, at) => ({
      ...given.accounts[0]!.contacts[0]!,
      id: `${name}k${at}`,
      email: `${email}.example`,
    }));
    await inScope(bench.register, incident, [given]);
    await bench.register.deliveries.plan(await composed(bench.register, incident));
    expect(await claimAll(bench.register, incident)).toMatchObject([
      { also: [expect.any(String), expect.any(String)] },
    ]);
  });

  test('are refused, put off and taken over together, and go out again as one', async () => {
    const { incident } = await oneAddress('a');
    const { hand, finish, takeOver } = bench.register.deliveries;
    const [mail] = await claimAll(bench.register, incident);
    await finish(mail!.id, 'fence', { state: 'deferred', words: '451', at: NOON, nextAt: hoursLater(2) });
    expect(await states(incident)).toEqual(['deferred', 'deferred']);
    expect(await claimAll(bench.register, incident, 1, 'early', hoursLater(1))).toEqual([]);
    const [again, ...others] = await claimAll(bench.register, incident, 1, 'dead', hoursLater(2));
    expect([others, again]).toMatchObject([[], { id: mail!.id, also: mail!.also, attempts: 1 }]);
    await hand(again!.id, 'dead', hoursLater(2), '<m@x>', again!.also);
    expect(await takeOver({ incident, notice: 1, fence: 'alive', now: hoursLater(3) })).toMatchObject({
      possibleRepeats: 2,
    });
    const [last, ...more] = await claimAll(bench.register, incident, 1, 'alive', hoursLater(3));
    expect([more, last]).toMatchObject([[], { id: mail!.id, also: mail!.also, possibleRepeat: true }]);
    expect(await answered(bench.register, last!, 'refused')).toBe(true);
    expect(await states(incident)).toEqual(['refused', 'refused']);
  });

  test('whose customer is removed between claim and handing over are not named: the mail is made anew', async () => {
    const { incident, name } = await oneAddress('a', 'b');
    const { hand } = bench.register.deliveries;
    const [mail] = await claimAll(bench.register, incident);
    const marking = { incident, effect: 'm', customer: `${name}a`, mark: 'removed', reason: 'r', by: ['p'] } as const;
    await bench.register.scope.mark(marking);
    expect(await hand(mail!.id, 'fence', NOON, '<m@x>', mail!.also)).toBe(false);
    const [anew, ...others] = await claimAll(bench.register, incident, 1, 'fence');
    expect([others, anew]).toMatchObject([[], { customer: `${name}b`, also: [expect.any(String)] }]);
    expect(await hand(anew!.id, 'fence', NOON, '<m@x>', anew!.also)).toBe(true);
  });

  test('planned while the mail is under way wait for its end, which is not theirs', async () => {
    const { incident, name, notice } = await oneAddress('a', 'b');
    const marking = { incident, effect: 'm', customer: `${name}b`, mark: 'removed', reason: 'r', by: ['p'] } as const;
    await bench.register.scope.mark(marking);
    const { hand, finish, plan, acceptLate } = bench.register.deliveries;
    const [mail] = await claimAll(bench.register, incident);
    await hand(mail!.id, 'fence', NOON, '<m@x>', mail!.also);
    const selection = { customers: [`${name}b`] };
    await bench.register.scope.resolve({ incident, effect: 'e2', selection, addedAt: NOON });
    await plan(notice);
    expect(await states(incident)).toEqual(['handed', 'handed', 'planned', 'planned']);
    expect(await claimAll(bench.register, incident)).toEqual([]);
    await finish(mail!.id, 'fence', { state: 'accepted', words: '250', at: NOON });
    expect(await acceptLate(mail!.id, 'fence', { words: '250', at: NOON })).toBe(false);
    expect(await states(incident)).toEqual(['accepted', 'accepted', 'planned', 'planned']);
    expect(await claimAll(bench.register, incident)).toMatchObject([
      { customer: `${name}b`, also: [expect.any(String)] },
    ]);
    expect(await finish(mail!.id, 'fence', { state: 'accepted', words: '250', at: NOON })).toBe(false);
  });

  test('count with a 250 that comes late, all that the message was for', async () => {
    const { incident } = await oneAddress('a');
    const { hand, takeOver, acceptLate } = bench.register.deliveries;
    const [mail] = await claimAll(bench.register, incident, 1, 'first');
    await hand(mail!.id, 'first', NOON, '<m@x>', mail!.also);
    await takeOver({ incident, notice: 1, fence: 'second', now: hoursLater(1) });
    expect(await acceptLate(mail!.id, 'first', { words: '250 at last', at: hoursLater(2) })).toBe(true);
    expect(await progress(incident)).toMatchObject({ accepted: 2, told: 1, finished: true });
  });

  test('are claimed by one of many who claim at once', async () => {
    const { incident } = await oneAddress('a', 'b', 'c', 'd', 'e', 'f');
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, n) => claimAll(bench.register, incident, 1, `fence-${n}`)),
    );
    expect(claims.flat()).toMatchObject([{ also: { length: 11 } }]);
  });

  test('of the release before, which knew no mailboxes, are mails of their own', async () => {
    const { incident } = await oneAddress('a');
    await bench.query(`update deliveries set mail = null where incident = '${incident}'`);
    expect(await claimAll(bench.register, incident)).toMatchObject([{ also: [] }, { also: [] }]);
  });
});
