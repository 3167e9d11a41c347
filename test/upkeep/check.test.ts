import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { WorkflowHandle } from '@temporalio/client';
import { Client as Database } from 'pg';
import { instantAt } from '../../src/domain/primitives/instant';
import type { IncidentId } from '../../src/domain/case/state';
import { readKeyRing, wrappingBy } from '../../src/codec';
import { readCheckpoint } from '../../src/primitives/checkpoint';
import type { Sized } from '../../src/primitives/merkle';
import { openRegister } from '../../src/register';
import { checkNews } from '../../src/upkeep/check-news';
import type { check } from '../../src/workflows';
import { reconcile } from '../../src/upkeep/reconcile';
import { customers, declared, imported, reported } from '../support/case';
import { loseTimer } from '../support/lose-timer';
import { databaseServer, openTown, temporalProgram, until, type Town } from '../support/town';
import { testInTurn } from '../support/turns';

jest.setTimeout(180_000);

(temporalProgram && databaseServer ? describe : describe.skip)('the check on a schedule', () => {
  let town: Town;
  let altered = '' as IncidentId;
  let witness: Awaited<ReturnType<typeof openWitness>>;
  beforeAll(async () => {
    witness = await openWitness();
    town = await openTown({
      // The watch would have an incident that is terminated here go on before the check finds it.
      settings: { TOCSIN_WATCH_SECONDS: '3600' },
      only: { worker: { TOCSIN_CHECKPOINT_WEBHOOK: witness.url } },
    });
    altered = (await reported(town)) as IncidentId;
    await until('the alerts are out', () => town.mail.taken.length > 0);
  });
  afterAll(async () => {
    await town.close();
    await witness.close();
  });

  const checkMails = () => town.mail.taken.filter(({ mail }) => mail.subject?.startsWith('[Tocsin]'));
  const running = () =>
    town.temporal.client.workflow.list({ query: `ExecutionStatus = 'Running' and WorkflowType = 'incident'` });
  const schedule = () => town.temporal.client.schedule.getHandle('tocsin-check');

  test('is made by the worker, hourly, never twice at once and never late', async () => {
    const { spec, action, policies } = await until('it is there', () =>
      schedule()
        .describe()
        .catch(() => undefined),
    );
    expect(spec.intervals).toEqual([expect.objectContaining({ every: 3_600_000 })]);
    expect(action).toMatchObject({ workflowType: 'check', taskQueue: 'tocsin' });
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 300_000 });
  });

  test('is kept as it is by a worker that starts again, also if somebody paused it, and mended if somebody bent it', async () => {
    await schedule().pause('by a test');
    await schedule().update(({ action, policies, state }) => ({
      spec: { intervals: [{ every: '9 hours' }] },
      ...{ action, policies, state },
    }));
    await town.worker.stop();
    await town.worker.start();
    await until(
      'it is hourly again',
      async () => (await schedule().describe()).spec.intervals?.[0]?.every === 3_600_000,
    );
    // It stays so: at the full hour a check of its own would come among those that the tests trigger.
    expect((await schedule().describe()).state).toMatchObject({ paused: true, note: 'by a test' });
  });

  test('mails nobody while there is no fault, and keeps what it found', async () => {
    const run = await triggered();
    expect(await run.result()).toEqual({ faults: 0, reached: 0 });
    expect(checkMails()).toEqual([]);
    expect(await query('select incidents, faults from checks')).toEqual([{ incidents: '1', faults: '0' }]);
  });

  test('signs what the register is, and once a day sends it to auditors, privacy and the witness', async () => {
    const [signed] = await query('select size::int as size, note, verifier from checkpoints');
    const { size, note, verifier } = signed as { size: number; note: string; verifier: string };
    expect(readCheckpoint(note, verifier)).toMatchObject({ size, origin: expect.stringMatching(/\/tocsin$/) });
    await query(`alter table checkpoints disable trigger user; update checkpoints set made_at = made_at - interval '1 day';
      alter table checkpoints enable trigger user`);

    for (const _ of ['the first of the day', 'a later one']) await (await triggered()).result();
    expect(
      checkMails()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['auditor@tocsin.example', 'privacy@tocsin.example']);
    expect(witness.taken).toHaveLength(1);
    const sent = readCheckpoint(witness.taken[0]!, verifier) as Sized;
    expect(sent.size).toBeGreaterThanOrEqual(size);
    for (const { mail } of checkMails()) expect(readCheckpoint(mail.text ?? '', verifier)).toEqual(sent);
    town.mail.taken.splice(0);
  });

  test('mails operators and leads each fault, at every check that finds any', async () => {
    const { workflow } = town.temporal.client;
    const ended = await reported(town);
    await until('it is recorded', async () => (await query(`select from incidents where id = '${ended}'`)).length > 0);
    await workflow.getHandle(ended).terminate('by a test');
    await workflow.start('incident', { workflowId: 'INC-2020-9999', taskQueue: 'nobody', args: [] });
    await query(`alter table pages disable trigger user;
      update pages set bytes = set_byte(bytes, 20, 88) where incident = '${altered}' and sequence = 1;
      alter table pages enable trigger user`);

    expect(await (await triggered()).result()).toEqual({ faults: 4, reached: 2 });
    expect(checkMails().map(({ to }) => to)).toEqual(
      expect.arrayContaining(['lead@tocsin.example', 'operator@tocsin.example']),
    );
    for (const { mail } of checkMails()) {
      expect(mail.subject).toBe('[Tocsin] The check found 4 faults');
      expect(mail.text).toContain(`${altered}, page 1: its bytes do not give its SHA-256`);
      expect(mail.text).toContain(`${ended}: it is open in the register, and its workflow is terminated`);
      expect(mail.text).toContain('INC-2020-9999: its workflow runs, and the register does not know it');
    }
    expect(town.worker.lastOutput()).toMatch(/"faults":4.*"msg":"The check found faults"/);
    expect(await (await triggered()).result()).toEqual({ faults: 4, reached: 2 });
    expect(checkMails()).toHaveLength(4);
    expect(new Set(checkMails().map(({ mail }) => mail.messageId)).size).toBe(4);
  });

  test('finds each when its turn comes, where nothing of it is new', async () => {
    const register = await openRegister({ databaseUrl: town.databaseUrl! });
    const progress = (await register.checks.progress())!;
    const partAfter = async (roundAt?: IncidentId) => {
      const recordedUntil = instantAt(Math.ceil(await register.time.read()));
      await register.checks.keepProgress({ ...progress, recordedUntil, faulty: [], pagesPerHour: 1, roundAt });
      return (await checkNews(register, town.temporal.client, { days: 7, maxAlarms: 0 }, { lookAgain: 10 })).faults;
    };
    const [first, second] = [await partAfter(), await partAfter(altered)];
    await register.checks.keepProgress(progress);
    await register.close();
    expect(first).toEqual([
      `${altered}, page 1: its bytes do not give its SHA-256`,
      expect.stringMatching(`${altered}, page 1: `),
      'INC-2020-9999: its workflow runs, and the register does not know it',
    ]);
    expect(second).toEqual([expect.stringMatching(/its workflow is terminated/)]);
  });

  testInTurn(
    'a mail server that is away delays the mail, which then comes once, in the reader’s language',
    async () => {
      const before = checkMails().length;
      await town.ask('operator', 'PATCH', '/people/lead', { language: 'fr' });
      await town.mail.down();
      const run = await triggered();
      await until('it tries in vain', async () => {
        const { raw } = await run.describe();
        return raw.pendingActivities?.some(
          ({ activityType, attempt }) => activityType?.name === 'tellOfFaults' && (attempt ?? 0) > 1,
        );
      });
      await town.mail.up();
      expect(await run.result()).toEqual({ faults: 4, reached: 2 });
      const mails = checkMails().slice(before);
      expect(mails.map(({ mail }) => mail.subject).sort()).toEqual([
        '[Tocsin] Le contrôle a trouvé 4 défauts',
        '[Tocsin] The check found 4 faults',
      ]);
      expect(mails.filter(({ raw }) => raw.includes('X-Tocsin-Possible-Repeat'))).toEqual([]);
    },
  );

  testInTurn('forgets refused calls and keys that are past keeping', async () => {
    await query(`insert into access_log (at, method, route, status)
      values (now() - interval '401 days', 'GET', '/old', 401), (now() - interval '399 days', 'GET', '/young', 401)`);
    await query(`insert into idempotency (id, body_hash, taken_at)
      values ('old', '', now() - interval '8 days'), ('young', '', now() - interval '6 days')`);
    await (await triggered()).result();
    expect(await query(`select route from access_log where route in ('/old', '/young')`)).toEqual([
      { route: '/young' },
    ]);
    expect(await query(`select id from idempotency where id in ('old', 'young')`)).toEqual([{ id: 'young' }]);
  });

  test('finds a report that was acknowledged, and whose workflow was lost before its first page was stored', async () => {
    await town.worker.stop();
    const lost = await reported(town);
    await town.temporal.client.workflow.getHandle(lost).terminate('by a test');
    await town.worker.start();
    const faults = await found();
    expect(faults).toHaveLength(5);
    expect(faults).toContain(`${lost}: it was reported and opened, and neither its pages nor its workflow are there`);
  });

  test('finds pages cut from the end of an open incident, which the register itself does not miss', async () => {
    const cut = (await reported(town)) as IncidentId;
    await town.ask('lead', 'POST', `/incidents/${cut}/note-progress`, { text: 'What somebody would not have said.' });
    const stored = async () => (await query(`select from pages where incident = '${cut}'`)).length;
    await until('nothing more comes of it, and all is recorded', async () => {
      const { owed, sequence } = await town.tell.see(cut);
      return owed.length === 0 && sequence === (await stored());
    });
    const before = await stored();
    await query(`alter table pages disable trigger user; delete from pages where incident = '${cut}' and sequence = ${before};
      alter table pages enable trigger user; update incidents set sequence = ${before - 1} where id = '${cut}'`);
    const owner = await openRegister(
      { databaseUrl: town.databaseUrl! },
      wrappingBy(() => readKeyRing(town.temporal.encryptionKeysFile)),
    );
    const look = async () => {
      const progress = (await owner.checks.progress())!;
      await owner.checks.keepProgress({ ...progress, faulty: [cut] });
      return (await checkNews(owner, town.temporal.client, { days: 7, maxAlarms: 0 }, { lookAgain: 10 })).faults;
    };
    expect(await look()).toContain(
      `${cut}: the register took its pages up to ${before}, and has them up to ${before - 1}: the others were removed from it`,
    );
    await town.ask('lead', 'POST', `/incidents/${cut}/note-progress`, { text: 'And what was said since.' });
    const refused = `^${cut}: none of its pages is recorded any more, for they contradict those that are there, in \\d+ attempts$`;
    await until('it is refused', async () => (await look()).some((fault) => new RegExp(refused).test(fault)));
    await owner.close();
  });

  test('finds a timer that is missing in a workflow that runs, long before its time', async () => {
    const id = (await declared(town, await imported(town, customers('unclocked', ['en'])))) as IncidentId;
    const dueOf = async () => (await town.tell.see(id)).obligations.find(({ kind }) => kind === 'tell-customers')?.due;
    const due = await until('its clock runs', dueOf);
    await until(
      'all is recorded',
      async () => (await query(`select from incidents where id = '${id}' and state::text like '%${due}%'`)).length > 0,
    );
    await town.worker.stop();
    // Other incidents have something to do first, as on a machine that is behind.
    for await (const { workflowId } of running())
      if (workflowId !== id) await town.temporal.client.workflow.getHandle(workflowId).signal('wake-up');
    await loseTimer(town.temporal, id, due);
    await town.worker.start();
    expect(await found()).toContain(`${id}: its workflow runs, and no timer is pending for the commitment due ${due}`);
  });

  test('is healthy again once the faults are mended', async () => {
    await town.temporal.client.workflow.getHandle('INC-2020-9999').terminate('by a test');
    await query(
      `alter table pages disable trigger user; delete from pages; delete from incidents; delete from reports; alter table pages enable trigger user;
        ${['tree', 'tree_nodes', 'checkpoints'].map((table) => `alter table ${table} disable trigger user; delete from ${table}; alter table ${table} enable trigger user`).join(';')}`,
    );
    for await (const { workflowId } of running())
      await town.temporal.client.workflow.getHandle(workflowId).terminate('by a test');
    const before = checkMails().length;
    expect(await (await triggered()).result()).toEqual({ faults: 0, reached: 0 });
    expect(checkMails()).toHaveLength(before);
  });

  test('puts back word for word a text that the register lost, whatever the templates say by then', async () => {
    const id = (await declared(town, await imported(town, customers('lost', ['en'])))) as IncidentId;
    await town.tell.say(id, 'lead', 'draft-notice', { kind: 'initial', message: 'We are sorry.' });
    await town.tell.until(id, 'it is composed', ({ notices: [one] }) => one?.status === 'drafted');
    const register = await openRegister({ databaseUrl: town.databaseUrl! });
    const approved = await register.notices.get(id, 1);
    await query(`delete from snapshots where incident = '${id}'; delete from notices where incident = '${id}'`);
    const needs = { register, client: town.temporal.client, clock: () => approved!.composedAt };
    const steps = await reconcile({ ...needs, compose: () => ({ texts: {}, hash: 'of other templates' }) });
    const step = steps.find(({ found }) => found === 'the register lacks the text of notice 1');
    expect(step?.remedy).toBe('put back the text that Temporal has of it');
    await step?.act?.();
    const { texts, hash } = (await register.notices.get(id, 1))!;
    await register.close();
    expect({ texts, hash }).toEqual({ texts: approved!.texts, hash: approved!.hash });
  });

  /** By a check beside the worker's, which does not wait between its looks. */
  async function found(): Promise<string[]> {
    const register = await openRegister({ databaseUrl: town.databaseUrl! });
    const { faults } = await checkNews(register, town.temporal.client, { days: 7 }, { lookAgain: 10 });
    await register.close();
    return faults;
  }

  /** The run that comes of asking for one now. */
  async function triggered(): Promise<WorkflowHandle<typeof check>> {
    // Temporal names the newest ten alone, and two that begin in one second by one id.
    const newest = async () => (await schedule().describe()).info.recentActions.at(-1)?.action.workflow;
    const before = await newest();
    await schedule().trigger();
    const { workflowId, firstExecutionRunId } = await until('it has begun', async () => {
      const known = await newest();
      return known?.firstExecutionRunId === before?.firstExecutionRunId ? undefined : known;
    });
    return town.temporal.client.workflow.getHandle<typeof check>(workflowId, firstExecutionRunId);
  }

  async function query(sql: string): Promise<unknown[]> {
    const database = new Database({ connectionString: town.databaseUrl });
    await database.connect();
    const results = [await database.query(sql)].flat();
    await database.end();
    return results.at(-1)?.rows ?? [];
  }
});

/** Somebody outside, who keeps what is posted. */
async function openWitness() {
  const taken: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      taken.push(body);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ taken, url: `http://127.0.0.1:${port}/tocsin` },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
