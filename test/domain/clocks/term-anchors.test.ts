import type { ContractTerm } from '../../../src/domain/clocks/contract-terms';
import { headlineOf } from '../../../src/domain/case/headline';
import { plus } from '../../../src/domain/primitives/instant';
import type { IncidentState } from '../../../src/domain/state';
import {
  addCustomers,
  after,
  correct,
  declare,
  foundWith,
  given,
  hours,
  noticeUnderWay,
  obligation,
  opened,
  outage,
  START,
  told,
  triaged,
  type Step,
} from '../../support/story';

const hour = (count: number) => plus(START, hours(count));
const within = (count: number, anchor: ContractTerm['anchor']): ContractTerm => {
  return { anchor, clock: { unit: 'hours', count }, source: 'Clause 9.2' };
};
const TWO_DAYS: ContractTerm = {
  anchor: 'declared',
  clock: { unit: 'business-days', count: 2, calendar: 'FR' },
  source: 'Clause 9.3',
};

/** Aware so many hours before declaring; the customer is named so many hours after it, or before it. */
function story(awareBefore: number, namedAfter: number, ...terms: ContractTerm[]): Step[] {
  const naming = [addCustomers('acme'), foundWith(...terms)];
  const declaring = (at = START) => declare({ declaredAt: at, awareAt: plus(at, -hours(awareBefore)) });
  return namedAfter < 0
    ? [opened(), triaged(), ...naming, outage(hours(-namedAfter)), declaring(hour(-namedAfter))]
    : [opened(), triaged(), declaring(), outage(hours(namedAfter)), ...naming];
}

function owed(state: IncidentState) {
  const [{ id, lateFound, due }] = state.cohorts as [IncidentState['cohorts'][number]];
  const { since, term } = obligation(state, `tell/${id}`);
  return { by: term?.id, since, due, lateFound };
}

describe('A contract of 24 hours from awareness', () => {
  test.each([
    ['named before declaring', -1, { by: 'aware+24h', since: hour(-19), due: hour(5), lateFound: false }],
    ['named three minutes after', 0.05, { by: 'aware+24h', since: hour(0.05), due: hour(4), lateFound: false }],
    ['named when it has run out', 4, { by: 'aware+24h', since: hour(4), due: hour(28), lateFound: true }],
  ])('is due 24 hours after we knew, 20 of which are over at the declaration: %s', (_, namedAfter, expected) => {
    given(...story(20, namedAfter, within(24, 'aware'))).and((state) => expect(owed(state)).toEqual(expected));
  });

  test('that was over before we declared is late at once', () => {
    given(...story(30, -1, within(24, 'aware'))).and((state) => {
      expect(headlineOf(state)).toMatchObject({ late: true, due: hour(-5), term: { id: 'aware+24h' } });
    });
  });

  test('is no longer than what else holds', () => {
    given(...story(1, 0, within(96, 'aware'), within(48, 'declared'))).and((state) =>
      expect(owed(state)).toMatchObject({ by: 'declared+48h', due: hour(48) }),
    );
    given(...story(0, 0, within(96, 'aware'))).and((state) =>
      expect(owed(state)).toMatchObject({ by: 'declared+72h', due: hour(72) }),
    );
  });
});

test('Two business days from a Monday end with the Wednesday of the customer', () => {
  given(...story(0, 0, TWO_DAYS)).and((state) =>
    expect(owed(state)).toMatchObject({ by: 'declared+2bd@FR@Europe/Paris', due: '2026-11-25T23:00:00.000Z' }),
  );
});

describe('A correction of when we knew', () => {
  const declared = story(20, 0, within(24, 'aware'));

  test('moves what counts from it, and nothing else', () => {
    given(...declared)
      .when(correct('aware', hour(-21)))
      .then({ type: 'anchor-corrected', dues: [expect.objectContaining({ due: hour(3) })] })
      .and((state) => {
        expect(owed(state)).toMatchObject({ due: hour(3), since: hour(-21) });
        expect(obligation(state, 'commitment').due).toBe(hour(72));
      });
  });

  test('moves it to a later instant only by two', () => {
    given(...declared)
      .when(correct('aware', hour(-10)))
      .then('correction-asked')
      .and((state) => expect(owed(state).due).toBe(hour(4)))
      .when(correct('aware', hour(-10)).by('legal'))
      .then('anchor-corrected')
      .and((state) => expect(owed(state).due).toBe(hour(14)));
  });

  test('shows what is late by it, and leaves late what was', () => {
    given(...declared, outage(hours(2)))
      .when(correct('aware', hour(-23)))
      .then('anchor-corrected', 'obligation-late', { type: 'alert-raised', kind: 'commitment-expired' });
    given(...declared, noticeUnderWay(), after(hours(5)), correct('aware', hour(-10)))
      .when(correct('aware', hour(-10)).by('legal'), told(1, { termHours: 0 }))
      .then({ type: 'obligation-met', inTime: false });
  });
});

test('A correction of when it was detected moves what counts from that', () => {
  given(...story(0, 0, within(24, 'detected')))
    .and((state) => expect(owed(state)).toMatchObject({ by: 'detected+24h', due: hour(23) }))
    .when(correct('detected', hour(-2)))
    .then('anchor-corrected')
    .and((state) => expect(owed(state).due).toBe(hour(22)));
});

test('Warnings of a term that began before the declaration come before its own end', () => {
  given(...story(20, 0, within(24, 'aware')), after(hours(4))).and((_, { mails }) => {
    const clocks = mails.filter(({ alert }) => alert === 'commitment-warning' || alert === 'commitment-expired');
    expect(clocks.map(({ at, headline: { term } }) => [at, term?.id])).toEqual([
      [START, 'aware+24h'],
      [hour(2), 'aware+24h'],
      [hour(4), 'aware+24h'],
    ]);
  });
});
