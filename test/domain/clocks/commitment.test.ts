import { alarmsOf } from '../../../src/domain/clocks/alarms';
import { headlineOf } from '../../../src/domain/case/headline';
import {
  addCustomers,
  addProduct,
  affected,
  after,
  alarm,
  assess,
  at,
  close,
  declare,
  EVENT,
  found,
  given,
  hours,
  hoursSince,
  marked,
  noticeUnderWay,
  obligation,
  observed,
  opened,
  outage,
  reclassify,
  removeCustomer,
  sent,
  told,
  triaged,
  until,
  type Mail,
} from '../../support/story';

const DECLARED = '2026-11-23T08:00:00Z';
const TEAM = ['responder', 'lead', 'privacy', 'legal', 'communications', 'executive', 'operator'];

function ofKind(mails: readonly Mail[], ...kinds: Mail['alert'][]) {
  return mails
    .filter(({ alert }) => kinds.includes(alert))
    .map(({ at: when, to, headline }) => ({ hour: hoursSince(DECLARED, when), to, late: headline.late }));
}

describe('The 72 hours', () => {
  test('are warned of at 24, 48, 60, 66 and 70 hours, each time to more people, and expire to all but reporter and auditor', () => {
    given(opened(), declare(), ...affected({ 72: 3 }), after(hours(72))).and((_, { mails }) =>
      expect(ofKind(mails, 'commitment-warning', 'commitment-expired')).toEqual([
        { hour: 24, to: ['lead'], late: false },
        { hour: 48, to: ['lead', 'privacy', 'communications'], late: false },
        { hour: 60, to: ['lead', 'privacy', 'communications', 'legal'], late: false },
        { hour: 66, to: ['lead', 'privacy', 'communications', 'legal', 'executive'], late: false },
        { hour: 70, to: TEAM, late: false },
        { hour: 72, to: TEAM, late: true },
      ]),
    );
  });

  test('are watched by one timer of their own, with their name', () => {
    given(opened(), declare(), ...affected({ 72: 3 })).and((state) =>
      expect(alarmsOf(state)).toEqual([
        {
          key: 'due 2026-11-26T08:00:00.000Z',
          at: '2026-11-26T08:00:00.000Z',
          summary: '72 h commitment INC-2026-0001',
        },
        {
          key: 'next 2026-11-23T08:15:00.000Z',
          at: '2026-11-23T08:15:00.000Z',
          summary: 'next warning, level or check INC-2026-0001',
        },
      ]),
    );
  });

  test('hold when the last server accepts one millisecond before they are over', () => {
    given(opened(), declare(), ...affected({ 72: 2 }), noticeUnderWay(), until('2026-11-26T07:59:59.999Z'))
      .when(told(2))
      .then(
        { type: 'obligation-met', obligation: 'commitment', inTime: true },
        { type: 'obligation-met', inTime: true },
      )
      .and((state) => expect(headlineOf(state)).toMatchObject({ late: false, due: undefined }));
  });

  test('are broken when the last server accepts at +72:00:00.000', () => {
    given(opened(), declare(), ...affected({ 72: 2 }), noticeUnderWay(), told(1), at('2026-11-26T08:00:00.000Z'))
      .when(told(1))
      .then(
        { type: 'obligation-late', obligation: 'commitment' },
        { type: 'alert-raised', kind: 'commitment-expired' },
        { type: 'obligation-met', obligation: 'commitment', inTime: false },
      )
      .and((state) => expect(headlineOf(state).late).toBe(true));
  });

  test('expire at +72:00:00.000 and not a millisecond before', () => {
    given(opened(), declare(), ...affected({ 72: 1 }), until('2026-11-26T07:59:59.999Z'))
      .when(alarm)
      .thenNever('obligation-late')
      .when(after(1))
      .then(
        { type: 'obligation-late', obligation: 'commitment', customers: 1 },
        { type: 'alert-raised', kind: 'commitment-expired', to: { roles: TEAM } },
      );
  });

  test('are judged by when servers accepted, not by when we heard of it: late is taken back', () => {
    given(opened(), declare(), ...affected({ 72: 2 }), noticeUnderWay(), after(hours(72)))
      .and((state) => expect(headlineOf(state).late).toBe(true))
      .when(told(2, { when: '2026-11-26T07:59:59.999Z' }))
      .then({ type: 'obligation-met', obligation: 'commitment', inTime: true })
      .and((state) => {
        expect(headlineOf(state).late).toBe(false);
        expect(state.lateness).toBeUndefined();
      });
  });

  test('that passed while nothing ran are late all the same, whoever speaks first afterwards', () => {
    given(opened(), declare(), ...affected({ 72: 2 }), noticeUnderWay(), outage(hours(80)))
      .when(told(2))
      .then(
        { type: 'obligation-late', obligation: 'commitment' },
        { type: 'alert-raised', kind: 'commitment-expired' },
        { type: 'obligation-met', obligation: 'commitment', inTime: false },
      )
      .and((state) => expect(state.lateness?.reasons).toEqual([]));
  });

  test('that passed while nothing ran expire without a warning that comes too late to be one', () => {
    given(opened(), declare(), ...affected({ 72: 2 }), outage(hours(80)))
      .when(alarm)
      .thenNever('warned')
      .and((state) => expect(headlineOf(state).late).toBe(true));
  });

  test('are not warned of while a customer is told', () => {
    given(opened(), declare(), ...affected({ 72: 1 }), noticeUnderWay(), told(1), after(hours(100))).and(
      (_, { mails }) => expect(ofKind(mails, 'commitment-warning', 'commitment-expired')).toEqual([]),
    );
  });

  test('run while nobody is in scope, and are broken if nobody is found', () => {
    given(opened(), declare())
      .when(after(hours(72)))
      .then({ type: 'obligation-late', obligation: 'commitment', customers: 0 });
  });

  test('back-dated by 61 hours are warned of once, by the newest warning', () => {
    given(opened(), declare({ declaredAt: '2026-11-20T19:00:00Z' }), after(0)).and((_, { mails }) =>
      expect(mails.filter(({ alert }) => alert === 'commitment-warning')).toMatchObject([
        { to: ['lead', 'privacy', 'communications', 'legal'], detail: { about: 'hours-left', hours: 12 } },
      ]),
    );
  });

  test('back-dated by 80 hours are late at once, with no warning', () => {
    given(opened(), declare({ declaredAt: '2026-11-20T00:00:00Z' }))
      .and((_, { mails }) =>
        expect(ofKind(mails, 'commitment-warning', 'commitment-expired')).toEqual([{ hour: 0, to: TEAM, late: true }]),
      )
      .when(after(hours(1)))
      .thenNever('warned', 'obligation-late');
  });

  test('of an outage that hid several warnings are warned of once, by the newest', () => {
    given(opened(), declare(), ...affected({ 72: 1 }), outage(hours(61)), after(0)).and((_, { mails }) =>
      expect(ofKind(mails, 'commitment-warning')).toEqual([
        { hour: 61, to: ['lead', 'privacy', 'communications', 'legal'], late: false },
      ]),
    );
  });
});

describe('A contract', () => {
  test('of fewer hours shortens them, and keeps the last warnings', () => {
    given(opened(), ...affected({ 72: 2, 24: 1 }), declare())
      .and((state) =>
        expect(state.cohorts.map(({ terms, due }) => [terms[0]?.id, due])).toEqual([
          ['declared+24h', '2026-11-24T08:00:00.000Z'],
          ['declared+72h', '2026-11-26T08:00:00.000Z'],
        ]),
      )
      .when(after(hours(24)))
      .then({ type: 'obligation-late', customers: 1 })
      .and((_, { mails }) =>
        expect(ofKind(mails, 'commitment-warning', 'commitment-expired').map(({ hour }) => hour)).toEqual([
          12, 18, 22, 24, 24,
        ]),
      );
  });

  test('of more hours than 72 changes nothing', () => {
    given(opened(), ...affected({ 96: 1 }), declare()).and((state) =>
      expect(state.cohorts[0]?.due).toBe('2026-11-26T08:00:00.000Z'),
    );
  });

  test('is kept although the whole is still open', () => {
    given(opened(), ...affected({ 72: 1, 24: 1 }), declare(), noticeUnderWay(), after(hours(23)))
      .when(told(1, { termHours: 24 }))
      .then({ type: 'obligation-met', inTime: true })
      .and((state) =>
        expect(state.obligations.filter(({ status }) => status === 'met').map(({ cohort }) => cohort)).toEqual([
          state.cohorts[0]?.id,
        ]),
      );
  });

  test('of customers whose scope was asked for before declaring, and answered after, is warned of from the declaration on', () => {
    given(opened(), addCustomers('acme'), after(hours(1)), declare(), found({ 24: 1 })).and((state, { mails }) => {
      expect(obligation(state, `tell/${state.cohorts[0]?.id ?? ''}`)).toMatchObject({
        since: '2026-11-23T09:00:00.000Z',
        due: '2026-11-24T09:00:00.000Z',
      });
      expect(state.cohorts[0]?.lateFound).toBe(false);
      expect(ofKind(mails, 'commitment-warning')).toEqual([]);
    });
  });
});

describe('A customer found later', () => {
  test('while at least 24 hours remain, shares the 72', () => {
    given(opened(), declare(), after(hours(48)), ...affected({ 72: 1 })).and(({ cohorts }) =>
      expect(cohorts[0]).toMatchObject({ due: '2026-11-26T08:00:00.000Z', lateFound: false }),
    );
  });

  test('after that has 24 hours, and is marked as found late', () => {
    given(opened(), declare(), after(hours(48) + 1), ...affected({ 72: 1 })).and(({ cohorts }) =>
      expect(cohorts[0]).toMatchObject({ due: '2026-11-26T08:00:00.001Z', lateFound: true }),
    );
  });

  test('under a contract of 24 hours has 24 hours from being found', () => {
    given(opened(), declare(), after(hours(10)), ...affected({ 24: 1 })).and(({ cohorts }) =>
      expect(cohorts[0]).toMatchObject({ due: '2026-11-24T18:00:00.000Z', lateFound: true }),
    );
  });

  test('counts from when somebody added it, not from when the register answered', () => {
    given(opened(), declare(), after(hours(60)), addCustomers('acme'), after(hours(2)), found({ 72: 1 })).and(
      ({ cohorts }) =>
        expect(cohorts[0]).toMatchObject({ addedAt: '2026-11-25T20:00:00.000Z', due: '2026-11-26T20:00:00.000Z' }),
    );
  });

  test('leaves the others told within 72 hours, and is told within its own', () => {
    given(
      opened(),
      ...affected({ 72: 2 }),
      declare(),
      noticeUnderWay(),
      told(2),
      after(hours(60)),
      ...affected({ 72: 1 }),
    )
      .and((state) => expect(obligation(state, 'commitment').status).toBe('met'))
      .when(after(hours(20)), told(1))
      .then({ type: 'obligation-met', inTime: true })
      .and((state) => expect(headlineOf(state).late).toBe(false));
  });

  test('is warned of before its own due', () => {
    given(
      opened(),
      ...affected({ 72: 1 }),
      declare(),
      noticeUnderWay(),
      told(1),
      after(hours(60)),
      ...affected({ 72: 1 }),
      after(hours(24)),
    ).and((_, { mails }) =>
      expect(ofKind(mails, 'commitment-warning', 'commitment-expired').map(({ hour }) => hour)).toEqual([
        72, 78, 82, 84,
      ]),
    );
  });

  test('in good time, after all others were told, opens their commitment again at its first due', () => {
    given(opened(), ...affected({ 72: 1 }), declare(), noticeUnderWay(), told(1), after(hours(5)))
      .when(...affected({ 72: 1 }))
      .then({ type: 'obligation-reopened', obligation: 'commitment' })
      .and((state) =>
        expect(obligation(state, 'commitment')).toMatchObject({ status: 'open', due: '2026-11-26T08:00:00.000Z' }),
      );
  });

  test('never makes a commitment that nobody was found for in time count as kept', () => {
    given(opened(), declare(), after(hours(60)), ...affected({ 72: 1 }), noticeUnderWay(), after(hours(15)))
      .when(told(1))
      .then(
        { type: 'obligation-met', obligation: 'commitment', inTime: false },
        { type: 'obligation-met', inTime: true },
      )
      .and((state) => expect(headlineOf(state).late).toBe(true));
  });
});

describe('A customer who is named and not in the register', () => {
  const DUE = '2026-11-26T08:00:00.000Z';
  const named = [opened(), declare(), addCustomers('acme', 'newco'), found({ 72: 1 }, ['newco']), noticeUnderWay()];

  test('keeps the commitment to all open when all others are told, and their own is kept', () => {
    given(...named)
      .when(told(1))
      .then({ type: 'obligation-met', inTime: true })
      .and((state) => {
        expect(obligation(state, 'commitment')).toMatchObject({ status: 'open', due: DUE });
        expect(alarmsOf(state).map(({ at: when }) => when)).toContain(DUE);
      });
  });

  test('calls lead and privacy, until somebody acknowledges', () => {
    given(opened(), declare(), addCustomers('acme', 'newco'))
      .when(found({ 72: 1 }, ['newco']))
      .then({
        type: 'alert-raised',
        kind: 'customers-unknown',
        to: { roles: ['lead', 'privacy'] },
        detail: { about: 'unregistered', names: ['newco'], more: 0 },
        acknowledge: true,
      });
  });

  test('is told of by ten names at most', () => {
    const names = Array.from({ length: 12 }, (_, index) => `c${index}`);
    given(opened(), addCustomers(...names))
      .when(found({}, names))
      .then({
        type: 'alert-raised',
        detail: expect.objectContaining({ more: 2 }),
      });
  });

  test('makes the commitment late when the 72 hours pass, and nothing that is told or taken off later makes that good', () => {
    given(...named, told(1))
      .when(after(hours(72)))
      .then({ type: 'obligation-late', obligation: 'commitment', customers: 2 })
      .when(removeCustomer('newco'), marked('not-in-scope'))
      .then({ type: 'obligation-met', obligation: 'commitment', inTime: false })
      .and((state) => expect(headlineOf(state).late).toBe(true));
  });

  test('and taken off in time leaves the commitment to the others as they kept it', () => {
    given(...named, told(1), after(hours(20)), removeCustomer('newco'))
      .when(marked('not-in-scope'))
      .then({ type: 'obligation-met', obligation: 'commitment', inTime: true });
  });

  test('is owed from when it was first named, however late it is imported', () => {
    given(...named, told(1), after(hours(100)))
      .when(addCustomers('bolt', 'newco'))
      .then(
        { type: 'customers-added', selection: { customers: ['bolt'] } },
        { type: 'customers-added', selection: { customers: ['newco'] }, addedAt: '2026-11-23T08:00:00.000Z' },
      )
      .when(found({ 72: 1 }), found({ 72: 1 }))
      .then({ type: 'cohorts-counted' })
      .and(({ cohorts }) =>
        expect(cohorts.map(({ due, lateFound }) => [due, lateFound])).toEqual([
          [DUE, false],
          ['2026-11-28T12:00:00.000Z', true],
          [DUE, false],
        ]),
      );
  });

  test('and was taken off in between, is owed from then all the same', () => {
    given(...named, removeCustomer('newco'), marked('not-in-scope'), after(hours(60)))
      .when(addCustomers('newco'))
      .then({ type: 'customers-added', addedAt: '2026-11-23T08:00:00.000Z' });
  });

  test('as a product is owed likewise', () => {
    given(opened(), declare(), addProduct('Mail'), found({}, ['Mail']), after(hours(60)))
      .when(addProduct('Mail'))
      .then({ type: 'customers-added', addedAt: '2026-11-23T08:00:00.000Z' });
  });

  test('so late that the commitment was not for it, leaves it as it was kept', () => {
    given(
      ...named.slice(0, 2),
      ...affected({ 72: 1 }),
      noticeUnderWay(),
      told(1),
      after(hours(60)),
      addCustomers('newco'),
    )
      .when(found({}, ['newco']))
      .thenNever('obligation-reopened', 'obligation-late');
  });

  test('of an event keeps its notice open too', () => {
    given(
      opened(),
      triaged(),
      assess({ classification: EVENT }),
      addCustomers('acme', 'newco'),
      found({ 72: 1 }, ['newco']),
      noticeUnderWay('event'),
    )
      .when(observed(1))
      .thenNever('obligation-met');
  });
});

describe('An event', () => {
  test('is told within 72 hours from its class on, with two warnings of its own', () => {
    given(opened(), triaged(), assess({ classification: EVENT }), ...affected({ 72: 1 }), after(hours(72))).and(
      (_, { mails }) =>
        expect(ofKind(mails, 'event-warning', 'commitment-expired')).toEqual([
          { hour: 48, to: ['lead'], late: false },
          { hour: 66, to: ['lead', 'privacy'], late: false },
          { hour: 72, to: TEAM, late: true },
        ]),
    );
  });

  test('is kept by a notice of what was observed, and can then be closed', () => {
    given(opened(), triaged(), assess({ classification: EVENT }), ...affected({ 72: 1 }), noticeUnderWay('event'))
      .when(observed(1))
      .then({ type: 'obligation-met', obligation: 'observation/1', inTime: true })
      .when(sent(), close())
      .then('closed');
  });

  describe('whose customer is found late', () => {
    const event = [
      opened(),
      triaged(),
      assess({ classification: EVENT }),
      ...affected({ 72: 1 }),
      noticeUnderWay('event'),
    ];
    const late = [...event, observed(1), after(hours(80))];

    test('owes it a notice in 24 hours from then, and is late with nothing', () => {
      given(...late)
        .when(...affected({ 72: 1 }))
        .then({ type: 'obligation-opened', kind: 'tell-observation', due: '2026-11-27T16:00:00.000Z' })
        .and((state, { pages }) => {
          const events = pages.at(-1)?.events.map(({ type }) => type);
          expect(events).toEqual(['scope-resolved', 'cohorts-counted', 'obligation-opened']);
          expect(obligation(state, 'observation/1').status).toBe('met');
          expect(state.cohorts[1]).toMatchObject({ lateFound: true });
        });
    });

    test('keeps that when it is told in time', () => {
      given(...late, ...affected({ 72: 1 }), after(hours(20)))
        .when(observed(1))
        .then({ type: 'obligation-met', inTime: true })
        .and((state) => expect(headlineOf(state).late).toBe(false));
    });

    test('is late with that alone when it is not', () => {
      given(...late, ...affected({ 72: 1 }))
        .when(after(hours(24)))
        .then({ type: 'obligation-late', customers: 1 })
        .and((state) => expect(obligation(state, 'observation/1').lateSince).toBeUndefined());
    });

    test('shares the 72 hours while 24 of them are left', () => {
      given(...event, observed(1), after(hours(48)))
        .when(...affected({ 72: 1 }))
        .then({ type: 'obligation-reopened', obligation: 'observation/1' });
    });

    test('owes it nothing when it is no event any more', () => {
      given(...late, ...affected({ 72: 1 }))
        .when(reclassify({ class: 'not-an-incident', words: 'A test.' }))
        .then('obligation-voided')
        .and(({ obligations }) =>
          expect(obligations.filter(({ kind, status }) => kind === 'tell-observation' && status === 'open')).toEqual(
            [],
          ),
        );
    });

    test('and is then declared, owes it the incident as everybody else', () => {
      given(...late, ...affected({ 72: 1 }), declare()).and(({ cohorts }) =>
        expect(cohorts.map(({ lateFound, due }) => [lateFound, due])).toEqual([
          [false, '2026-11-29T16:00:00.000Z'],
          [false, '2026-11-29T16:00:00.000Z'],
        ]),
      );
    });
  });

  test('that was observed and then declared owes the incident all the same', () => {
    given(
      opened(),
      triaged(),
      assess({ classification: EVENT }),
      ...affected({ 72: 1 }),
      noticeUnderWay('event'),
      observed(1),
      sent(),
    )
      .when(declare())
      .thenNever('obligation-met')
      .and((state) => expect(obligation(state, 'commitment').status).toBe('open'));
  });

  test('that became an incident is kept by telling of the incident', () => {
    given(opened(), triaged(), assess({ classification: EVENT }), ...affected({ 72: 1 }), declare(), noticeUnderWay())
      .when(told(1))
      .then(
        { type: 'obligation-met', obligation: 'observation/1', inTime: true },
        { type: 'obligation-met', obligation: 'commitment', inTime: true },
      );
  });
});

test('A promise is not taken as kept because the register is silent about its customers', () => {
  given(opened(), declare(), ...affected({ 72: 2 }))
    .when(
      (story) =>
        void story.answer('scope-resolved', {
          effect: 'none',
          unknown: [],
          added: 0,
          asOf: 9,
          cohorts: [],
          unreachable: 0,
          withdrawal: { owed: 0, told: 0 },
        }),
    )
    .thenNothing()
    .when(
      addCustomers('other'),
      (story) =>
        void story.answer('scope-resolved', {
          effect: story.owed('resolve-scope').id,
          unknown: [],
          added: 0,
          asOf: 9,
          cohorts: [],
          unreachable: 0,
          withdrawal: { owed: 0, told: 0 },
        }),
    )
    .thenNever('obligation-met')
    .and(({ cohorts }) => expect(cohorts).toMatchObject([{ total: 2 }]));
});

describe('Seventy-two hours are elapsed hours in UTC', () => {
  test.each([
    ['T1 a holiday does not move them', '2020-12-22T12:17:00+01:00', '2020-12-25T12:17:00+01:00'],
    ['T3 the spring clock change in Paris', '2026-03-27T10:20:00+01:00', '2026-03-30T11:20:00+02:00'],
    ['T4 the autumn clock change in Paris', '2026-10-23T10:20:00+02:00', '2026-10-26T09:20:00+01:00'],
    ['T6 a leap day in Dublin', '2024-02-27T23:59:00Z', '2024-03-01T23:59:00Z'],
    ['a year without one', '2026-02-26T23:59:00Z', '2026-03-01T23:59:00Z'],
    ['the end of a year', '2026-12-30T23:00:00Z', '2027-01-02T23:00:00Z'],
  ])('%s', (_, declaredAt, due) => {
    const expected = new Date(due).toISOString();
    given(at(declaredAt), opened(), triaged(), declare({ declaredAt }))
      .and((state) => expect(obligation(state, 'commitment').due).toBe(expected))
      .when(after(hours(72) - 1))
      .thenNever('obligation-late')
      .and((state) => expect(obligation(state, 'commitment').lateSince).toBeUndefined())
      .when(after(1))
      .then({ type: 'obligation-late', obligation: 'commitment' })
      .and((state) => expect(obligation(state, 'commitment').lateSince).toBe(expected));
  });
});
