import { RULES_2026_11, SHIPPED_RULES } from '../../../src/domain/case/rules';
import { FACT_FIELDS } from '../../../src/domain/notices/facts';
import { viewOf } from '../../../src/domain/view';
import {
  acknowledge,
  affected,
  after,
  approve,
  assess,
  assign,
  composed,
  correct,
  declare,
  draft,
  EVENT,
  given,
  hours,
  hoursSince,
  minutes,
  opened,
  PEOPLE,
  reject,
  release,
  say,
  setFact,
  START,
  triaged,
  waive,
  withdraw,
  type Mail,
  type Step,
  type Story,
} from '../../support/story';

/** Whatever a notice must say. */
const facts = FACT_FIELDS.map((field) => setFact({ field, status: 'known', value: `Words on ${field}.` }));
const declared = [opened({}, SHIPPED_RULES), triaged(), declare(), acknowledge(), ...affected({ 72: 2 })];
const drafted = [...declared, ...facts, draft(), composed()];
const approved = [...drafted, approve('legal'), approve('communications')];

/** Hours since the report, and to whom. */
const sentAs = (alert: Mail['alert'], { mails }: Story) =>
  mails.filter((mail) => mail.alert === alert).map(({ at, to }) => [hoursSince(START, at), ...to]);
const acknowledgeFirst: Step = (story) => void story.decide(acknowledge(story.state.alerts[0]?.id));
const gone =
  (person: string, revision = 2): Step =>
  (story) =>
    void story.answer('change-roster', { after: revision - 1, revision, changes: { [person]: [] } });

describe('A composed notice', () => {
  test('is asked for again once its approvals have waited four hours, up the escalation policy', () => {
    given(...drafted, after(hours(4.25))).and((state, story) => {
      expect(sentAs('approval-overdue', story)).toEqual([
        [4, 'legal', 'privacy', 'lead', 'communications'],
        [4.25, 'lead'],
      ]);
      expect(viewOf(state).next[0]).toMatchObject({ command: 'acknowledge', why: 'approval-overdue' });
    });
  });

  test('says its own clock with the request itself', () => {
    given(...drafted).and((_, { mails }) =>
      expect(mails.at(-1)).toMatchObject({
        alert: 'notice-awaits-approval',
        duty: { kind: 'await-approval', due: '2026-11-23T12:00:00.000Z' },
      }),
    );
  });

  test('is asked for by the side that is missing alone', () => {
    given(...drafted, approve('legal'), after(hours(4))).and((_, story) =>
      expect(sentAs('approval-overdue', story)).toEqual([[4, 'lead', 'communications']]),
    );
  });

  test('waits on where somebody acknowledges and nobody approves', () => {
    given(...drafted, after(hours(4)), acknowledge(), after(hours(9))).and((_, story) =>
      expect(sentAs('approval-overdue', story).map(([at, to]) => [at, to])).toEqual([
        [4, 'legal'],
        [8, 'legal'],
        ...[8.25, 8.5, 8.75, 9, 10, 11, 12, 13].map((at) => [at, expect.any(String)]),
      ]),
    );
  });

  test.each<[string, Step[], 'met' | 'void']>([
    ['approved', [approve('legal'), approve('communications')], 'met'],
    ['rejected', [reject()], 'void'],
    ['replaced', [draft()], 'void'],
    ['stale', [setFact({ value: 'Two mails.' })], 'void'],
  ])('that was %s waits no more', (_name, steps, status) => {
    given(...drafted, ...steps, after(hours(1)))
      .and(({ obligations }) =>
        expect(obligations.find(({ kind }) => kind === 'await-approval')).toMatchObject({ status }),
      )
      .when(after(hours(8)))
      .thenNever('closed')
      .and((_, story) => expect(sentAs('approval-overdue', story)).toEqual([]));
  });

  test('that is overdue climbs no further once it is approved', () => {
    given(...drafted, after(hours(4)))
      .when(approve('legal'))
      .thenNever('alert-ended')
      .when(approve('communications'))
      .then('notice-approved', { type: 'obligation-met', inTime: false }, { type: 'alert-ended', why: 'done' });
  });
});

test('An approved notice is asked for after two hours, of those who may release it', () => {
  given(...approved, after(hours(2))).and((_, story) =>
    expect(sentAs('release-overdue', story)).toEqual([[2, 'lead', 'privacy']]),
  );
  given(...approved, release(), after(hours(2))).and((_, story) =>
    expect(sentAs('release-overdue', story)).toEqual([]),
  );
});

describe('What a second person has to confirm', () => {
  test.each<[string, Step, string[]]>([
    ['a waiver', waive('acme'), ['executive']],
    ['a withdrawal', withdraw(), ['executive']],
    ['a correction to a later instant', correct('declared', '2026-11-23T08:30:00Z'), ['privacy', 'legal']],
  ])('is asked for after four hours: %s', (_name, ask, to) => {
    given(...declared, after(hours(1)), ask, after(hours(4))).and((_, story) =>
      expect(sentAs('second-person-overdue', story)).toEqual([[5, ...to]]),
    );
  });

  test('is asked for each by itself, and answered each by itself', () => {
    const decline = say('waive-customer', 'executive', { customer: 'acme', reason: 'No.', decline: true });
    given(...declared, waive('acme'), waive('beta'), after(hours(4)), acknowledgeFirst, decline).and(
      ({ alerts, obligations }) => {
        expect(alerts).toMatchObject([{ detail: { customer: 'beta' } }]);
        expect(obligations.filter(({ subject }) => subject).map(({ subject, status }) => [subject, status])).toEqual([
          ['waiver acme', 'met'],
          ['waiver beta', 'open'],
        ]);
      },
    );
  });

  test('asked and declined without end, leaves the state small', () => {
    const decline = say('waive-customer', 'executive', { customer: 'acme', reason: 'No.', decline: true });
    const again = Array.from({ length: 60 }, () => [waive('acme'), decline, after(minutes(1))]).flat();
    given(...declared, ...again).and(({ obligations }) => {
      const waits = obligations.filter(({ subject }) => subject);
      expect(waits.length).toBeLessThan(25);
      expect(new Set(waits.map(({ id }) => id)).size).toBe(waits.length);
    });
  });
});

test('Help that a customer asked for is asked for after a day, of those in charge, until it has ended', () => {
  const event = [opened({}, SHIPPED_RULES), acknowledge(), triaged(), assess({ classification: EVENT })];
  const ask = say('request-assistance', 'responder', {});
  given(...event, assign('lead-2'), acknowledge(), ask, after(hours(24))).and((_, story) =>
    expect(sentAs('help-overdue', story)).toEqual([[24, 'lead-2']]),
  );
  given(...event, ask, say('end-assistance', 'responder', {}), after(hours(24))).and((_, story) =>
    expect(sentAs('help-overdue', story)).toEqual([]),
  );
});

describe('An approval of somebody who was deactivated since', () => {
  test('does not release: the text is asked for anew, and the refusal says whose it was', () => {
    given(...approved)
      .when(gone('legal'))
      .then(
        { type: 'approval-lapsed', person: 'legal' },
        { type: 'alert-raised', kind: 'notice-awaits-approval', to: { roles: ['legal', 'privacy'] } },
      )
      .when(release())
      .refuses('missing', /needs an approval of: legal or privacy\. That of legal no longer counts/, [
        'legal or privacy',
      ])
      .when(approve('privacy'))
      .then('notice-approved')
      .when(release())
      .then('notice-released');
  });

  test('counts where it was given by somebody newer than the roster', () => {
    given(...drafted, approve('legal').by('legal-2'), approve('communications'))
      .when(gone('responder'))
      .thenNever('approval-lapsed')
      .when(release())
      .then('notice-released');
  });

  test('of a whole roster is missed in the same way', () => {
    const { legal: _, ...roster } = PEOPLE;
    given(...approved)
      .when((story) => void story.answer('adopt-roster', { revision: 2, roster }))
      .then({ type: 'approval-lapsed', person: 'legal' });
  });
});

test('By the rules of before, nothing waits by a clock', () => {
  const older = [opened({}, RULES_2026_11), triaged(), declare(), acknowledge(), ...affected({ 72: 2 })];
  given(...older, ...facts, draft(), composed(), waive('acme'), after(hours(20))).and(({ obligations }) =>
    expect(obligations.filter(({ subject }) => subject)).toEqual([]),
  );
});

test('An open incident that goes on by newer rules has a clock for what waits already', () => {
  const older = [opened({}, RULES_2026_11), triaged(), declare(), acknowledge(), ...affected({ 72: 2 })];
  given(
    ...older,
    waive('acme'),
    after(hours(1)),
    (story) => void story.answer('adopt-rules', { rules: SHIPPED_RULES, operator: 'operator' }),
  ).and(({ obligations }) =>
    expect(obligations.find(({ subject }) => subject === 'waiver acme')?.due).toBe('2026-11-23T13:00:00.000Z'),
  );
});
