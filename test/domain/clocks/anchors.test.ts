import { alarmsOf } from '../../../src/domain/clocks/alarms';
import { headlineOf } from '../../../src/domain/case/headline';
import type { AlertDetail } from '../../../src/domain/alerts/state';
import {
  affected,
  after,
  correct,
  declare,
  given,
  hours,
  mailDelivered,
  minutes,
  noticeUnderWay,
  obligation,
  opened,
  say,
  told,
  triaged,
} from '../../support/story';

const declared = [opened(), triaged(), declare({ awareAt: '2026-11-20T00:00:00Z' })];

describe('Correcting the declaration to an earlier instant', () => {
  test('moves what is due, by one person', () => {
    given(...declared, ...affected({ 72: 1, 24: 1 }), after(hours(1)))
      .when(correct('declared', '2026-11-23T06:00:00Z'))
      .then({
        type: 'anchor-corrected',
        from: '2026-11-23T08:00:00.000Z',
        to: '2026-11-23T06:00:00.000Z',
        askedBy: undefined,
      })
      .and((state) => {
        expect(obligation(state, 'commitment').due).toBe('2026-11-26T06:00:00.000Z');
        expect(state.cohorts.map(({ due }) => due)).toEqual(['2026-11-24T06:00:00.000Z', '2026-11-26T06:00:00.000Z']);
        expect(state.anchors.declared).toMatchObject({
          at: '2026-11-23T06:00:00.000Z',
          corrections: [{ by: 'privacy', reason: 'The telephone log says otherwise.' }],
        });
      });
  });

  test('past several warnings gives the newest of them alone', () => {
    given(...declared, ...affected({ 72: 1 }), correct('declared', '2026-11-20T19:00:00Z'), after(0)).and(
      (_, { mails }) =>
        expect(mails.filter(({ alert }) => alert === 'commitment-warning')).toMatchObject([
          { detail: { about: 'hours-left', hours: 12 }, to: ['lead', 'privacy', 'communications', 'legal'] },
        ]),
    );
  });

  test('past the due makes it late at once', () => {
    given(...declared, ...affected({ 72: 1 }), after(hours(1)))
      .when(correct('declared', '2026-11-20T08:00:00Z'))
      .then(
        'anchor-corrected',
        { type: 'obligation-late', obligation: 'commitment' },
        { type: 'alert-raised', kind: 'commitment-expired' },
      );
  });

  test('shows that customers were told late after all', () => {
    given(...declared, ...affected({ 72: 1 }), noticeUnderWay(), after(hours(70)), told(1))
      .and((state) => expect(headlineOf(state).late).toBe(false))
      .when(correct('declared', '2026-11-23T05:00:00Z'))
      .then({ type: 'obligation-late', obligation: 'commitment' }, { type: 'alert-raised', kind: 'commitment-expired' })
      .and((state) => expect([headlineOf(state).late, obligation(state, 'commitment').status]).toEqual([true, 'met']));
  });

  test('gives a customer found later its 24 hours, and marks it as found late', () => {
    given(...declared, after(hours(40)), ...affected({ 72: 1 }))
      .when(correct('declared', '2026-11-21T16:00:00Z'))
      .then('anchor-corrected')
      .and(({ cohorts }) => expect(cohorts[0]).toMatchObject({ due: '2026-11-26T00:00:00.000Z', lateFound: true }));
  });

  test('cannot reach behind the instant at which we were aware', () => {
    given(...declared)
      .when(correct('declared', '2026-11-19T23:59:59Z'))
      .refuses('impossible-instant', /aware/);
  });
});

describe('Correcting the declaration to a later instant', () => {
  const asked = [
    ...declared,
    ...affected({ 72: 1 }),
    mailDelivered(),
    after(hours(10)),
    correct('declared', '2026-11-23T10:00:00Z'),
  ];

  test('waits for a second person of privacy or legal, who is asked', () => {
    given(...asked.slice(0, -1))
      .when(correct('declared', '2026-11-23T10:00:00Z'))
      .then('correction-asked', {
        type: 'alert-raised',
        kind: 'second-person-needed',
        to: { roles: ['privacy', 'legal'] },
      })
      .and((state) => expect(obligation(state, 'commitment').due).toBe('2026-11-26T08:00:00.000Z'))
      .when(correct('declared', '2026-11-23T10:00:00Z'))
      .refuses('second-person')
      .when(correct('declared', '2026-11-23T10:00:00Z').by('legal'))
      .then({ type: 'anchor-corrected', askedBy: 'privacy' })
      .and((state) => {
        expect(obligation(state, 'commitment')).toMatchObject({
          since: '2026-11-23T10:00:00.000Z',
          due: '2026-11-26T10:00:00.000Z',
        });
        expect(state.anchors.declared?.corrections).toMatchObject([{ by: 'privacy', confirmedBy: 'legal' }]);
        expect(state.asked.correction).toBeUndefined();
      });
  });

  test('is neither confirmed nor put aside by asking for another one', () => {
    given(...asked)
      .when(correct('declared', '2026-11-23T10:00:01Z').by('legal'))
      .refuses('second-person', /confirm or decline .* declared to 2026-11-23T10:00:00.000Z/)
      .when(correct('detected', '2026-11-23T08:00:00Z').by('legal'))
      .refuses('second-person')
      .and((state) => expect(state.asked.correction).toMatchObject({ by: 'privacy', at: '2026-11-23T10:00:00.000Z' }));
  });

  test('is declined by its name, and no other', () => {
    const no = { reason: 'No proof.', decline: true };
    given(...asked)
      .when(say('correct-anchor', 'legal', { anchor: 'detected', at: '2026-11-23T10:00:00Z', ...no }))
      .refuses('nothing-open', /declared to 2026-11-23T10:00:00.000Z was/)
      .when(say('correct-anchor', 'legal', { anchor: 'declared', at: '2026-11-23T09:00:00Z', ...no }))
      .refuses('nothing-open')
      .when(say('correct-anchor', 'legal', { anchor: 'declared', at: '2026-11-23T10:00:00Z', ...no }))
      .then('ask-declined');
  });

  test('may be declined', () => {
    given(...asked)
      .when(
        say('correct-anchor', 'legal', {
          anchor: 'declared',
          at: '2026-11-23T10:00:00Z',
          reason: 'No proof.',
          decline: true,
        }),
      )
      .then({ type: 'ask-declined', ask: 'correction' })
      .when(
        say('correct-anchor', 'legal', {
          anchor: 'declared',
          at: '2026-11-23T10:00:00Z',
          reason: 'No proof.',
          decline: true,
        }),
      )
      .refuses('nothing-open');
  });

  test('is not forgotten because another anchor is corrected meanwhile', () => {
    given(...asked, correct('aware', '2026-11-19T00:00:00Z')).and(({ asked: { correction } }) =>
      expect(correction?.anchor).toBe('declared'),
    );
  });

  test('lets the clock of a customer found between the two begin with the later', () => {
    given(
      ...declared,
      after(hours(1)),
      ...affected({ 72: 1 }),
      after(hours(2)),
      correct('declared', '2026-11-23T10:00:00Z'),
      correct('declared', '2026-11-23T10:00:00Z').by('legal'),
    ).and((state) =>
      expect(obligation(state, `tell/${state.cohorts[0]?.id ?? ''}`)).toMatchObject({
        since: '2026-11-23T10:00:00.000Z',
        due: '2026-11-26T10:00:00.000Z',
      }),
    );
  });

  test('does not repeat warnings that were given', () => {
    given(...asked, after(hours(20)), correct('declared', '2026-11-23T10:00:00Z').by('legal'), after(hours(5))).and(
      (_, { mails }) => expect(mails.filter(({ alert }) => alert === 'commitment-warning')).toHaveLength(1),
    );
  });

  test('never clears late, not even when all are told before the new due', () => {
    given(
      ...declared,
      ...affected({ 72: 1 }),
      noticeUnderWay(),
      after(hours(73)),
      correct('declared', '2026-11-23T18:00:00Z'),
    )
      .when(correct('declared', '2026-11-23T18:00:00Z').by('legal'))
      .then('anchor-corrected')
      .and((state) =>
        expect([headlineOf(state).late, obligation(state, 'commitment').due]).toEqual([
          true,
          '2026-11-26T18:00:00.000Z',
        ]),
      )
      .when(told(1))
      .then({ type: 'obligation-met', obligation: 'commitment', inTime: false })
      .and((state) => expect(headlineOf(state).late).toBe(true));
  });

  test('gives again the warnings that are still to come', () => {
    given(
      opened(),
      triaged(),
      declare({ declaredAt: '2026-11-20T09:00:00Z' }),
      ...affected({ 72: 1 }),
      after(minutes(5)),
      correct('declared', '2026-11-23T07:00:00Z'),
      correct('declared', '2026-11-23T07:00:00Z').by('legal'),
      after(hours(71)),
    ).and((_, { mails }) =>
      expect(
        mails.filter(({ alert }) => alert === 'commitment-warning').map(({ at, detail }) => [at, hoursIn(detail)]),
      ).toEqual([
        ['2026-11-23T08:00:00.000Z', 2],
        ['2026-11-24T07:00:00.000Z', 48],
        ['2026-11-25T07:00:00.000Z', 24],
        ['2026-11-25T19:00:00.000Z', 12],
        ['2026-11-26T01:00:00.000Z', 6],
        ['2026-11-26T05:00:00.000Z', 2],
      ]),
    );
  });

  describe('after a slip of the pen by a year', () => {
    const slipped = [
      opened(),
      triaged(),
      declare({ declaredAt: '2025-11-23T08:00:00Z' }),
      ...affected({ 72: 1 }),
      correct('declared', '2026-11-23T08:00:00Z'),
      correct('declared', '2026-11-23T08:00:00Z').by('legal'),
    ];

    test('has its promise watched, warned of and expired by the true due, and late all the same', () => {
      given(...slipped)
        .and((state) => {
          expect(headlineOf(state)).toMatchObject({ late: true, due: '2026-11-26T08:00:00.000Z' });
          expect(alarmsOf(state).map(({ key }) => key)).toContain('due 2026-11-26T08:00:00.000Z');
        })
        .when(after(hours(72)))
        .then({ type: 'warned', hoursBefore: 48 }, { type: 'warned', hoursBefore: 2 }, 'obligation-late', {
          type: 'alert-raised',
          kind: 'commitment-expired',
        })
        .when(after(hours(72)))
        .thenNever('obligation-late');
    });

    test('leaves a promise that is kept by the true due late against the first', () => {
      given(...slipped, noticeUnderWay())
        .when(told(1))
        .then({ type: 'obligation-met', obligation: 'commitment', inTime: false })
        .when(after(hours(72)))
        .thenNever('warned', 'obligation-late');
    });
  });

  test('that has passed as well is not expired a second time', () => {
    given(...declared, ...affected({ 72: 1 }), after(hours(73)), correct('declared', '2026-11-23T08:30:00Z'))
      .when(correct('declared', '2026-11-23T08:30:00Z').by('legal'))
      .then('anchor-corrected')
      .when(after(hours(3)))
      .thenNever('warned', 'obligation-late');
  });

  test('lets a proof from before the first due stand', () => {
    given(
      ...declared,
      ...affected({ 72: 1 }),
      noticeUnderWay(),
      after(hours(73)),
      correct('declared', '2026-11-23T18:00:00Z'),
      correct('declared', '2026-11-23T18:00:00Z').by('legal'),
    )
      .when(told(1, { when: '2026-11-26T07:59:00Z' }))
      .then({ type: 'obligation-met', obligation: 'commitment', inTime: true })
      .and((state) => expect(headlineOf(state).late).toBe(false));
  });
});

describe('An anchor', () => {
  test('that is not there cannot be corrected', () => {
    given(opened())
      .when(correct('declared', '2026-11-23T07:00:00Z'))
      .refuses('missing', /declare/);
  });

  test('is not corrected to what it is, to no instant, or into the future', () => {
    given(...declared)
      .when(correct('declared', '2026-11-23T09:00:00+01:00'))
      .refuses('already-so');
    given(...declared)
      .when(correct('declared', 'Monday'))
      .refuses('impossible-instant');
    given(...declared)
      .when(correct('declared', '2026-11-23T08:02:00.001Z'))
      .refuses('impossible-instant');
  });

  test('of awareness cannot lie after the declaration', () => {
    given(...declared)
      .when(correct('aware', '2026-11-23T08:00:00.001Z'))
      .refuses('impossible-instant', /after declaring/, ['/at']);
  });

  test.each(['detected', 'aware'] as const)('other than the declaration moves no clock: %s', (name) => {
    given(...declared, ...affected({ 72: 1 }))
      .when(correct(name, '2026-11-19T00:00:00Z'))
      .then({ type: 'anchor-corrected', dues: [] })
      .and((state) => {
        expect(state.anchors[name]?.at).toBe('2026-11-19T00:00:00.000Z');
        expect(obligation(state, 'commitment').due).toBe('2026-11-26T08:00:00.000Z');
      });
  });
});

function hoursIn(detail?: AlertDetail): number | undefined {
  return detail?.about === 'hours-left' ? detail.hours : undefined;
}
