import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import { plus } from '../../../src/domain/primitives/instant';
import type { Playbook } from '../../../src/domain/tasks/state';
import { playbookFiles } from '../../../src/process/playbooks';
import { viewOf } from '../../../src/domain/view';
import {
  acknowledge,
  affected,
  after,
  close,
  Command,
  declare,
  given,
  hours,
  mailDelivered,
  noticeUnderWay,
  opened,
  say,
  sent,
  sheet,
  told,
  triaged,
} from '../../support/story';

const PLAYBOOKS = playbookFiles.all(undefined);
const bookOf = (name: string) => PLAYBOOKS.get(name)!;
const choose = (content: Playbook) =>
  new Command('choose-playbook', () => ({ playbook: content.name, content }), 'lead');
const give = (over: object = {}) =>
  new Command(
    'give-task',
    (now) => ({ title: 'Ask who else has it.', department: 'response', due: plus(now, hours(4)), ...over }),
    'lead',
  );

const begun = [opened({}, SHIPPED_RULES), triaged(), declare()];

describe('A task', () => {
  test('late is asked of its owner, climbs, is asked again after an acknowledgement, and ends when it is done', () => {
    given(...begun, mailDelivered(), acknowledge(), give({ owner: 'responder' }), mailDelivered(), after(hours(5)))
      .and((state, { mails }) => {
        const asked = mails.filter(({ alert }) => alert === 'task-overdue');
        expect(asked.slice(0, 2).map(({ to }) => to)).toEqual([['responder'], ['lead']]);
        expect(viewOf(state).next).toContainEqual(
          expect.objectContaining({ command: 'end-task', why: 'task-overdue' }),
        );
      })
      .when(say('end-task', 'responder', { task: 1, outcome: 'done' }))
      .then('task-ended', { type: 'obligation-met', obligation: 'task/1', inTime: false }, 'alert-ended');
  });

  test('is skipped with a reason alone, and closing waits for it', () => {
    given(...begun, give())
      .when(close())
      .refuses('still-open', /task 1 of response is open: Ask who else has it/)
      .when(say('end-task', 'lead', { task: 1, outcome: 'skipped' }))
      .refuses('missing')
      .when(say('end-task', 'lead', { task: 1, outcome: 'skipped', words: 'Known already.' }))
      .then('task-ended', { type: 'obligation-voided', why: 'Known already.' });
  });

  test('departments say how they stand, and where people meet', () => {
    given(
      ...begun,
      say('report-department', 'legal', { department: 'legal', line: 'Two questions open' }),
      say('set-bridge', 'lead', { link: 'https://meet.example/1' }),
    ).and((state) =>
      expect(viewOf(state)).toMatchObject({
        departments: { legal: { line: 'Two questions open', by: 'legal' } },
        bridge: { link: 'https://meet.example/1' },
      }),
    );
  });
});

describe('A playbook', () => {
  test('is copied into the incident, and makes a task of each step', () => {
    const book = bookOf('ransomware');
    given(...begun, choose(book)).and((state) => {
      expect(state.playbook).toEqual(book);
      expect(state.tasks.map(({ step }) => step)).toEqual(book.steps.map(({ id }) => id));
      expect(state.obligations.filter(({ kind }) => kind === 'task')).toHaveLength(book.steps.length);
    });
  });

  test('another one ends the steps that it has not, adds its own, and keeps what is done', () => {
    const done = say('end-task', 'responder', { task: 2, outcome: 'done' });
    given(...begun, choose(bookOf('lost-device')), done, give(), choose(bookOf('lost-paper'))).and(({ tasks }) => {
      const by = (status: string) => tasks.filter((task) => task.status === status).map(({ step }) => step);
      expect(by('done')).toEqual(['revoke-tokens']);
      expect(by('open')).toEqual(['police-number', undefined, 'search', 'copies']);
      expect(by('skipped')).toEqual(['lock-wipe', 'encryption-proof', 'restore-data']);
    });
  });

  test('of need-to-know restricts the incident, with whoever chose it as a member', () => {
    given(...begun, choose(bookOf('malicious-insider'))).and(({ restriction }) =>
      expect(restriction?.members.map(({ person }) => person)).toEqual(expect.arrayContaining(['lead', 'legal'])),
    );
  });

  test('of a misdirected mail closes without waiting for the post-mortem, which is owed all the same', () => {
    const ends = [1, 2].map((task) => say('end-task', 'responder', { task, outcome: 'done' }));
    const toldAll = [
      ...affected({ 72: 2 }),
      ...sheet(),
      noticeUnderWay(),
      told(2),
      sent(),
      noticeUnderWay('final'),
      sent(),
    ];
    given(...begun, ...toldAll, choose(bookOf('misdirected-email')))
      .when(close())
      .refuses('still-open')
      .when(...ends, close())
      .then({ type: 'post-mortem-opened', because: 'closed', isShort: true }, 'closed');
  });

  test('that the API does not know is none', () => {
    given(...begun)
      .when(new Command('choose-playbook', () => ({ playbook: 'ransomware' }), 'lead'))
      .refuses('missing', /There is no playbook "ransomware"/);
  });
});

test('two hundred tasks keep the state inside its budget, notes add nothing to it, and every task can still be ended', () => {
  const { story } = given(...begun);
  const carryOut = (command: Command) => expect(story.decide(command)).not.toHaveProperty('refused');
  const title = 'A task of many, with a title of some length.';
  for (let count = 0; count < 200; count += 1) carryOut(give({ title }));
  const bytes = () => JSON.stringify({ ...story.state, sequence: 0 }).length;
  const before = bytes();
  expect(before).toBeLessThan(300_000);
  for (let count = 0; count < 20; count += 1) carryOut(say('note-progress', 'responder', { text: `Note ${count}.` }));
  expect(bytes()).toBe(before);
  carryOut(say('end-task', 'responder', { task: 200, outcome: 'done' }));
  expect(story.state.tasks.at(-1)).toMatchObject({ status: 'done' });
});
