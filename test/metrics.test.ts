import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { statusOf } from './support/browser';
import { customers, declared, imported, factsKnown } from './support/case';
import { freePorts } from './support/program';
import { parsePromQl } from './support/promql';
import { databaseServer, openTown, temporalProgram, until, type Town } from './support/town';

jest.setTimeout(180_000);

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; now: string };
}

const { groups } = parse(readFileSync(join(__dirname, '..', 'ops/prometheus-rules.yml'), 'utf8')) as {
  groups: { name: string; rules: Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);
const metricsIn = (text: string) => new Set(text.match(/\b(?:tocsin|temporal|process)_[a-z_]+[a-z]\b/g));

test('every alert says how grave it is, what is wrong, and what to do now', () => {
  expect(rules.length).toBeGreaterThan(10);
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, labels, annotations } of rules) {
    expect([alert, labels.severity, annotations.summary, annotations.now]).toEqual([
      expect.stringMatching(/^Tocsin[A-Z]\w+$/),
      expect.stringMatching(/^(page|ticket)$/),
      expect.stringMatching(/^\S.*[^.]$/),
      expect.stringMatching(/^\S.*\.$/),
    ]);
  }
});

test.each(rules)('$alert asks in PromQL, and waits for a length of time', ({ expr, for: wait = '0s' }) => {
  expect(() => parsePromQl(expr)).not.toThrow();
  expect(wait).toMatch(/^\d+[smhd]$/);
});

test.each([
  ['min(a{b="c"} < 1', ') is wanted, and the end is there'],
  ['minimum(a)', 'there is no function minimum'],
  ['a === 1', 'a value is wanted, and = is there'],
  ['rate(a)', '[ is wanted, and ) is there'],
  ['a b', '"b" follows a whole expression'],
  ['a{b=c}', 'a text is wanted'],
  ['a ?? 1', 'nothing begins like this:  ?? 1'],
  ['sum by le (a)', '( is wanted, and le is there'],
])('%s would be found out', (expr, fault) => {
  expect(() => parsePromQl(expr)).toThrow(fault);
});

(temporalProgram && databaseServer ? describe : describe.skip)('what API and worker show to Prometheus', () => {
  let town: Town;
  let key: string;
  let workerUrl: string;
  const ofTheApi = async () => {
    const answer = await fetch(`${town.url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    return await answer.text();
  };
  const ofTheWorker = async () => await (await fetch(workerUrl)).text();

  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    workerUrl = `http://127.0.0.1:${port}/metrics`;
    town = await openTown({
      settings: { TOCSIN_WORKER_METRICS: `127.0.0.1:${port}`, TOCSIN_ALLOWED_HOSTS: 'tocsin-worker' },
    });
    key = (JSON.parse(await readFile(town.keysFile, 'utf8')) as { auditor: string }).auditor;
    const [customer] = await imported(town, customers('seen', ['en']));
    town.mail.answer('legal@tocsin.example', 450, 'later', 1);
    const id = await declared(town, [customer!]);
    await factsKnown(town, id);
    await town.tell.tellCustomers(id, 'initial', 'We are sorry.');
    await town.tell.until(id, 'nothing is due', ({ headline }) => headline.due === undefined);
    await declared(town, [customer!]);
    const schedule = town.temporal.client.schedule.getHandle('tocsin-check');
    await schedule.trigger();
    await until('the check has run', async () => metricsIn(await ofTheApi()).has('tocsin_check_faults'));
  });
  afterAll(() => town.close());

  test('has every metric that an alert asks for', async () => {
    const shown = metricsIn(`${await ofTheApi()}\n${await ofTheWorker()}`);
    const asked = rules.flatMap(({ expr }) => [...metricsIn(expr)]);
    expect(asked.filter((name) => !shown.has(name))).toEqual([]);
    for (const queue of ['tocsin', 'tocsin-mail', 'tocsin-notices'])
      expect(await ofTheWorker()).toMatch(
        new RegExp(`^temporal_activity_schedule_to_start_latency_seconds_bucket\\{.*task_queue="${queue}"`, 'm'),
      );
    expect(await ofTheWorker()).toMatch(/^temporal_num_pollers\{.*poller_type="workflow_task".*\} [1-9]/m);
  });

  test('shows those of the worker to nobody who was led here by another name or page', async () => {
    const at = new URL(workerUrl).host;
    const asked = (headers: Record<string, string>) => statusOf(at, 'GET', '/metrics', headers);
    expect(await asked({ Host: 'evil.example:9464' })).toBe(421);
    expect(await asked({ Origin: 'http://evil.example' })).toBe(403);
    expect(await asked({ Host: 'tocsin-worker:9464' })).toBe(200);
  });

  test('has the process, the requests, and what the worker did', async () => {
    const [api, worker] = [await ofTheApi(), await ofTheWorker()];
    expect(metricsIn(api)).toContain('process_resident_memory_bytes');
    for (const text of [api, worker]) expect(text).toMatch(/^tocsin_log_lines_dropped_total(\{.*\})? 0$/m);
    expect(api).toContain('route="/api/incidents/:id/declare",status="200"');
    expect(api).toMatch(/^tocsin_commitments_open 1$/m);
    expect(worker).toMatch(/^tocsin_mails_total\{.*kind="notice".*outcome="accepted".*\} 2$/m);
    expect(worker).toMatch(/^tocsin_mails_total\{.*kind="alert".*outcome="accepted".*\} [1-9]/m);
    expect(worker).toMatch(/^tocsin_mails_total\{.*outcome="deferred".*\} 1$/m);
    expect(worker).toMatch(/^tocsin_effects_failed_total\{.*effect="sendAlert".*\} 1$/m);
    expect(worker).toMatch(/^tocsin_page_age_seconds_count/m);
  });

  test('has no name, address or id in a label', async () => {
    const text = `${await ofTheApi()}\n${await ofTheWorker()}`;
    expect(text).not.toMatch(/INC-\d|@|seen-1|Customer|The admin|auditor|check\//);
  });
});
