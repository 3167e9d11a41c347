import { alarmsOf } from '../../../src/domain/clocks/alarms';
import { isLate } from '../../../src/domain/case/headline';
import {
  after,
  affected,
  assess,
  assign,
  bounced,
  close,
  declare,
  explain,
  found,
  given,
  hours,
  mailDelivered,
  noticeUnderWay,
  obligation,
  opened,
  OUT_OF_SCOPE,
  reopen,
  sent,
  told,
  triaged,
  type Step,
} from '../../support/story';

const DUE = '2026-11-26T08:00:00.000Z';
const allTold = [opened(), triaged(), declare(), ...affected({ 72: 2 }), noticeUnderWay(), told(2), sent()];
const closed = [...allTold, mailDelivered(), close()];
/** The register's answer to the count that a reopening owes. */
const counted: Step = found({});

describe('Reopening', () => {
  test('takes a closed incident back to investigation, calls who has it in hand, and owes a new count', () => {
    given(...allTold, assign('lead-2'), mailDelivered(), close())
      .when(reopen())
      .then(
        { type: 'reopened', reason: 'A fourth customer called.' },
        { type: 'alert-raised', kind: 'reopened', to: { persons: ['lead-2'] }, acknowledge: true },
      )
      .and((state) => {
        expect(state.stage.stage).toBe('investigation');
        expect(state.outbox.map(({ kind }) => kind)).toEqual(['resolve-scope', 'alert']);
        expect(state.alerts).toHaveLength(1);
      });
  });

  test('calls the responders while nobody is assigned', () => {
    given(...closed)
      .when(reopen())
      .then({ type: 'alert-raised', kind: 'reopened', to: { roles: ['responder'] } });
  });

  test('is refused while the incident is open', () => {
    given(...allTold)
      .when(reopen())
      .refuses('wrong-stage', /is open, in triage since/);
    given(...closed, reopen())
      .when(reopen('privacy'))
      .refuses('wrong-stage', /is open, in investigation since/);
  });

  test('moves no promise and no anchor', () => {
    given(...closed).and((before) =>
      given(...closed, after(hours(100)), reopen(), counted).and((state) => {
        expect(state.anchors).toEqual(before.anchors);
        expect(state.obligations).toEqual(before.obligations);
        expect(isLate(state)).toBe(false);
      }),
    );
  });

  test('brings to light who is not told any more: owed at its old due, and chased as late', () => {
    given(...closed, after(hours(100)), (story) => story.register.bounce(1, 72), reopen())
      .when(counted)
      .then(
        { type: 'cohorts-counted' },
        { type: 'obligation-reopened', obligation: 'commitment' },
        { type: 'obligation-late', obligation: 'commitment', customers: 2 },
      )
      .and((state) => {
        expect(obligation(state, 'commitment')).toMatchObject({ status: 'open', due: DUE });
        expect(alarmsOf(state)).not.toEqual([]);
      });
  });

  test('before the due instant leaves the promise until then', () => {
    given(...closed, after(hours(10)), bounced(1), reopen(), counted).and((state) => {
      expect(obligation(state, 'commitment')).toMatchObject({ status: 'open', due: DUE });
      expect(alarmsOf(state).map(({ at }) => at)).toContain(DUE);
    });
  });

  test('leaves late what was late', () => {
    const late = [opened(), triaged(), declare(), ...affected({ 72: 2 }), noticeUnderWay(), after(hours(73)), told(2)];
    given(...late, sent(), explain(), mailDelivered(), close(), reopen(), counted).and((state) => {
      expect(isLate(state)).toBe(true);
      expect(obligation(state, 'commitment')).toMatchObject({ status: 'met', due: DUE, breachedDue: { due: DUE } });
    });
  });

  test('of a case without customers owes them nothing', () => {
    given(opened(), triaged({ inScope: 'no' }), assess({ classification: OUT_OF_SCOPE }), close(), reopen(), counted)
      .and((state) => expect(state.obligations.filter(({ status }) => status === 'open')).toEqual([]))
      .when(close())
      .then('closed');
  });

  test('waits with the next closing for the count, and can be done again after it', () => {
    given(...closed, reopen())
      .when(close())
      .refuses('still-open', /.*/, ['a change of scope is being worked out']);
    given(...closed, reopen(), counted, close())
      .when(reopen('privacy'))
      .then('reopened');
  });
});

describe('A mail that comes back after the closing', () => {
  const returned: Step = (story) =>
    story.answer('notice-returned', { notice: 1, kind: 'bounced', ...story.register.answer() });
  const bounce: Step = (story) => story.register.bounce(1, 72);

  test('opens it again by itself', () => {
    given(...closed, after(hours(10)), bounce)
      .when(returned)
      .then(
        { type: 'reopened', reason: 'A mail of notice 1 came back.' },
        { type: 'alert-raised', kind: 'reopened', acknowledge: true },
        { type: 'cohorts-counted' },
      )
      .and((state) => expect(state.stage.stage).toBe('investigation'));
  });

  test('is owed at the old due, once all is counted', () => {
    given(...closed, after(hours(10)), bounce, returned, counted).and((state) => {
      expect(obligation(state, 'commitment')).toMatchObject({ status: 'open', due: DUE });
    });
  });

  test('past the due is late at once', () => {
    given(...closed, after(hours(100)), bounce, returned, counted).and((state) => {
      expect(obligation(state, 'commitment')).toMatchObject({ status: 'open', due: DUE });
      expect(isLate(state)).toBe(true);
    });
  });

  test('opens nothing where another contact of the customer has the notice', () => {
    given(...closed, returned).and((state) => expect(state.stage.stage).toBe('closed'));
  });

  test('while it is open owes again without more ado', () => {
    given(...allTold, bounce, returned).and((state) => {
      expect(obligation(state, 'commitment')).toMatchObject({ status: 'open', due: DUE });
    });
  });
});
