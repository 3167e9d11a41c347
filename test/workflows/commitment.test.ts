import { RULES_2026_11, SHIPPED_RULES } from '../../src/domain/case/rules';
import { QUESTIONS } from '../../src/domain/post-mortem/state';
import type { PostMortemView } from '../../src/domain/post-mortem/view';
import { HOUR, millisecondsOf, plus, type Instant } from '../../src/domain/primitives/instant';
import { openStage, type Incident, type Mail, type Stage } from '../support/time-skipping';
import { DECLARATION, triaged } from '../support/messages';
import { testInTurn } from '../support/turns';
import { until } from '../support/until';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const kinds = (mails: { mail: Mail }[]) => mails.map(({ mail }) => mail.alert);

/** When mails of a kind went out, in whole hours since an instant, with whom they were meant for. */
function hoursOf(kind: Mail['alert'], since: Instant): [number, string[]][] {
  return stage.world.mails
    .filter(({ mail }) => mail.alert === kind)
    .map(({ mail, at }) => [
      Math.round((millisecondsOf(at) - millisecondsOf(since)) / HOUR),
      'roles' in mail.to ? mail.to.roles : mail.to.persons,
    ]);
}

function as(role: string, message: object = {}) {
  return { by: role, door: 'api', roles: [role], ...message };
}

/** The first notice to these customers, from its draft to its release. */
async function released(incident: Incident, customers: string[]): Promise<void> {
  await incident.say('add-affected-customers', as('responder', { customers }));
  await until('the scope is counted', async () => (await incident.see()).scope.cohorts.length > 0);
  await incident.say('draft-notice', as('responder', { kind: 'initial' }));
  const hash = await until('the text is composed', async () => (await incident.see()).notices[0]?.hash);
  await incident.say('approve-notice', as('legal', { notice: 1, hash }));
  await incident.say('approve-notice', as('communications', { notice: 1, hash }));
  await incident.say('release-notice', as('lead', { notice: 1, hash }));
}

async function declared(incident: Incident, declaredAt: Instant): Promise<void> {
  await incident.say('declare', {
    by: 'lead',
    door: 'api',
    roles: ['lead'],
    ...DECLARATION,
    declaredAt,
    awareAt: declaredAt,
  });
  await incident.say('acknowledge', { by: 'lead', door: 'api', roles: ['lead'] });
}

testInTurn(
  'seventy-two hours pass with every warning to the right people, and at the last instant everybody hears that the promise is broken',
  async () => {
    await stage.withWorker(async () => {
      const incident = await stage.report();
      const since = await stage.now();
      await triaged(incident, { by: 'responder' });
      await declared(incident, since);
      await stage.env.sleep('73h');

      expect(hoursOf('commitment-warning', since)).toEqual([
        [24, ['lead']],
        [48, ['lead', 'privacy', 'communications']],
        [60, ['lead', 'privacy', 'communications', 'legal']],
        [66, ['lead', 'privacy', 'communications', 'legal', 'executive']],
        [70, ['responder', 'lead', 'privacy', 'legal', 'communications', 'executive', 'operator']],
      ]);
      expect(hoursOf('commitment-expired', since)).toEqual([
        [72, ['responder', 'lead', 'privacy', 'legal', 'communications', 'executive', 'operator']],
      ]);
      const { headline, obligations } = await incident.see();
      expect(headline.late).toBe(true);
      expect(obligations.find(({ id }) => id === 'commitment')?.due).toBe(plus(since, 72 * HOUR));
    });
  },
);

testInTurn(
  'once late, the reason is demanded every four hours until it is given, and then a day is quiet',
  async () => {
    await stage.withWorker(async () => {
      const incident = await stage.report();
      const since = await stage.now();
      await triaged(incident, { by: 'responder' });
      await declared(incident, since);
      await stage.env.sleep('81h');
      await incident.signal('explain-delay', {
        by: 'lead',
        code: 'investigation-complex',
        text: 'The logs are being restored.',
      });
      await stage.env.sleep('30h');
      expect(hoursOf('reason-demanded', since).map(([hours]) => hours)).toEqual([76, 80, 105, 109]);
    });
  },
);

testInTurn(
  'a declaration sixty-one hours back gets the newest warning alone, at once, and keeps its due instant',
  async () => {
    await stage.withWorker(async () => {
      const incident = await stage.report();
      const since = plus(await stage.now(), -61 * HOUR);
      await declared(incident, since);
      await stage.env.sleep('1m');
      expect(hoursOf('commitment-warning', since)).toEqual([[61, ['lead', 'privacy', 'communications', 'legal']]]);
      expect((await incident.see()).headline.due).toBe(plus(since, 72 * HOUR));
    });
  },
);

testInTurn('an alert that nobody answers escalates every quarter of an hour and then comes hourly', async () => {
  await stage.withWorker(async () => {
    const incident = await stage.report();
    const since = await stage.now();
    await stage.env.sleep('125m');
    const reported = stage.world.mails.filter(({ mail }) => mail.alert === 'reported');
    const minutes = reported.map(({ mail, at }) => [
      Math.round((millisecondsOf(at) - millisecondsOf(since)) / 60_000),
      'roles' in mail.to && mail.to.roles[0],
    ]);
    expect(minutes).toEqual([
      [0, 'responder'],
      [15, 'lead'],
      [30, 'privacy'],
      [45, 'legal'],
      [60, 'executive'],
      [120, 'executive'],
    ]);
    await incident.signal('acknowledge', { by: 'responder' });
    await stage.env.sleep('3h');
    expect(stage.world.mails.filter(({ mail }) => mail.alert === 'reported')).toHaveLength(reported.length);
  });
});

testInTurn('a level without people is skipped at once', async () => {
  stage.world.staffed = new Set(['executive']);
  await stage.withWorker(async () => {
    await stage.report();
    await stage.env.sleep('1m');
    expect(stage.world.mails.flatMap(({ mail }) => ('roles' in mail.to ? mail.to.roles : []))).toEqual([
      'responder',
      'lead',
      'privacy',
      'legal',
      'executive',
    ]);
  });
});

test('a mail server that is dead for hours delays mail and nothing else, and all of it goes out once when it is back (Discharge 2)', async () => {
  await stage.withWorker(async () => {
    const incident = await stage.report();
    stage.world.mailDown = true;
    await declared(incident, plus(await stage.now(), -23.9 * HOUR));
    await stage.env.sleep('2h');
    expect(kinds(stage.world.mails)).not.toContain('declared');
    expect((await incident.see()).obligations.find(({ id }) => id === 'commitment')?.warned).toEqual([48]);
    stage.world.mailDown = false;
    await stage.env.sleep('5m');
    expect(kinds(stage.world.mails).filter((kind) => kind === 'declared')).toHaveLength(1);
    expect(kinds(stage.world.mails).filter((kind) => kind === 'commitment-warning')).toHaveLength(1);
  });
});

test('while the register is down for hours the clocks run on, and then it gets every page in order (Shell 2)', async () => {
  await stage.withWorker(async () => {
    stage.world.registerDown = true;
    const incident = await stage.report();
    await declared(incident, plus(await stage.now(), -23.9 * HOUR));
    await stage.env.sleep('3h');
    expect(stage.world.pages).toHaveLength(0);
    expect(kinds(stage.world.mails)).toContain('commitment-warning');
    stage.world.registerDown = false;
    await stage.env.sleep('5m');
    const { sequence } = await incident.see();
    expect(stage.world.pages.map((page) => page.sequence)).toEqual(
      Array.from({ length: sequence }, (_, index) => index + 1),
    );
  });
});

testInTurn('three customers told in time keep the promise, and the closed incident ends its workflow', async () => {
  for (const id of ['C-1', 'C-2', 'C-3']) stage.world.customers.set(id, { term: 72 });
  await stage.withWorker(async () => {
    const incident = await stage.report();
    await triaged(incident, as('responder'));
    await declared(incident, await stage.now());
    await released(incident, ['C-1', 'C-2', 'C-3']);
    await until('nothing stands open', async () => (await incident.see()).standsOpen.length === 0);
    const { obligations } = await incident.see();
    expect(obligations.filter(({ kind }) => kind === 'tell-customers').map(({ status }) => status)).toEqual([
      'met',
      'met',
    ]);
    await incident.say('close', as('lead', { outcome: 'Told and mended.' }));
    expect(await incident.result()).toMatchObject({ outcome: 'Told and mended.' });
  });
});

test('customers who say nothing get it by another contact, then a person is asked, and who is told by none is waived, all before the due', async () => {
  for (const id of ['C-1', 'C-2']) stage.world.customers.set(id, { term: 72 });
  stage.world.silent = ['C-1', 'C-2'];
  await stage.withWorker(async () => {
    const incident = await stage.report({ rules: { ...RULES_2026_11, silence: SHIPPED_RULES.silence } });
    const since = await stage.now();
    const rungs = () =>
      stage.world.rungs.map(({ rung, at }) => [rung, Math.round((millisecondsOf(at) - millisecondsOf(since)) / HOUR)]);
    await triaged(incident, as('responder'));
    await declared(incident, since);
    await released(incident, ['C-1', 'C-2']);
    await until('it is sent', async () => (await incident.see()).notices[0]?.status === 'sent');
    expect(stage.world.dues).toEqual([plus(since, 72 * HOUR)]);
    await stage.env.sleep('49h');
    expect(rungs()).toEqual([
      ['contact', 24],
      ['person', 48],
    ]);
    expect(hoursOf('customers-silent', since)[0]).toEqual([48, ['lead', 'privacy', 'communications']]);
    await incident.say('acknowledge', as('lead'));
    const call = { customer: 'C-1', way: 'telephone', whom: 'Ada', summary: 'All of it.', evidence: 'Call 17' };
    await incident.say('record-contact', as('responder', { ...call, at: await stage.now() }));
    await incident.say('waive-customer', as('legal', { customer: 'C-2', reason: 'Dissolved.' }));
    await incident.say('waive-customer', as('executive', { customer: 'C-2', reason: 'Seen in the trade register.' }));
    expect(millisecondsOf(await stage.now())).toBeLessThan(millisecondsOf(plus(since, 72 * HOUR)));
    stage.world.silent = [];
    await stage.env.sleep('100h');
    expect(rungs().slice(2)).toEqual([['person', 72]]);
    const { obligations } = await incident.see();
    expect(obligations.filter(({ kind, status }) => kind === 'hear-back' && status === 'open')).toEqual([]);
  });
});

test('the post-mortem is a process of its own: begun by the incident, chased when it is due, and heard of when it is approved', async () => {
  await stage.withWorker(async () => {
    // Due before the promise to customers breaks, so that only its own clock is heard.
    const dueHours = { low: 20, medium: 20, high: 20, 'very-high': 20 };
    const incident = await stage.report({ rules: { ...SHIPPED_RULES, postMortem: { dueHours, reaskHours: 24 } } });
    const as = (role: string, payload: object = {}) => ({ by: role, door: 'api', roles: [role], ...payload });
    await triaged(incident, as('responder'));
    await declared(incident, await stage.now());
    await incident.say('move-stage', as('responder', { to: 'recovery' }));
    await until('it runs', async () => (await incident.see()).owed.length === 0);
    const { postMortem } = await incident.see();
    const handle = stage.env.client.workflow.getHandle(`${incident.id}/post-mortem`);
    const see = () => handle.query<PostMortemView>('see');
    expect(await see()).toMatchObject({ status: 'open', incident: incident.id, due: postMortem?.due });
    const since = await stage.now();
    await stage.env.sleep('21h');
    expect(hoursOf('post-mortem-overdue', since).slice(0, 2)).toEqual([
      [20, (await see()).members],
      [20, ['lead']],
    ]);
    const write = async (name: string, by: string, payload: object) => {
      const { sequence } = await see();
      await handle.signal(name, as(by, payload));
      await until(`${name} is heard`, async () => (await see()).sequence > sequence);
    };
    for (const question of QUESTIONS)
      await write('answer-question', 'lead', { question, verdict: 'no', words: 'Nothing to change.' });
    for (const step of (await see()).procedure)
      await write('judge-step', 'lead', { step, verdict: 'yes', words: 'Adequate.' });
    const { version } = await see();
    for (const by of ['legal', 'lead']) await write('approve-post-mortem', by, { version });
    expect(await handle.result()).toMatchObject({ outcome: 'followed-up' });
    await until('the incident heard', async () => (await incident.see()).postMortem?.approvedAt !== undefined);
    expect((await incident.see()).standsOpen.filter((line) => line.includes('post-mortem'))).toEqual([]);
    expect(JSON.stringify(stage.world.pages)).not.toContain('Nothing to change.');
    expect(JSON.stringify(stage.world.mails)).not.toContain('Nothing to change.');
    expect(stage.world.postMortemPages.map(({ sequence }) => sequence)).toEqual(
      stage.world.postMortemPages.map((_, index) => index + 1),
    );
  });
});

test('a request to cancel the workflow is refused and kept, and the clock runs on (Shell 4)', async () => {
  await stage.withWorker(async () => {
    const incident = await stage.report();
    await declared(incident, await stage.now());
    await stage.env.client.workflow.getHandle(incident.id).cancel();
    await stage.env.sleep('25h');
    expect(stage.world.pages.flatMap((page) => page.events)).toContainEqual(
      expect.objectContaining({ type: 'refused', command: 'cancel' }),
    );
    expect(kinds(stage.world.mails)).toContain('commitment-warning');
  });
});
