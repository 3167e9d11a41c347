import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IMPORT_COLUMNS } from '../src/contract/parties/customer-columns';
import { alertRules } from './support/alert-rules';
import { statusOf } from './support/browser';
import { customers, declared, factsKnown, imported, NATURE, type Customer } from './support/case';
import { freePorts } from './support/program';
import { databaseServer, openTown, temporalProgram, until, type Town } from './support/town';

jest.setTimeout(180_000);

/** What nobody may find in a log, in the forms in which people and programs write such things. */
const PLANTED = {
  person: 'Zdenka Planted-Person',
  personMail: 'zdenka.planted@person.example',
  customer: 'Planted & Sons "Ltd"',
  contact: 'Quirin O’Planted',
  contactMail: 'quirin+planted@kunde.example',
  deadMail: 'dead+planted@kunde.example',
  seen: 'A list of planted-words went to planted-stranger@gmail.example',
  key: 'tocsin_plantedplantedplantedplanted0',
  otherKey: 'planted-key-of-another-make',
  password: 'planted-Pa55word',
};

(temporalProgram && databaseServer ? describe : describe.skip)('a running installation', () => {
  let town: Town;
  let keys: Record<string, string>;
  let workerUrl: string;
  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    workerUrl = `http://127.0.0.1:${port}/metrics`;
    const metrics = { TOCSIN_WORKER_METRICS: `127.0.0.1:${port}`, TOCSIN_ALLOWED_HOSTS: 'tocsin-worker' };
    town = await openTown({ settings: { LOG_LEVEL: 'trace', ...metrics } });
    keys = JSON.parse(await readFile(town.keysFile, 'utf8')) as Record<string, string>;
  });
  afterAll(() => town.close());

  describe('what API and worker show to Prometheus', () => {
    const ofTheApi = async () => {
      const headers = { authorization: `Bearer ${keys['auditor']}` };
      const answer = await fetch(`${town.url}/metrics`, { headers });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
      return await answer.text();
    };
    const ofTheWorker = async () => await (await fetch(workerUrl)).text();

    beforeAll(async () => {
      await plainStory(town);
      await town.temporal.client.schedule.getHandle('tocsin-check').trigger();
      await until('the check has run', async () => metricsIn(await ofTheApi()).has('tocsin_check_faults'));
    });

    test('has every metric that an alert asks for', async () => {
      const shown = metricsIn(`${await ofTheApi()}\n${await ofTheWorker()}`);
      const asked = alertRules().flatMap(({ expr }) => [...metricsIn(expr)]);
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

  /** Told after what is counted above. */
  describe('the logs of a whole story', () => {
    beforeAll(() => hostileStory(town));

    const lines = () => [town.api, town.worker].flatMap((program) => program.output().trim().split('\n'));

    test('are one JSON object a line, with level, time and msg', () => {
      const parsed = lines().map((line) => JSON.parse(line) as { level: string; time: string; msg: string });
      expect(parsed.length).toBeGreaterThan(20);
      for (const { level, time, msg } of parsed) {
        expect([level, time, msg]).toEqual([
          expect.stringMatching(/^(trace|debug|info|warn|error|fatal)$/),
          expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          expect.stringMatching(/./),
        ]);
      }
    });

    test('have a line for each request, with the pattern, the status, the time and the id of the person', () => {
      const requests = lines().map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(requests).toContainEqual(
        expect.objectContaining({
          ...{ msg: 'request', method: 'POST', route: '/api/incidents/:id/declare', status: 200, person: 'lead' },
          milliseconds: expect.any(Number),
        }),
      );
    });

    test('hold no name, no address, no key and no password', () => {
      const secrets = [
        ...Object.values(PLANTED),
        ...Object.values(keys),
        NATURE,
        'planted',
        '@tocsin.example',
        'Bearer ',
      ];
      expect(found(lines(), secrets)).toEqual([]);
      // The same search finds what was planted where it has to be.
      const told = town.mail.taken.map(({ raw, mail }) => `${raw}\n${mail.text}`);
      expect(found(told, [PLANTED.customer, PLANTED.contact, PLANTED.contactMail, '@tocsin.example'])).toHaveLength(4);
      expect(found([...lines(), `{"fault":"${PLANTED.personMail}"}`], secrets)).not.toEqual([]);
    });

    test.each(['worker.js', 'api/main.js', 'operate/migrate.js'])(
      'of %s, which cannot start, do not tell the passwords of its addresses',
      (program) => {
        const env = {
          PATH: process.env['PATH'] ?? '',
          LOG_LEVEL: 'trace',
          DATABASE_URL: `postgres://someone:${PLANTED.password}@127.0.0.1:1/tocsin`,
          SMTP_URL: `smtp://someone:${PLANTED.password}@127.0.0.1:1`,
          SENDER_NAME: 'sample',
        };
        const script = join(__dirname, '..', 'lib', program);
        const { status, stdout, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
        expect([status, stderr]).toEqual([1, expect.stringMatching(/^tocsin: The register's database at 127.0.0.1:1/)]);
        expect(`${stdout}${stderr}`).not.toContain(PLANTED.password);
      },
    );
  });
});

const metricsIn = (text: string) => new Set(text.match(/\b(?:tocsin|temporal|process)_[a-z_]+[a-z]\b/g));

/** One incident to its notice, with a mail that is taken at the second try, and one that stays open. */
async function plainStory(town: Town): Promise<void> {
  const [customer] = await imported(town, customers('seen', ['en']));
  town.mail.answer('legal@tocsin.example', 450, 'later', 1);
  const id = await declared(town, [customer!]);
  await factsKnown(town, id);
  await town.tell.tellCustomers(id, 'initial', 'We are sorry.');
  await town.tell.until(id, 'nothing is due', ({ headline }) => headline.due === undefined);
  await declared(town, [customer!]);
}

/** Everything that people give goes through every door, along with what does not fit, and a mail server that quotes its addressees. */
async function hostileStory(town: Town): Promise<void> {
  const { ask, tell, mail } = town;
  const person = { name: PLANTED.person, email: PLANTED.personMail, roles: ['lead'], timeZone: 'UTC', language: 'en' };
  const { asked } = (await ask('operator', 'POST', '/people', { id: 'z.p', ...person })).body as { asked: number };
  await ask('privacy', 'POST', `/administration/pending/${asked}/confirm`, {});
  await ask('operator', 'POST', '/people', { id: 'z.p', ...person, name: { first: PLANTED.person } });
  const given = (await ask('operator', 'POST', '/people/operator/keys')).body as { key: string; id: string };
  await ask('operator', 'DELETE', `/people/operator/keys/${given.id}`);
  await ask('operator', 'POST', '/people/z.p/keys');
  const row = `k1,"${PLANTED.customer.replaceAll('"', '""')}",en,Europe/Paris,,,k1-a,subscription,Account,k1,k1-admin,${PLANTED.contact},${PLANTED.contactMail},administrator,`;
  const second = row.replace('k1-admin', 'k1-second').replace(PLANTED.contactMail, PLANTED.deadMail);
  const table = [IMPORT_COLUMNS.join(','), row, second].join('\r\n');
  const asTable = { 'content-type': 'text/csv' };
  expect((await ask('operator', 'POST', '/customers/import', table, asTable)).status).toBe(200);
  await ask('operator', 'POST', '/customers/import', `${table}\r\n${row.replace('Europe', 'Planted')}`, asTable);
  await ask('operator', 'PUT', '/customers/k1', { name: PLANTED.customer, contacts: PLANTED.contactMail });
  for (const key of [given.key, PLANTED.key, PLANTED.otherKey]) {
    const headers = { authorization: `Bearer ${key}` };
    await fetch(`${town.url}/api/incidents/${PLANTED.otherKey}?cursor=${key}`, { headers });
    await fetch(`${town.url}/metrics`, { headers });
  }
  await ask('lead', 'POST', '/incidents', `{"seen": "${PLANTED.seen}", `);
  await tell.report({ channel: 'staff', seen: PLANTED.seen, detectedAt: new Date().toISOString() });
  mail.answer(PLANTED.personMail, 550, `no such user ${PLANTED.personMail} (${PLANTED.person})`);
  mail.answer('privacy@tocsin.example', 450, `<privacy@tocsin.example> is greylisted`, 1);
  mail.answer(PLANTED.deadMail, 550, `no such user <${PLANTED.deadMail}> (${PLANTED.contact})`);
  const id = await declared(town, [{ id: 'k1' } as Customer]);
  await factsKnown(town, id);
  await tell.say(id, 'responder', 'note-progress', { text: PLANTED.seen });
  await ask('responder', 'POST', `/incidents/${id}/note-progress`, { text: { seen: PLANTED.seen } });
  await tell.tellCustomers(id, 'initial', PLANTED.seen);
  await until('the customer has it', () => mail.to(PLANTED.contactMail).length > 0, 120_000);
  const witnessed = () =>
    mail.to('auditor@tocsin.example').some(({ mail: { subject } }) => subject?.includes('people/z.p'));
  await until('the auditor has heard of the person', witnessed, 30_000);
}

function found(texts: string[], secrets: string[]): string[] {
  const all = texts.join('\n').replace(/=\r?\n/g, '');
  return secrets.filter((secret) => all.includes(secret) || all.includes(JSON.stringify(secret).slice(1, -1)));
}
