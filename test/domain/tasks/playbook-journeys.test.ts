import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import type { Playbook } from '../../../src/domain/tasks/state';
import { playbookFiles } from '../../../src/process/playbooks';
import {
  affected,
  after,
  approve,
  close,
  Command,
  composed,
  declare,
  explain,
  found,
  given,
  hours,
  mailDelivered,
  marked,
  moveStage,
  noticeUnderWay,
  opened,
  recordContact,
  release,
  say,
  sent,
  sheet,
  START,
  told,
  triaged,
  WHOLE_TRIAGE,
  type Step,
  type Story,
} from '../../support/story';

/** Each playbook from the report to closing, by the real decisions and every alarm: the same for all, so that one that stands apart shows. */
const BOOKS = [...playbookFiles.all(undefined).values()].map((book): [string, Playbook] => [book.name, book]);

/** Of a restricted one those become members who do the work. */
const circle: Step = (story) => {
  const members = story.state.restriction?.members.map(({ person }) => person) ?? WORKING;
  for (const person of WORKING.filter((one) => !members.includes(one)))
    expect(story.decide(say('add-member', 'privacy', { person, reason: 'Their work.' }))).not.toHaveProperty('refused');
};
const WORKING = ['lead', 'responder', 'communications', 'legal'];

const begun = (book: Playbook): Step[] => [
  opened({}, SHIPPED_RULES),
  triaged({ ...(book.scenario && { scenario: book.scenario }) }),
  circle,
  declare(),
  new Command('choose-playbook', () => ({ playbook: book.name, content: book }), 'lead'),
  circle,
  ...affected({ 72: 2 }),
  ...sheet(),
];
const customersTold = [noticeUnderWay(), told(2), sent(), noticeUnderWay('final'), sent()];

const endAll: Step = (story) => {
  for (const { number } of story.state.tasks.filter(({ status }) => status === 'open'))
    expect(story.decide(say('end-task', 'lead', { task: number, outcome: 'done' }))).not.toHaveProperty('refused');
};
const learnt: Step = (story) => {
  if (story.state.postMortem)
    story.answer('post-mortem-approved', { approvedAt: START, approvedBy: ['legal', 'lead'] });
};
/** Who reads an alert lets it rest, and does nothing about it. */
const opened24h: Step = (story) => story.pass(hours(24));

const closedAsItShould = (book: Playbook) => (state: Story['state']) => {
  expect(state.stage.stage).toBe('closed');
  expect(state.tasks.map(({ step, status }) => [step, status])).toEqual(book.steps.map(({ id }) => [id, 'done']));
  expect(state.restriction !== undefined).toBe(book.needToKnow);
  expect(state.postMortem).toMatchObject(book.postMortem === 'short' ? {} : { approvedBy: ['legal', 'lead'] });
};

describe.each(BOOKS)('The journey by %s', (_name, book) => {
  test('closes with nobody late: each step a task, each alert answered, nothing late', () => {
    given(...begun(book), mailDelivered())
      .when(...customersTold, endAll, moveStage('recovery'), learnt, close())
      .then('closed')
      .and(closedAsItShould(book))
      .and(({ obligations, lateness }, { mails }) => {
        expect(obligations.filter(({ lateSince }) => lateSince)).toEqual([]);
        expect(lateness).toBeUndefined();
        expect(mails.filter(({ alert }) => alert === 'task-overdue')).toEqual([]);
      });
  });

  test('closes with everybody late: each step and the promise is chased, climbs, and stays late; closing demands the reason', () => {
    const days = Array.from({ length: 6 }, () => [opened24h, mailDelivered()]).flat();
    given(...begun(book), mailDelivered(), ...days)
      .and(({ tasks, roster }, { mails }) => {
        const chased = mails.filter(({ alert }) => alert === 'task-overdue');
        const titles = JSON.stringify(chased.map(({ detail }) => detail));
        for (const { number } of tasks) expect(titles).toContain(`"task":${number}`);
        expect(new Set(chased.flatMap(({ to }) => to)).size).toBeGreaterThan(1);
        expect(Object.keys(roster).length).toBeGreaterThan(0);
        expect(mails.map(({ alert }) => alert)).toContain('commitment-expired');
      })
      .when(...customersTold, endAll, moveStage('recovery'), learnt, close())
      .refuses('still-open', /the delay is not explained/)
      .when(explain(), close())
      .then('closed')
      .and(closedAsItShould(book))
      .and(({ obligations }) => {
        const late = obligations.filter(({ lateSince }) => lateSince).map(({ id }) => id);
        expect(late).toEqual(expect.arrayContaining(['commitment', ...book.steps.map((_, nth) => `task/${nth + 1}`)]));
      });
  });

  test('does not close while a step of its list, or a full post-mortem, is open', () => {
    const { story } = given(...begun(book), mailDelivered(), ...customersTold, moveStage('recovery'));
    const refused = story.decide(close()) as { why: string };
    for (const { title } of book.steps) expect(refused.why).toContain(title);
    expect(refused.why.includes('the post-mortem is not approved')).toBe(book.postMortem === 'full');
  });
});

describe('A misdirected mail of one customer, told by a notice', () => {
  const book = Object.fromEntries(BOOKS)['misdirected-email']!;
  const facts = sheet().map((step) => (step as Command).payload(START));
  const allAtOnce = (over: object = {}) =>
    new Command(
      'fast-track',
      (now) => ({
        triage: WHOLE_TRIAGE,
        declaration: { basis: 'confirmed', facts: 'It was opened.', declaredAt: now, awareAt: now, gdpr: 'yes' },
        ...{ playbook: book.name, content: book, done: ['recall'] },
        ...{ affected: { customers: ['acme'] }, facts, draft: { kind: 'initial' }, ...over },
      }),
      'responder',
    );
  const reported = opened({}, SHIPPED_RULES);
  const begunToSend: Step = (story) =>
    void story.answer('notice-started', { effect: story.owed('send-notice').id, notice: 1 });
  const acts = (story: Story) => story.pages.filter(({ by }) => by !== 'system').map(({ command }) => command);

  test('closes after eight acts, from the report on, with both approvals', () => {
    given(reported, allAtOnce(), found({ 72: 1 }), composed(), approve('legal'), approve('communications'), release())
      .when(begunToSend, told(1), sent(), after(hours(1)), recordContact('acme', { final: true }), marked())
      .then({ type: 'obligation-met', obligation: 'final-notice/1' })
      .when(say('end-task', 'responder', { task: 2, outcome: 'done' }), close())
      .then('closed')
      .and(({ tasks, notices, lateness }, story) => {
        expect(tasks.map(({ step, status }) => [step, status])).toEqual(book.steps.map(({ id }) => [id, 'done']));
        expect(notices).toMatchObject([{ status: 'sent', approvals: [{ by: 'legal' }, { by: 'communications' }] }]);
        expect(lateness).toBeUndefined();
        expect(acts(story)).toEqual([
          ...['report', 'fast-track', 'approve-notice', 'approve-notice', 'release-notice'],
          ...['record-contact', 'end-task', 'close'],
        ]);
      });
  });

  test('is taken whole or not at all, each part by the rule of its own command', () => {
    const gdpr = { basis: 'likely', facts: 'x', declaredAt: START, awareAt: START, gdpr: 'no', policy: 'Annex 4.' };
    given(reported)
      .when(allAtOnce({ declaration: gdpr }))
      .refuses('not-permitted', /for legal to say/)
      .when(allAtOnce().by('communications'))
      .refuses('not-permitted', /This part is not for communications/, ['/declaration'])
      .when(allAtOnce({ done: ['image'] }))
      .refuses('missing', /No open step of the playbook is called "image"/, ['/done'])
      .when(allAtOnce({ facts: [facts[0], { field: 'service', status: 'unknown' }] }))
      .refuses('missing', /who finds out/, ['/facts/1/owner', '/facts/1/until'])
      .and((_, story) => expect(acts(story)).toEqual(['report']));
  });

  test('whoever drafted by it approves nothing of it', () => {
    given(reported, allAtOnce().by('deputy'), found({ 72: 1 }), composed())
      .when(approve('lead').by('deputy'))
      .refuses('second-person');
  });

  test('of a restricted kind goes on as far as its author may see', () => {
    given(reported)
      .when(allAtOnce({ triage: { ...WHOLE_TRIAGE, excluded: ['responder'] } }))
      .refuses('unknown-incident');
  });
});

test('the insider demands its whole forensic list and lets nobody else look; the misdirected mail two steps and no more', () => {
  const of = Object.fromEntries(BOOKS);
  const insider = of['malicious-insider']!;
  expect([insider.depth, insider.steps.length]).toEqual(['forensic', 9]);
  expect(insider.steps.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['circle', 'covert-logs', 'image', 'police']),
  );
  expect(of['misdirected-email']).toMatchObject({ depth: 'shallow', postMortem: 'short', steps: [{}, {}] });
  given(...begun(insider))
    .when(say('note-progress', 'responder', { text: 'x' }).by('responder-2'))
    .refuses('unknown-incident');
});
