import { headlineOf } from '../../../src/domain/case/headline';
import {
  acknowledge,
  affected,
  after,
  close,
  declare,
  explain,
  given,
  hours,
  instantsOf,
  marked,
  noticeUnderWay,
  obligation,
  opened,
  removeCustomer,
  sent,
  told,
  triaged,
  waive,
} from '../../support/story';

const late = [
  opened(),
  triaged(),
  declare(),
  acknowledge(),
  ...affected({ 72: 3 }),
  noticeUnderWay(),
  told(2),
  after(hours(72)),
];

describe('A late commitment', () => {
  test('is asked for its reason every four hours', () => {
    given(...late, after(hours(12))).and((_, { mails }) =>
      expect(instantsOf(mails, 'reason-demanded')).toEqual([
        '2026-11-26T12:00:00.000Z',
        '2026-11-26T16:00:00.000Z',
        '2026-11-26T20:00:00.000Z',
      ]),
    );
  });

  test('asks lead and privacy', () => {
    given(...late)
      .when(after(hours(4)))
      .then('reason-demanded', { type: 'alert-raised', kind: 'reason-demanded', to: { roles: ['lead', 'privacy'] } });
  });

  test('once explained is not asked again for 24 hours, but the clock goes on', () => {
    given(...late, after(hours(1)))
      .when(explain())
      .then({ type: 'delay-explained', nextDemandAt: '2026-11-27T09:00:00.000Z' })
      .and((state) =>
        expect(obligation(state, 'commitment')).toMatchObject({ status: 'open', due: '2026-11-26T08:00:00.000Z' }),
      )
      .when(after(hours(24) - 1))
      .thenNever('reason-demanded')
      .when(after(1))
      .then('reason-demanded');
  });

  test('is asked no more once the last customer is told, and stays late', () => {
    given(...late, told(1))
      .and((state) => expect([headlineOf(state).late, obligation(state, 'commitment').status]).toEqual([true, 'met']))
      .when(after(hours(48)))
      .thenNever('reason-demanded');
  });

  test('is not made good by waiving the one who was not told', () => {
    given(...late, waive('acme', 'legal'), waive('acme', 'executive'))
      .when(marked())
      .then({ type: 'obligation-met', obligation: 'commitment', inTime: false })
      .and((state) => expect(headlineOf(state).late).toBe(true));
  });

  test('is not made good by removing the one who was not told', () => {
    given(...late, removeCustomer('acme'))
      .when(marked())
      .then({ type: 'obligation-met', obligation: 'commitment', inTime: false })
      .and((state) => expect(headlineOf(state).late).toBe(true));
  });

  test('cannot be closed without its reason', () => {
    given(...late, told(1), sent())
      .when(close())
      .refuses('still-open', /the delay is not explained/)
      .when(explain())
      .then('delay-explained')
      .when(close())
      .then('closed');
  });

  test('that proves to have been in time wants no reason', () => {
    given(...late, told(1, { when: '2026-11-26T07:00:00Z' }), sent())
      .when(close())
      .then('closed');
  });
});

describe('What becomes late after an earlier delay was explained', () => {
  const explained = [
    opened(),
    triaged(),
    declare(),
    ...affected({ 72: 1, 24: 1 }),
    noticeUnderWay(),
    after(hours(71)),
    explain(),
    after(hours(1)),
  ];

  test('is asked for a reason of its own, four hours later', () => {
    given(...explained, after(hours(4))).and((_, { mails }) =>
      expect(instantsOf(mails, 'reason-demanded').at(-1)).toBe('2026-11-26T12:00:00.000Z'),
    );
  });

  test('cannot be closed without that reason, and the first one stays', () => {
    given(...explained, told(1), told(1, { termHours: 24 }), sent())
      .when(close())
      .refuses('still-open', /^This cannot be closed yet: the delay is not explained\.$/)
      .when(explain())
      .then('delay-explained')
      .and(({ lateness }) => expect(lateness?.reasons).toHaveLength(2))
      .when(close())
      .then('closed');
  });

  test('is not asked at once, because all that was late before has long been told', () => {
    given(
      opened(),
      declare(),
      ...affected({ 72: 1, 24: 1 }),
      noticeUnderWay(),
      after(hours(25)),
      told(1, { termHours: 24 }),
      after(hours(51)),
    ).and((_, { mails }) => expect(instantsOf(mails, 'reason-demanded')).toEqual(['2026-11-26T12:00:00.000Z']));
  });
});

test('A delay cannot be explained before anything is late', () => {
  given(opened(), declare(), ...affected({ 72: 1 }), after(hours(71)))
    .when(explain())
    .refuses('nothing-open', /Nothing is late/);
});
