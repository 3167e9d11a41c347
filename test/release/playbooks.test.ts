import { SHIPPED_RULES } from '../../src/domain/case/rules';
import { CORE_FIELDS } from '../../src/domain/notices/facts';
import type { NoticeKind } from '../../src/domain/notices/state';
import { QUESTIONS } from '../../src/domain/post-mortem/state';
import type { PostMortemView } from '../../src/domain/post-mortem/view';
import type { Playbook } from '../../src/domain/tasks/state';
import type { IncidentView } from '../../src/domain/view';
import { playbookFiles } from '../../src/process/playbooks';
import { BUILT_BUNDLE } from '../support/bundle';
import { DECLARATION } from '../support/messages';
import { ALWAYS_KNOWN, WHOLE_TRIAGE } from '../support/story';
import { openStage, worldsApart, type Incident, type Stage, type World } from '../support/time-skipping';
import { until } from '../support/until';
import { withWorkers } from '../support/workers';

/* Each playbook from the report to closing by the true workflows and Temporal's timers. All go side by side on one server: first with everybody late, for its clock may stand once a workflow has ended, then with nobody late. */

const BOOKS = [...playbookFiles.all(undefined).values()].map((book): [string, Playbook] => [book.name, book]);
const WORKING = ['lead', 'responder', 'communications', 'legal'];
/**
 * A company's own: whoever lets everything be is reminded just often enough to see that it climbs. Each story then fits into one run, since the
 * time-skipping server loses signals between two.
 */
const RULES = {
  ...SHIPPED_RULES,
  escalation: { ...SHIPPED_RULES.escalation, minutesPerLevel: 1_440, lastRepeatsMinutes: 1_440 },
  commitmentWarnings: SHIPPED_RULES.commitmentWarnings.slice(-2),
  reasonDemandHours: 48,
};
/** Later than every step of a playbook, and than the promise. */
const TOO_LATE_HOURS = 97;

interface Told {
  view: IncidentView;
  world: World;
  refusals: string[];
  /** What the first attempt to close it wanted. */
  demanded: string[];
  acts: number;
}

let stage: Stage;
const worlds = worldsApart();
const inTime = new Map<string, Told>();
const tooLate = new Map<string, Told>();
let shallow: Told;

jest.setTimeout(120_000);

beforeAll(async () => {
  stage = await openStage();
  const { nativeConnection: connection, client } = stage.env;
  const options = { connection, namespace: client.options.namespace, taskQueue: 'tocsin' };
  await withWorkers({ ...options, workflowBundle: BUILT_BUNDLE, activities: worlds.activities(stage) }, async () => {
    const all = (tell: (book: Playbook) => Promise<void>) => Promise.all(BOOKS.map(([, book]) => tell(book)));
    const late = new Map<string, Journey>();
    await all(async (book) => void late.set(book.name, await begun(book)));
    await stage.env.sleep('60h');
    await Promise.all([...late.values()].map((one) => one.say(['acknowledge', 'lead'])));
    await stage.env.sleep(`${TOO_LATE_HOURS - 60}h`);
    await all(async (book) => void tooLate.set(book.name, await late.get(book.name)!.closed()));
    await all(async (book) => void inTime.set(book.name, await (await begun(book)).closed()));
    shallow = await byAColleague();
  });
});
afterAll(() => stage.close());

describe.each(BOOKS)('The journey by %s', (name, book) => {
  test('closes with nobody late: its steps are done, and neither a task nor the promise was ever chased', () => {
    const told = inTime.get(name)!;
    closedAsItShould(told, book);
    expect(told.view.obligations.filter(({ lateSince }) => lateSince)).toEqual([]);
    expect(alertsIn(told).filter((alert) => /overdue|expired/.test(alert))).toEqual([]);
  });

  test('closes with everybody late: each step and the promise is chased, climbs, and stays late; closing demands the reason', () => {
    const told = tooLate.get(name)!;
    closedAsItShould(told, book);
    const chased = told.world.mails.filter(({ mail }) => mail.alert === 'task-overdue');
    const numbers = chased.flatMap(({ mail: { detail } }) => (detail?.about === 'task' ? [detail.task] : []));
    expect([...new Set(numbers)].sort(byNumber)).toEqual(book.steps.map((_, nth) => nth + 1));
    expect(new Set(chased.map(({ mail: { to } }) => JSON.stringify(to))).size).toBeGreaterThan(1);
    expect(alertsIn(told)).toContain('commitment-expired');
    const late = told.view.obligations.filter(({ lateSince }) => lateSince).map(({ id }) => id);
    expect(late).toEqual(expect.arrayContaining(['commitment', ...book.steps.map((_, nth) => `task/${nth + 1}`)]));
    expect(told.refusals.at(-1)).toContain('the delay is not explained');
  });

  test('demands its whole list, and a post-mortem where it has a full one, before it closes', () => {
    const { refusals, demanded } = inTime.get(name)!;
    const list = demanded.join('\n');
    for (const { title } of book.steps) expect(list).toContain(title);
    expect(list.includes('the post-mortem is not open')).toBe(book.postMortem === 'full');
    expect(refusals).toEqual([expect.stringContaining('This cannot be closed yet: task 1 of ')]);
  });
});

test('the insider demands its whole forensic list and lets nobody else look', () => {
  const book = inTime.get('malicious-insider')!.view.playbook!;
  expect([book.depth, inTime.get('malicious-insider')!.view.tasks.length]).toEqual(['forensic', 9]);
  expect(inTime.get('malicious-insider')!.view.restriction?.members.map(({ person }) => person)).not.toContain(
    'operator',
  );
});

test('the misdirected mail that a colleague had is closed after five acts', () => {
  expect(shallow.view.stage.stage).toBe('closed');
  expect(shallow.view.tasks.map(({ step, status }) => [step, status])).toEqual([
    ['recall', 'done'],
    ['ask-deletion', 'done'],
  ]);
  expect(shallow.acts).toBe(5);
});

function closedAsItShould({ view, world }: Told, book: Playbook): void {
  expect(view.stage.stage).toBe('closed');
  expect(view.tasks.map(({ step, status }) => [step, status])).toEqual(book.steps.map(({ id }) => [id, 'done']));
  expect(view.restriction !== undefined).toBe(book.needToKnow);
  const pages = world.postMortemPages.flatMap(({ events }) => events.map(({ type }) => type));
  expect(pages).toContain('post-mortem-begun');
  expect(pages.includes('post-mortem-concluded')).toBe(book.postMortem === 'full');
}

const alertsIn = ({ world }: Told) => world.mails.map(({ mail }) => mail.alert);
const byNumber = (one: number, other: number) => one - other;

type Said = [name: string, by: string, payload?: object];

/** One incident, told by people who say several things at once. */
class Journey {
  private acts = 0;
  private demanded: string[] = [];

  constructor(
    private readonly incident: Incident,
    readonly world: World,
    private readonly book?: Playbook,
  ) {}

  async say(...said: Said[]): Promise<void> {
    const before = this.refusals().length;
    await this.try(...said);
    expect(this.refusals().slice(before)).toEqual([]);
  }

  /** As `say`, and may be refused. */
  async try(...said: Said[]): Promise<void> {
    this.acts += said.length;
    const before = this.heard(said);
    for (const [name, by, payload] of said)
      await this.incident.signal(name, { by, door: 'api', roles: [by], ...payload });
    const isHeard = () => this.heard(said) === before + said.length;
    await until(`${said.map(([name]) => name).join(', ')} of ${this.incident.id} is heard`, isHeard);
  }

  private refusals(): string[] {
    const events = this.world.pages.flatMap((page) => page.events);
    return events.flatMap((event) => (event.type === 'refused' ? [`${event.command}: ${event.why}`] : []));
  }

  private heard(said: Said[]): number {
    const names = said.map(([name]) => name);
    return this.world.pages.filter(({ command, by }) => by !== 'system' && names.includes(command)).length;
  }

  when(what: string, wished: (view: IncidentView) => boolean): Promise<IncidentView> {
    return until(`${what} in ${this.incident.id}`, async () => {
      const view = await this.incident.see();
      return wished(view) ? view : undefined;
    });
  }

  /** Of a restricted one those become members who do the work. */
  async admitted(): Promise<void> {
    const { restriction } = await this.incident.see();
    const members = restriction?.members.map(({ person }) => person) ?? WORKING;
    const lacking = WORKING.filter((person) => !members.includes(person));
    if (lacking.length === 0) return;
    await this.say(...lacking.map((person): Said => ['add-member', 'privacy', { person, reason: 'Their work.' }]));
  }

  async noticed(kind: NoticeKind): Promise<void> {
    const notice = (await this.incident.see()).notices.length + 1;
    await this.say(['draft-notice', 'responder', { kind }]);
    const view = await this.when('the text is composed', ({ notices }) => notices[notice - 1]?.hash !== undefined);
    const { hash, recipientsHash } = view.notices[notice - 1]!;
    const text = { notice, hash, ...(recipientsHash && { recipientsHash }) };
    await this.say(['approve-notice', 'legal', text], ['approve-notice', 'communications', text]);
    await this.say(['release-notice', 'lead', text]);
    await this.when('it is sent', ({ notices }) => notices[notice - 1]?.status === 'sent');
  }

  async learnt(): Promise<void> {
    await this.when(
      'its post-mortem runs',
      ({ postMortem, owed }) => postMortem !== undefined && !owed.some(isOpening),
    );
    const handle = stage.env.client.workflow.getHandle(`${this.incident.id}/post-mortem`);
    const see = () => handle.query<PostMortemView>('see');
    const write = (name: string, by: string, payload: object) =>
      handle.signal(name, { by, door: 'api', roles: [by], ...payload });
    for (const question of QUESTIONS)
      await write('answer-question', 'lead', { question, verdict: 'no', words: 'None.' });
    for (const step of (await see()).procedure)
      await write('judge-step', 'lead', { step, verdict: 'yes', words: 'So.' });
    const { version } = await until('nothing lacks', async () => {
      const view = await see();
      return view.lacking.length === 0 ? view : undefined;
    });
    for (const by of ['legal', 'lead']) await write('approve-post-mortem', by, { version });
    await this.when('it heard', ({ postMortem }) => postMortem?.approvedAt !== undefined);
  }

  async closed(): Promise<Told> {
    const close: Said = ['close', 'lead', { outcome: 'Mended.' }];
    this.demanded = (await this.incident.see()).standsOpen;
    await this.try(close);
    await this.noticed('initial');
    await this.noticed('final');
    const { tasks } = await this.incident.see();
    await this.say(...tasks.map(({ number: task }): Said => ['end-task', 'lead', { task, outcome: 'done' }]));
    await this.say(['move-stage', 'responder', { to: 'recovery' }]);
    if (this.book?.postMortem === 'full') await this.learnt();
    if ((await this.incident.see()).lateness) {
      await this.try(close);
      await this.say(['explain-delay', 'lead', { code: 'investigation-complex', text: 'The logs came late.' }]);
    }
    await this.say(close);
    return await this.told();
  }

  async told(): Promise<Told> {
    const run = stage.env.client.workflow.getHandle(this.incident.id);
    // Whoever awaits a result lets the clock skip, for all the others, too.
    await until('it has ended', async () => (await run.describe()).status.name === 'COMPLETED');
    const { world, acts, demanded } = this;
    await until('its post-mortem began', () => !this.book || world.postMortemPages.length > 0);
    return { view: await this.incident.see(), world, refusals: this.refusals(), demanded, acts };
  }
}

const isOpening = ({ kind }: { kind: string }) => kind === 'open-post-mortem';

async function reported(book?: Playbook): Promise<Journey> {
  const incident = await stage.report({ rules: RULES });
  return new Journey(incident, worlds.of(incident.id), book);
}

async function begun(book: Playbook): Promise<Journey> {
  const journey = await reported(book);
  for (const id of ['C-1', 'C-2']) journey.world.customers.set(id, { term: 72 });
  const { scenario } = book;
  const awareAt = await stage.now();
  await journey.say(['assess', 'responder', { ...WHOLE_TRIAGE, ...(scenario && { scenario }) }]);
  await journey.admitted();
  await journey.say(['declare', 'lead', { ...DECLARATION, awareAt, declaredAt: awareAt }]);
  await journey.say(['choose-playbook', 'lead', { playbook: book.name, content: book }]);
  await journey.admitted();
  const facts = CORE_FIELDS.map((field): Said => {
    const isKnown = ALWAYS_KNOWN.has(field);
    return [
      'set-fact',
      'responder',
      { field, ...(isKnown ? { status: 'known', value: 'So.' } : { status: 'not-applicable' }) },
    ];
  });
  await journey.say(
    ['acknowledge', 'lead'],
    ['add-affected-customers', 'responder', { customers: ['C-1', 'C-2'] }],
    ...facts,
  );
  await journey.when('the scope is counted', ({ scope }) => scope.cohorts.length > 0);
  return journey;
}

/** It never went to anybody but a colleague, so it is no incident. */
async function byAColleague(): Promise<Told> {
  const journey = await reported();
  const content = Object.fromEntries(BOOKS)['misdirected-email']!;
  const classification = { class: 'not-an-incident', words: 'The recipient was a colleague, who deleted it unread.' };
  const definition = { ...WHOLE_TRIAGE.definition, effect: { answer: 'no' } };
  await journey.say(['assess', 'responder', { ...WHOLE_TRIAGE, definition, classification }]);
  await journey.say(['choose-playbook', 'lead', { playbook: content.name, content }]);
  const done = (task: number): Said => ['end-task', 'responder', { task, outcome: 'done' }];
  await journey.say(done(1), done(2));
  await journey.say(['close', 'lead', { outcome: 'Deleted.' }]);
  return await journey.told();
}
