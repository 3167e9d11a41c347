import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import type { Instant } from '../../../src/domain/primitives/instant';
import { plus } from '../../../src/domain/primitives/instant';
import type { Role } from '../../../src/domain/primitives/people';
import { isRefusal } from '../../../src/domain/rule';
import { periodsOwed, recurring } from '../../../src/domain/programme/review';
import { postMortemAlarms } from '../../../src/domain/post-mortem/clocks';
import { decidePostMortem } from '../../../src/domain/post-mortem/decide';
import { pageOf } from '../../../src/domain/decide';
import { evolvePostMortem } from '../../../src/domain/post-mortem/evolve';
import { firstPage, openingOf } from '../../../src/domain/post-mortem/opening';
import type { Cause, PostMortemState } from '../../../src/domain/post-mortem/state';
import { mayReadPostMortem, postMortemRecord, postMortemView, statusOf } from '../../../src/domain/post-mortem/view';
import type { IncidentState } from '../../../src/domain/state';
import {
  close,
  declare,
  given,
  hours,
  opened,
  PEOPLE,
  say,
  START,
  sent,
  told,
  triaged,
  affected,
  noticeUnderWay,
  sheet,
} from '../../support/story';

const toldAll = [
  ...[opened({}, SHIPPED_RULES), triaged(), declare(), ...affected({ 72: 2 }), ...sheet()],
  ...[noticeUnderWay(), told(2), sent(), noticeUnderWay('final'), sent()],
];
const contained = [...toldAll, say('move-stage', 'responder', { to: 'recovery' })];

describe('The post-mortem of an incident', () => {
  test('opens by itself once it is contained, due by severity, and closing waits for its approval', () => {
    given(...toldAll)
      .when(close())
      .refuses('still-open', /the post-mortem is not open: move the incident to recovery or review/)
      .when(say('move-stage', 'responder', { to: 'recovery' }))
      .then('stage-moved', { type: 'post-mortem-opened', because: 'contained' })
      .and(({ postMortem, triage }) =>
        expect(postMortem?.due).toBe(plus(postMortem!.openedAt, hours(DUE_HOURS[triage.severity!.level]))),
      )
      .when(close())
      .refuses('still-open', /the post-mortem is not approved/)
      .when((story) => void story.answer('post-mortem-approved', { approvedAt: START, approvedBy: ['legal', 'lead'] }))
      .then('post-mortem-approved')
      .when(close())
      .then('closed');
  });

  test('is not asked of an incident under older rules, nor where the declaration was withdrawn', () => {
    given(opened(), triaged(), declare(), say('move-stage', 'responder', { to: 'recovery' })).and((state) =>
      expect(state.postMortem).toBeUndefined(),
    );
  });
});

const DUE_HOURS = SHIPPED_RULES.postMortem!.dueHours;

/** One post-mortem over time. */
class Lesson {
  now: Instant = START;
  state: PostMortemState;
  constructor(incident: IncidentState, due: Instant) {
    this.state = evolvePostMortem(undefined, firstPage(openingOf(incident, due, this.now)));
  }
  say(by: string, name: string, payload: object = {}, door: 'api' | 'system' | 'signal' = 'api') {
    const said = { by, roles: door === 'system' ? [] : (PEOPLE[by] as Role[]), door, at: this.now };
    const outcome = decidePostMortem(this.state, { name, payload, said });
    if (isRefusal(outcome)) return outcome;
    const page = pageOf(this.state, { name, said }, outcome);
    this.state = evolvePostMortem(this.state, JSON.parse(JSON.stringify(page)) as typeof page);
    return outcome.map((event) => event.type);
  }
  wait(milliseconds: number): void {
    const until = plus(this.now, milliseconds);
    for (;;) {
      const [next] = postMortemAlarms(this.state);
      if (!next || next.at > until) break;
      this.now = next.at;
      this.say('system', 'alarm-struck', {}, 'system');
    }
    this.now = until;
  }
  mails() {
    return this.state.outbox.flatMap((effect) => (effect.kind === 'alert' ? [[effect.alert, effect.to]] : []));
  }
}

function lesson(): Lesson {
  let made: Lesson | undefined;
  given(...contained).and((state) => void (made = new Lesson(state, plus(START, hours(480)))));
  return made!;
}

const ANSWERS = [
  { question: 'sufficient', verdict: 'yes', words: 'In time.' },
  { question: 'causes', words: 'One person could send it.' },
  { question: 'went-well', words: 'Reported at once.' },
  { question: 'changes', verdict: 'yes', words: 'Two people send.' },
];
const ACTION = {
  change: 'Two people send.',
  procedure: 'standard operating procedure',
  owner: 'responder',
  due: '2027-01-15T12:00:00Z',
  effect: 'No mail to a wrong list in a quarter.',
  checkBy: '2027-03-01T12:00:00Z',
};

function written(of: Lesson): void {
  for (const answer of ANSWERS) expect(of.say('lead', 'answer-question', answer)).toEqual(['question-answered']);
  for (const step of of.state.procedure)
    expect(of.say('lead', 'judge-step', { step, verdict: 'yes', words: 'Adequate.' })).toEqual(['step-judged']);
  of.say('lead', 'add-action', ACTION);
}

test('is written by its members, approved by two of both sides, and followed until the effect of each action was seen', () => {
  const one = lesson();
  expect(one.state.members).toEqual(expect.arrayContaining(['lead', 'privacy', 'legal']));
  expect(one.say('legal', 'approve-post-mortem', { version: 0 })).toMatchObject({ refused: 'missing' });
  expect(one.say('communications', 'annotate', { sequence: 1, index: 0, words: 'x' })).toMatchObject({
    refused: 'not-permitted',
  });
  expect(one.say('lead', 'annotate', { sequence: 1, index: 0, words: 'x' }, 'signal')).toMatchObject({
    refused: 'wrong-door',
  });
  written(one);
  const { version } = one.state;
  expect(one.say('legal', 'approve-post-mortem', { version: version - 1 })).toMatchObject({ refused: 'stale-text' });
  expect(one.say('legal', 'approve-post-mortem', { version })).toEqual(['post-mortem-agreed']);
  expect(one.say('legal', 'approve-post-mortem', { version })).toMatchObject({ refused: 'already-so' });
  expect(one.say('privacy', 'approve-post-mortem', { version })).toMatchObject({ refused: 'already-so' });
  expect(one.say('lead', 'approve-post-mortem', { version })).toEqual(['post-mortem-agreed', 'post-mortem-concluded']);
  expect(one.state.outbox.at(-1)).toMatchObject({ kind: 'tell-incident', approvedBy: ['legal', 'lead'] });
  expect(one.say('lead', 'answer-question', ANSWERS[0])).toMatchObject({ refused: 'wrong-stage' });
  expect(statusOf(one.state)).toBe('approved');

  expect(one.say('communications', 'finish-action', { action: 1, version: '2.4' })).toMatchObject({
    refused: 'not-permitted',
  });
  expect(one.say('responder', 'finish-action', { action: 1, version: '2.4' })).toEqual(['action-done']);
  expect(one.say('lead', 'verify-action', { action: 1, worked: true, words: 'No mail in a quarter.' })).toEqual([
    'action-verified',
  ]);
  expect(statusOf(one.state)).toBe('followed-up');
});

test('a change of its contents takes an approval back', () => {
  const one = lesson();
  written(one);
  one.say('legal', 'approve-post-mortem', { version: one.state.version });
  one.say('lead', 'annotate', { sequence: 1, index: 0, words: 'It lay unread.' });
  expect(one.state.approvals).toEqual([]);
});

test('nobody acts: it is asked for at its due, up every level, and again after an acknowledgement', () => {
  const one = lesson();
  one.state = { ...one.state, outbox: [] };
  one.wait(hours(480) + hours(1));
  expect(one.mails().slice(0, 5)).toEqual([
    ['post-mortem-overdue', { persons: one.state.members }],
    ...['lead', 'privacy', 'legal', 'executive'].map((role) => ['post-mortem-overdue', { roles: [role] }]),
  ]);
  expect(one.say('lead', 'acknowledge')).toEqual(['alert-acknowledged', 'reasked']);
  one.state = { ...one.state, outbox: [] };
  one.wait(hours(23));
  expect(one.mails()).toEqual([]);
  one.wait(hours(2));
  expect(one.mails()[0]).toEqual(['post-mortem-overdue', { persons: one.state.members }]);
});

test('an action that is not done, or has no effect, is asked of its owner until it is', () => {
  const one = lesson();
  written(one);
  for (const by of ['legal', 'lead']) one.say(by, 'approve-post-mortem', { version: one.state.version });
  one.state = { ...one.state, outbox: [] };
  one.now = '2027-01-15T11:00:00.000Z' as Instant;
  one.wait(hours(1));
  expect(one.mails()).toEqual([['action-overdue', { persons: ['responder'] }]]);
  expect(one.say('responder', 'finish-action', { action: 1, version: '2.4' })).toEqual(['action-done', 'alert-ended']);
  const again = { due: '2027-04-01T12:00:00Z', checkBy: '2027-05-01T12:00:00Z' };
  expect(one.say('lead', 'verify-action', { action: 1, worked: false, words: 'No.', ...again })).toEqual([
    'action-without-effect',
  ]);
  expect(one.state.actions[0]).toMatchObject({ done: undefined, due: '2027-04-01T12:00:00.000Z' });
});

test('an auditor reads that there is one; its contents only when named, until an end', () => {
  const one = lesson();
  written(one);
  const auditor = { id: 'auditor', roles: ['auditor'] as const };
  expect(mayReadPostMortem(auditor, postMortemView(one.state), one.now)).toBe(false);
  expect(JSON.stringify(postMortemRecord(postMortemView(one.state)))).not.toContain('Reported at once');
  one.say('legal', 'name-auditor', { person: 'auditor', until: '2026-12-01T00:00:00Z', reason: 'ISO 27001' });
  expect(mayReadPostMortem(auditor, postMortemView(one.state), one.now)).toBe(true);
  expect(mayReadPostMortem(auditor, postMortemView(one.state), '2026-12-01T00:00:00.000Z' as Instant)).toBe(false);
});

test('of it customers read a text of its own alone, approved by two who did not write it, in any notice', () => {
  const one = lesson();
  written(one);
  const text = { cause: 'A wrong address.', done: 'It was deleted.', prevention: 'Two people send.' };
  expect(one.say('lead', 'write-synthesis', text)).toEqual(['synthesis-written']);
  expect(one.say('lead', 'approve-synthesis', { version: 1 })).toMatchObject({ refused: 'second-person' });
  expect(one.say('legal', 'approve-synthesis', { version: 1 })).toEqual(['synthesis-agreed']);
  one.say('privacy', 'write-synthesis', text);
  expect(one.say('lead', 'approve-synthesis', { version: 1 })).toMatchObject({ refused: 'stale-text' });
  expect(one.say('legal', 'approve-synthesis', { version: 2 })).toEqual(['synthesis-agreed']);
  expect(one.say('lead', 'approve-synthesis', { version: 2 })).toEqual(['synthesis-agreed', 'synthesis-approved']);
  const offered = one.state.outbox.at(-1);
  expect(offered).toMatchObject({ kind: 'offer-synthesis', text, approvedBy: ['legal', 'lead'] });
  expect(JSON.stringify(offered)).not.toContain('Reported at once');

  given(...contained)
    .when(say('draft-notice', 'responder', { kind: 'update', synthesis: true }))
    .refuses('missing', /No text of what was learnt is approved/)
    .when((story) => void story.answer('synthesis-offered', { ...text, approvedBy: ['legal', 'lead'] }))
    .then('synthesis-offered')
    .when(say('draft-notice', 'responder', { kind: 'update', synthesis: true, message: 'We are sorry.' }))
    .then({
      type: 'notice-drafted',
      message: 'We are sorry.\n\nA wrong address.\n\nIt was deleted.\n\nTwo people send.',
    });
});

describe('The review of a programme', () => {
  const instantOf = (day: string) => `${day}T00:00:00.000Z` as Instant;
  const YEARLY = { everyMonths: 12, withinDays: 30 };

  test('is owed for each year that has ended since the first post-mortem, by the first of the month, and due a month later', () => {
    const since = '2026-11-23T08:00:00.000Z' as Instant;
    expect(periodsOwed(since, instantOf('2027-10-31'), YEARLY)).toEqual([]);
    expect(periodsOwed(since, instantOf('2028-11-01'), YEARLY)).toEqual([
      { id: 'REV-2027-11', fromAt: since, toAt: instantOf('2027-11-01'), dueAt: instantOf('2027-12-01') },
      {
        id: 'REV-2028-11',
        fromAt: instantOf('2027-11-01'),
        toAt: instantOf('2028-11-01'),
        dueAt: instantOf('2028-12-01'),
      },
    ]);
  });

  test('goes by the rhythm of the rules, which a company sets otherwise; what was reviewed before stays as it was', () => {
    expect(SHIPPED_RULES.programmeReview).toMatchObject(YEARLY);
    const quarterly = { everyMonths: 3, withinDays: 10 };
    expect(periodsOwed(instantOf('2027-11-01'), instantOf('2028-05-01'), quarterly)).toEqual([
      {
        id: 'REV-2028-02',
        fromAt: instantOf('2027-11-01'),
        toAt: instantOf('2028-02-01'),
        dueAt: instantOf('2028-02-11'),
      },
      {
        id: 'REV-2028-05',
        fromAt: instantOf('2028-02-01'),
        toAt: instantOf('2028-05-01'),
        dueAt: instantOf('2028-05-11'),
      },
    ]);
  });

  test('names what came back since before its period, and nothing of what it does not have itself', () => {
    const before = [
      { incident: 'INC-1', kinds: ['people', 'supplier'] as Cause[] },
      { incident: 'INC-2', kinds: ['supplier'] as Cause[] },
    ];
    expect(recurring([{ incident: 'INC-3', kinds: ['people', 'attack'] }], before)).toEqual([
      { cause: 'people', incidents: ['INC-1', 'INC-3'] },
    ]);
  });

  test('names the kinds of cause that came back, the most frequent first', () => {
    const found = recurring([
      { incident: 'INC-1', kinds: ['process', 'people'] },
      { incident: 'INC-2', kinds: ['people'] },
      { incident: 'INC-3', kinds: ['people', 'process'] },
      { incident: 'INC-4', kinds: ['supplier'] },
    ]);
    expect(found).toEqual([
      { cause: 'people', incidents: ['INC-1', 'INC-2', 'INC-3'] },
      { cause: 'process', incidents: ['INC-1', 'INC-3'] },
    ]);
  });
});
