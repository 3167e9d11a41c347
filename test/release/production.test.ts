import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Client } from '@temporalio/client';
import { loadCompany } from '../../src/demo/company';
import { misdirectedMail } from '../../src/demo/stories';
import { createTeller, type Teller } from '../../src/demo/teller';
import { INCIDENT, TASK_QUEUE } from '../../src/workflows/messages';
import { pendingTimers } from '../chaos/clocks';
import { openCluster, postgresPrograms, type Cluster as Postgres } from '../chaos/cluster';
import { ASSESSMENT, DECLARATION } from '../support/api';
import { inOneClusterAt, runNamespaceJob, startCluster, serverFolder, type Cluster } from '../support/cluster';
import { services } from '../support/compose';
import { statusOf } from '../support/browser';
import { MailServer } from '../support/mailserver';
import { pathToPostgres } from '../support/postgres-programs';
import { freePorts, isAlive, type Program } from '../support/program';
import { isHealthy, shippedAt, type Shipped } from '../support/shipped';
import { startTemporal, temporalProgram, type TemporalServer } from '../support/temporal-server';
import { until } from '../support/until';

jest.setTimeout(180_000);

(temporalProgram && postgresPrograms ? describe : describe.skip)("the compose file's commands, as processes", () => {
  const NAMESPACE = 'production';
  let folder: string;
  let postgres: Postgres;
  let shipped: Shipped;
  let metricsPorts: number[];
  let mail: MailServer;
  let cluster: Cluster | undefined;
  let temporal: TemporalServer;
  let apis: Program[] = [];
  let workers: Program[] = [];
  let urls: string[];
  let tellers: [Teller, Teller];
  let open: string;

  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-production-'));
    stops.push(async () => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, 0o711);
    postgres = await openCluster(folder);
    stops.push(postgres.close);
    await postgres.query('create database tocsin');
    mail = await MailServer.start();
    stops.push(() => mail.down());
    cluster = serverFolder ? await startCluster(folder, inOneClusterAt(postgres.url)) : undefined;
    temporal = cluster ?? (await startTemporal(folder, { onDisk: true }));
    stops.push(temporal.close);
    shipped = shippedAt({
      ...{ folder, smtpUrl: mail.url, namespace: NAMESPACE },
      databaseUrl: postgres.url.replace(/postgres$/, 'tocsin'),
      temporalAddress: temporal.address,
      encryptionKeysFile: temporal.encryptionKeysFile,
    });
    const [first = 0, second = 0, ...ports] = await freePorts(4);
    metricsPorts = [first, second];
    urls = ports.map((port) => `http://127.0.0.1:${port}`);
    apis = ports.map((port, index) =>
      shipped.program('api', `api ${index + 1}`, { PORT: String(port) }, () =>
        isHealthy('api', { '127.0.0.1:8080': `127.0.0.1:${port}` }),
      ),
    );
    workers = metricsPorts.map((port, index) => {
      const at = `127.0.0.1:${port}`;
      return shipped.program('worker', `worker ${index + 1}`, { TOCSIN_WORKER_METRICS: at }, () =>
        isHealthy('worker', { '127.0.0.1:9464': at }),
      );
    });
  });

  afterAll(async () => {
    for (const program of [...apis, ...workers]) await program.kill();
    for (const stop of stops.reverse()) await stop();
  });

  (serverFolder ? test : test.skip)(
    "the schema job makes Temporal's tables, and changes nothing the second time",
    async () => {
      expect(cluster!.schemaJob()).toMatchObject({ status: 0 });
      const { clusterName, serverVersion } = await temporal.client.workflowService.getClusterInfo({});
      expect({ clusterName, image: services['temporal']!.image }).toEqual({
        clusterName: 'active',
        image: `temporalio/server:${serverVersion}`,
      });
    },
  );

  test('the namespace job makes what is missing, and changes nothing the second time', async () => {
    for (const _time of ['first', 'second']) {
      expect(runNamespaceJob(folder, temporal.address, NAMESPACE)).toMatchObject({ status: 0 });
    }
    const { namespaceInfo, config } = await temporal.client.workflowService.describeNamespace({
      namespace: NAMESPACE,
    });
    expect(namespaceInfo?.name).toBe(NAMESPACE);
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 24 * 3_600);
  });

  test('the migrate job founds the register, and changes nothing the second time', () => {
    expect(shipped.once('migrate')).toMatchObject({ status: 0, stderr: '' });
    const keys = readFileSync(shipped.keysFile, 'utf8');
    expect(shipped.once('migrate')).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(shipped.keysFile, 'utf8')).toBe(keys);
  });

  test('a worker that Temporal will not have ends with a fault, so that it is seen and started anew', () => {
    const { status, stderr } = shipped.once('worker', { TEMPORAL_NAMESPACE: 'absent' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^tocsin: Namespace absent/) });
  });

  test.each(['worker', 'api'])('a lone %s makes no key ring of its own, and says where one should be', (name) => {
    const { status, stderr } = shipped.once(name, { TOCSIN_ENCRYPTION_KEYS_FILE: join(folder, 'absent.json') });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^tocsin: There is no key ring at .*\n$/),
    });
  });

  test('two APIs and two workers are one service; a worker that is killed is missed by nobody', async () => {
    for (const program of [...workers, ...apis]) await program.start();
    await until('both workers take work', async () => (await pollers()) === 2);
    tellers = (await Promise.all(urls.map((url) => createTeller({ url, keysFile: shipped.keysFile })))) as [
      Teller,
      Teller,
    ];
    const [one, other] = tellers;

    const id = await one.report({
      channel: 'staff',
      seen: 'A list went to a stranger.',
      detectedAt: new Date().toISOString(),
    });
    await other.until(id, 'it is open', ({ sequence }) => sequence > 0);
    await other.say(id, 'responder', 'assess', ASSESSMENT as never);
    await one.say(id, 'lead', 'declare', { ...DECLARATION, awareAt: new Date().toISOString() } as never);
    await until('the lead is alerted', () =>
      mail.taken.find(({ to, mail: { subject } }) => to.startsWith('lead@') && subject?.includes(id)),
    );
    const { anchors } = await other.see(id);

    for (const [index, worker] of workers.entries()) {
      await worker.kill();
      await noted(urls[0]!, id, `Without worker ${index + 1}.`);
      await noted(urls[1]!, id, `Still without worker ${index + 1}.`);
      await worker.start();
      await until('it takes work again', async () => (await pollers()) >= 2);
    }
    expect((await one.see(id)).anchors).toEqual(anchors);
    // The register follows: what the killed one had in hand is taken up again after a while.
    await until('the register has everything', async () => (await notesOf(id)).length === 4);
    open = id;
  });

  test('an incident is told and closed through both APIs in turn, and the lists of Temporal find it', async () => {
    await loadCompany(tellers[0]);
    const id = await misdirectedMail(inTurn(tellers), ['alder', 'daphne']);
    await incidents().workflow.getHandle(id).result();
    const told = mail.taken.filter(({ to, mail: { subject } }) => /@(alder|daphne)/.test(to) && subject?.includes(id));
    expect(told.length).toBeGreaterThanOrEqual(2);
    await until('it is listed as closed', async () => (await listed(`TocsinStage = 'closed'`)).includes(id));
    expect(await listed(`TocsinLate = false and TocsinDue > '${new Date().toISOString()}'`)).toEqual([open]);
  });

  test('Temporal that is killed and started again has lost nothing, and what came in meanwhile is opened', async () => {
    const [one, other] = tellers;
    await noted(urls[0]!, open, 'Before.');
    const before = await other.until(open, 'nothing is owed', ({ owed }) => owed.length === 0);
    await temporal.program.kill();
    const waiting = await one.report({
      channel: 'staff',
      seen: 'Another list.',
      detectedAt: new Date().toISOString(),
    });
    await temporal.program.start();
    await noted(urls[1]!, open, 'After.');
    expect(await one.see(open)).toMatchObject({ anchors: before.anchors, sequence: before.sequence + 1 });
    await other.until(waiting, 'it is open', ({ sequence }) => sequence > 0);
    await until('it is listed', async () => (await listed(`TocsinStage = 'triage'`)).includes(waiting));
  });

  (serverFolder ? test : test.skip)(
    'PostgreSQL with both stores is killed and started again: nothing acknowledged is lost, and no due instant moves',
    async () => {
      const [one, other] = tellers;
      const { anchors, obligations, headline } = await one.see(open);
      const asked = Array.from({ length: 12 }, (_, number) => `While the power fails, ${number}.`);
      const answered = asked.map((text, index) => noted(urls[index % 2]!, open, text));
      await Promise.race(answered);
      await postgres.kill();
      await postgres.program.start();
      await Promise.all(answered);
      expect(await other.see(open)).toMatchObject({ anchors, obligations });
      expect(await pendingTimers(incidents(), open)).toContain(Date.parse(headline.due ?? ''));
      await until('the register has each once', async () => {
        const kept = (await notesOf(open)).filter((text) => asked.includes(text)).sort();
        return kept.join() === [...asked].sort().join();
      });
    },
  );

  test('their health checks tell who is well from who is not', async () => {
    const [smtp = 0, http = 0, nobody = 0] = await freePorts(3);
    const ports = { TOCSIN_SMTP_PORT: String(smtp), TOCSIN_MAILBOX_PORT: String(http) };
    const mailbox = shipped.program('mailbox', 'mailbox', ports, () => isHealthy('mailbox', { ':1080/': `:${http}/` }));
    await mailbox.start();
    await mailbox.stop();
    const proxied = { TOCSIN_UI_PORT: String(http), TOCSIN_UI_UPSTREAM: urls[0]!, HOST: '127.0.0.1' };
    const uiProxy = shipped.program('ui-proxy', 'ui-proxy', proxied, () =>
      isHealthy('ui-proxy', { ':8233/': `:${http}/` }),
    );
    await uiProxy.start();
    expect(await statusOf(`127.0.0.1:${http}`, 'GET', '/healthz', { Host: 'evil.example' })).toBe(421);
    await uiProxy.stop();
    expect(await isHealthy('mailbox', { ':1080/': `:${http}/` })).toBe(false);
    for (const name of ['api', 'worker'])
      expect(await isHealthy(name, { ':8080/': `:${nobody}/`, ':9464/': `:${nobody}/` })).toBe(false);

    const PATH = [dirname(temporalProgram ?? ''), pathToPostgres()].join(delimiter);
    const database = (port: number) => isHealthy('postgres', {}, { PATH, PGPORT: String(port) });
    const server = (address: string) => isHealthy('temporal', { '127.0.0.1:7233': address }, { PATH, HOME: folder });
    expect([await database(postgres.port), await database(nobody)]).toEqual([true, false]);
    expect([await server(temporal.address), await server(`127.0.0.1:${nobody}`)]).toEqual([true, false]);
  });

  test('each ends with code 0 when it is asked to stop', async () => {
    for (const program of [...apis, ...workers]) await program.stop();
    expect([...apis, ...workers].flatMap(({ pids }) => pids).filter(isAlive)).toEqual([]);
  });

  /** As a client should: whose outcome is unknown (503) is repeated with the same key. */
  async function noted(url: string, id: string, text: string): Promise<void> {
    const { lead } = JSON.parse(readFileSync(shipped.keysFile, 'utf8')) as { lead: string };
    const headers = { authorization: `Bearer ${lead}`, 'content-type': 'application/json', 'idempotency-key': text };
    const request = { method: 'POST', headers, body: JSON.stringify({ text }) };
    await until(`"${text}" is noted`, async () => {
      const { status } = await fetch(`${url}/api/incidents/${id}/note-progress`, request);
      if (status !== 503) expect(status).toBe(200);
      return status === 200;
    });
  }

  async function notesOf(id: string): Promise<string[]> {
    const { items } = await tellers[0].get<{ items: { event: { type: string; text?: string } }[] }>(
      `/incidents/${id}/timeline?limit=200`,
    );
    return items.flatMap(({ event }) => (event.type === 'progress-noted' ? [event.text ?? ''] : []));
  }

  /** Each step of a story through the other API than the last. */
  function inTurn([one, other]: [Teller, Teller]): Teller {
    let turn = 0;
    const next = () => ((turn += 1) % 2 === 0 ? one : other);
    return {
      hoursAgo: one.hoursAgo,
      get: (...step) => next().get(...step),
      send: (...step) => next().send(...step),
      report: (...step) => next().report(...step),
      say: (...step) => next().say(...step),
      see: (...step) => next().see(...step),
      until: (...step) => next().until(...step),
      draft: (...step) => next().draft(...step),
      tellCustomers: (...step) => next().tellCustomers(...step),
      learnLessons: (...step) => next().learnLessons(...step),
    };
  }

  const incidents = () => new Client({ ...temporal.client.options, namespace: NAMESPACE });

  async function listed(query: string): Promise<string[]> {
    const ids = [];
    for await (const { workflowId } of incidents().workflow.list({
      query: `WorkflowType = '${INCIDENT}' and ${query}`,
    })) {
      ids.push(workflowId);
    }
    return ids;
  }

  async function pollers(): Promise<number> {
    const queue = { namespace: NAMESPACE, taskQueue: { name: TASK_QUEUE } };
    const { pollers: known } = await temporal.client.workflowService.describeTaskQueue(queue);
    const alive = [...workers.flatMap(({ pids }) => pids)].filter(isAlive).map(String);
    return alive.filter((pid) => known.some(({ identity }) => identity?.startsWith(`${pid}@`))).length;
  }
});
