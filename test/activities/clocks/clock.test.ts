import { HOUR, instantAt } from '../../../src/domain/primitives/instant';
import type { AlertEffect, AlertId } from '../../../src/domain/effects/state';
import { headline, House, person, plannedNotice, START } from '../house';

let house: House;
beforeAll(async () => {
  house = await House.open();
  await house.stored.people.upsertMany([
    person('olga', { roles: ['operator'] }),
    person('omar', { roles: ['operator', 'lead'], language: 'fr' }),
    person('lena'),
  ]);
});
afterAll(() => house.close());

const mailsTo = (id: string) => house.server.to(`${id}@tocsin.example`);

describe('a worker whose clock is off', () => {
  let off = true;
  const isOff = () => Promise.resolve(off);
  beforeEach(() => (off = true));

  test('sends no notice, and leaves it to one whose clock is right, as a first copy', async () => {
    const [wrong, right] = [house.worker({ isOff }), house.worker()];
    const recipients = [{ customer: 'alder', email: 'admin@alder.example' }];
    const { incident } = await plannedNotice(house, wrong.activities, recipients);
    const batch = { incident, notice: 1, kind: 'initial' as const };
    await expect(wrong.run(wrong.activities.sendBatch, batch)).rejects.toMatchObject({ type: 'ClockOff' });
    expect(house.server.to('admin@alder.example')).toEqual([]);
    expect(await right.run(right.activities.sendBatch, batch)).toMatchObject({ accepted: 1, finished: true });
    const [{ possibleRepeat } = { possibleRepeat: true }] = (await house.stored.deliveries.list(incident, { limit: 1 }))
      .rows;
    expect(possibleRepeat).toBe(false);
  });

  test('sends no alert until it is right, and then by itself', async () => {
    const { activities, run } = house.worker({ isOff });
    const id = house.nextIncident();
    const to = { persons: ['lena'] };
    const raisedAt = instantAt(START);
    const effect: AlertEffect = {
      id: `${id}#1.1` as AlertId,
      kind: 'alert',
      alertId: `${id}#1.1` as AlertId,
      alert: 'reported',
      raisedAt,
      to,
      acknowledge: false,
      headline: headline(id),
    };
    await expect(run(activities.sendAlert, { effect, carriedOver: false })).rejects.toMatchObject({ type: 'ClockOff' });
    expect(mailsTo('lena')).toEqual([]);
    off = false;
    expect(await run(activities.sendAlert, { effect, carriedOver: false }, { attempt: 2 })).toEqual({
      reached: ['lena'],
    });
  });

  test('mails operators once each time that a clock goes off, whoever’s it is', async () => {
    const [{ tellOfClocks }, other] = [house.worker({ isOff }), house.worker({ isOff })];
    const { time } = house.stored;
    await tellOfClocks();
    expect(mailsTo('olga')).toEqual([]);
    await time.noteOff('API on tocsin-api-1', -80 * HOUR);
    await Promise.all([tellOfClocks(), other.tellOfClocks()]);
    await time.noteOff('API on tocsin-api-1', -80 * HOUR);
    await tellOfClocks();
    expect(mailsTo('olga')).toHaveLength(1);
    expect(mailsTo('olga')[0]!.mail).toMatchObject({
      subject: '[Tocsin] The clock of a machine is wrong',
      text: expect.stringMatching(/^API on tocsin-api-1: its clock is 288000 s behind the database’s\. Noticed 2/),
    });
    expect(mailsTo('omar')[0]!.mail.text).toContain('288000 s en retard sur');
    expect(mailsTo('lena').filter(({ mail }) => mail.subject?.includes('clock'))).toEqual([]);
    await time.noteRight('API on tocsin-api-1');
    await time.noteOff('API on tocsin-api-1', 80 * HOUR);
    await tellOfClocks();
    expect(mailsTo('olga')[1]!.mail.text).toContain('288000 s ahead of the database');
  });

  test('whoever has the mail gets none again because another one’s was deferred', async () => {
    const clock = { process: 'worker on w-2', aheadMs: HOUR, since: instantAt(START) };
    jest.spyOn(house.stored.time, 'claimUnreported').mockResolvedValueOnce([clock]).mockResolvedValueOnce([clock]);
    house.server.answer('omar@tocsin.example', 451, 'later', 1);
    const { tellOfClocks } = house.worker();
    await tellOfClocks();
    await tellOfClocks();
    for (const one of ['olga', 'omar']) {
      const ofThis = mailsTo(one).filter(({ mail }) => mail.text?.includes('worker on w-2'));
      expect(ofThis).toHaveLength(1);
      expect(ofThis[0]?.raw).not.toContain('X-Tocsin-Possible-Repeat');
    }
  });
});
