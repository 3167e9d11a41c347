import { elapsed, HOUR, MINUTE, plus, type Instant } from '../../../src/domain/primitives/instant';
import type { Door } from '../../../src/domain/primitives/people';
import type { IncidentState } from '../../../src/domain/state';
import {
  addCustomers,
  after,
  correct,
  declare,
  found,
  given,
  hours,
  hoursSince,
  minutes,
  noticeUnderWay,
  obligation,
  opened,
  outage,
  START,
  told,
  triaged,
  type Mail,
  type Step,
} from '../../support/story';

/*
 * By when a customer must be told, in hours and minutes from the declaration, written down by hand: by the hours of its contract, or of the
 * policy that holds outside GDPR (p6 is 6), and by when it was added. A due with an L is that of one who counts as found late.
 *   before   an hour before declaring          3h       three hours after
 *   with     at the instant of declaring       due      at the instant at which its term has run out
 *   soon     three minutes after               passed   an hour after that
 *   80h      80 hours after                    dated    three minutes after a declaration dated ten hours back
 */
const TABLE = `
          before  with   soon    3h      due     passed  80h      dated
1         1:00    1:00   1:00    L4:00   L2:00   L3:00   L81:00   L11:03
4         4:00    4:00   4:00    4:00    L8:00   L9:00   L84:00   L14:03
12        12:00   12:00  12:00   12:00   L24:00  L25:00  L92:00   12:00
23        23:00   23:00  23:00   23:00   L46:00  L47:00  L103:00  23:00
24        24:00   24:00  L24:03  L27:00  L48:00  L49:00  L104:00  L34:03
48        48:00   48:00  48:00   48:00   L72:00  L73:00  L104:00  48:00
72        72:00   72:00  72:00   72:00   L96:00  L97:00  L104:00  72:00
none      72:00   72:00  72:00   72:00   L96:00  L97:00  L104:00  72:00
p6        6:00    6:00   6:00    6:00    L12:00  L13:00  L86:00   L16:03
p6+4      4:00    4:00   4:00    4:00    L8:00   L9:00   L84:00   L14:03
p6+48     6:00    6:00   6:00    6:00    L12:00  L13:00  L86:00   L16:03
`;
const [COLUMNS, ...ROWS] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/));
const DOORS: Door[] = ['api', 'update', 'signal'];

interface Promised {
  contract: number;
  policy?: number;
  door?: Door;
}

function promisedBy(row: string, door: Door): Promised {
  const [, policy, contract] = /^(?:p(\d+)\+?)?(\d+)?/.exec(row) ?? [];
  return { contract: contract ? Number(contract) : 8_760, ...(policy && { policy: Number(policy) }), door };
}

function declaring({ policy, door = 'api' }: Promised, declaredAt: Instant): Step {
  const outside = policy ? ({ gdpr: 'no', policy: 'Contract 7', policyHours: policy } as const) : {};
  return declare({ declaredAt, ...outside })
    .by(policy ? 'legal' : 'lead')
    .through(door);
}

/** Declared, perhaps with an instant further back, and so many milliseconds after that instant, or before it, the customer is added. */
function story(promised: Promised, addedAfter: number, datedBack = 0): Step[] {
  const { contract, door = 'api' } = promised;
  const adding = [addCustomers('acme').through(door), found({ [contract]: 1 })];
  if (addedAfter < 0) return [opened(), ...adding, outage(-addedAfter), declaring(promised, plus(START, -addedAfter))];
  return [opened(), declaring(promised, plus(START, -datedBack)), outage(addedAfter - datedBack), ...adding];
}

function addedAt(column: string, { contract, policy = 72 }: Promised): [addedAfter: number, datedBack?: number] {
  const term = hours(Math.min(contract, policy));
  const after: Record<string, [number, number?]> = {
    before: [-hours(1)],
    with: [0],
    soon: [minutes(3)],
    '3h': [hours(3)],
    due: [term],
    passed: [term + hours(1)],
    '80h': [hours(80)],
    dated: [hours(10) + minutes(3), hours(10)],
  };
  return after[column]!;
}

function cell(state: IncidentState): string {
  const [{ id, due, lateFound }] = state.cohorts as [IncidentState['cohorts'][number]];
  expect(obligation(state, `tell/${id}`).due).toBe(due);
  const term = elapsed(state.anchors.declared!.at, due!);
  expect(term % MINUTE).toBe(0);
  const whole = Math.floor(term / HOUR);
  return `${lateFound ? 'L' : ''}${whole}:${String((term % HOUR) / MINUTE).padStart(2, '0')}`;
}

describe.each(ROWS)('A term of %s', (row, ...cells) => {
  test.each(DOORS)('is due as the table says through the door %s, also when the declaration is confirmed', (door) => {
    const promised = promisedBy(row, door);
    const dues = COLUMNS!.map((column) => {
      const added = given(...story(promised, ...addedAt(column, promised)));
      const due = cell(added.story.state);
      if (door === 'api') return due;
      const again = declaring({ ...promised, door: 'api' }, added.story.state.anchors.declared!.at);
      added.when(again).then('declaration-confirmed');
      expect(cell(added.story.state)).toBe(due);
      return due;
    });
    expect(dues).toEqual(cells);
  });
});

const FOUR = { contract: 4 };
const POLICY_OF_SIX = { contract: 72, policy: 6 };

describe('A term of fewer hours than the grace of who is found late', () => {
  test('holds to the last millisecond before it has run out', () => {
    given(...story(FOUR, hours(4) - 1)).and((state) => expect(cell(state)).toBe('4:00'));
  });

  test('is part of the promise to all, which stays open until its customer is told', () => {
    given(opened(), declare(), outage(minutes(3)), addCustomers('acme'), found({ 72: 1, 4: 1 }), noticeUnderWay())
      .when(told(1))
      .then({ type: 'obligation-met', inTime: true })
      .and((state) => expect(obligation(state, 'commitment').status).toBe('open'))
      .when(told(1, { termHours: 4 }))
      .then({ type: 'obligation-met', obligation: 'commitment', inTime: true });
  });

  test('of a policy is owed also to a name that the register does not have, unless it had run out by then', () => {
    const toldAll = [...story(POLICY_OF_SIX, minutes(3)), noticeUnderWay(), told(1)];
    const unknown = [addCustomers('newco'), found({}, ['newco'])];
    given(...toldAll, outage(hours(2)))
      .when(...unknown)
      .then({ type: 'obligation-reopened', obligation: 'commitment' });
    given(...toldAll, outage(hours(6)))
      .when(...unknown)
      .thenNever('obligation-reopened', 'obligation-late');
  });
});

describe('A correction of the declaration', () => {
  const hour = (count: number) => plus(START, hours(count));
  /** A customer with a contract of four hours is added, and an hour later the declaration is corrected, to a later instant by two. */
  const corrected = (addedAfter: number, to: Instant) => [
    ...[opened(), triaged(), declare({ awareAt: '2026-11-20T00:00:00Z' }), outage(hours(addedAfter))],
    ...[addCustomers('acme'), found({ 4: 1 }), outage(hours(1)), correct('declared', to)],
    ...(to > START ? [correct('declared', to).by('legal')] : []),
  ];

  test.each([
    [1, hour(-2), { due: hour(2), lateFound: false }],
    [1, hour(-3.5), { due: hour(0.5), lateFound: false }],
    [5, hour(-2), { due: hour(9), lateFound: true }],
  ])('to an earlier instant puts no due off: added after %s h, corrected to %s', (addedAfter, to, expected) => {
    given(...corrected(addedAfter, to)).and(({ cohorts }) => expect(cohorts).toMatchObject([expected]));
  });

  test.each([
    [1, hour(1.5), { due: hour(5.5), lateFound: false }],
    [5, hour(3), { due: hour(9), lateFound: true }],
    [5, hour(5.5), { due: hour(9.5), lateFound: true }],
  ])('to a later instant brings no due forward: added after %s h, corrected to %s', (addedAfter, to, expected) => {
    given(...corrected(addedAfter, to)).and(({ cohorts }) => expect(cohorts).toMatchObject([expected]));
  });
});

describe('The warnings of a short term', () => {
  const clock = (mails: readonly Mail[]) =>
    mails
      .filter(({ alert }) => alert === 'commitment-warning' || alert === 'commitment-expired')
      .map(({ at }) => hoursSince(START, at));

  test.each([
    [1, minutes(3), [0.5, 0.75, 1]],
    [1, minutes(40), [0.75, 1]],
    [2, minutes(3), [1, 1.5, 1.75, 2]],
    [4, minutes(3), [2, 4]],
    [4, hours(2), [3, 3.5, 3.75, 4]],
    [4, hours(6), [8, 10]],
    [12, minutes(3), [6, 10, 12]],
  ])('of %s hours, added %s ms after declaring, come before its own end', (contract, addedAfter, expected) => {
    given(...story({ contract }, addedAfter), after(hours(12))).and((_, { mails }) =>
      expect(clock(mails)).toEqual(expected),
    );
  });

  test('go to the whole team', () => {
    given(...story({ contract: 1 }, minutes(3)), after(minutes(27))).and((_, { mails }) =>
      expect(mails.filter(({ alert }) => alert === 'commitment-warning').map(({ to }) => to)).toEqual([
        ['responder', 'lead', 'privacy', 'legal', 'communications', 'executive', 'operator'],
      ]),
    );
  });
});
