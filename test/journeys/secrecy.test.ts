import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { Client as Database } from 'pg';
import { parseKeyRing } from '../../src/codec';
import { seal } from '../../src/codec/envelope';
import { IMPORT_COLUMNS } from '../../src/contract/parties/customer-columns';
import { stateFacts } from '../../src/demo/facts';
import { assessment } from '../../src/demo/stories';
import { workflowPlace } from '../../src/domain/primitives/seal';
import { completed, DECLARATION, eventsOf, hoursAgo, timelineOf } from '../support/case';
import { KEY_RING } from '../support/key-ring';
import { freePorts } from '../support/program';
import { testInTurn } from '../support/turns';
import { databaseServer, openTown, temporalProgram, until, type Town } from '../support/town';

jest.setTimeout(180_000);

const CUSTOMERS = 60;
/** What must be nowhere: names and addresses of customers, and what people wrote of them. */
const names = Array.from({ length: CUSTOMERS }, (_, index) => `Quillfeather Holdings ${100 + index}`);
const contacts = names.map((_, index) => `Perdita Underhay-${100 + index}`);
const addresses = names.map((_, index) => `perdita.${100 + index}@quillfeather.example`);
const texts = Array.from({ length: 21 }, (_, index) => `Wrenfield-${100 + index} Lane, flat of Ondine Marchbanks`);
/** It is told of no message that cannot be opened for whom it was sealed. */
const FROM_ANYBODY = { by: 'api', for: '' } as const;
const planted = [...names, ...contacts, ...addresses, ...texts];

(temporalProgram && databaseServer ? describe : describe.skip)('what Temporal, the logs and the metrics keep', () => {
  let town: Town;
  let workerMetrics: string;
  let unsaid: string[];
  /** The next text, each for one place. */
  const text = () => unsaid.pop() ?? fail();
  beforeAll(async () => {
    unsaid = [...texts];
    const [port = 0] = await freePorts(1);
    workerMetrics = `127.0.0.1:${port}`;
    town = await openTown({ temporalOnDisk: true, settings: { TOCSIN_WORKER_METRICS: workerMetrics } });
  });
  afterAll(() => town.close());

  test('of an incident from report to closing shows none of 201 planted names, addresses and texts', async () => {
    const ids = await imported();
    const id = await toldAndClosed(ids);
    await completed(town, id);
    expect(unsaid).toEqual([]);
    for (const workflow of [id, `${id}/notice/2`, `${id}/post-mortem`]) {
      const history = await historyOf(workflow);
      expect({ workflow, found: found(history) }).toEqual({ workflow, found: [] });
    }
    expect(found(await visible())).toEqual([]);
    expect(found(onDisk())).toEqual([]);
    const logs = logged();
    expect(logs).toMatch(/"An effect failed and is tried again"/);
    expect(found(logs)).toEqual([]);
    const [api, worker] = await measured();
    expect(api).toContain('route="/api/incidents/:id/close",status="200"');
    expect(worker).toMatch(
      new RegExp(`^tocsin_mails_total\\{.*kind="notice".*outcome="accepted".*\\} ${2 * CUSTOMERS}$`, 'm'),
    );
    expect(worker).toMatch(/^tocsin_effects_failed_total\{/m);
    expect(found(`${api}${worker}`)).toEqual([]);

    // The same look finds all of it where it may be, so it would have found it elsewhere.
    const opened = [id, `${id}/post-mortem`].map((workflow) => historyOf(workflow, town.temporal.open));
    const mails = JSON.stringify(town.mail.taken.map(({ raw, to }) => [raw, to]));
    const clear = [...(await Promise.all(opened)), mails].join('');
    expect(found(clear).filter((one) => texts.includes(one))).toEqual(texts);
    expect(found(clear).filter((one) => addresses.includes(one))).toEqual(addresses);
    expect(clear).toContain(`no room for ${names[0]}`);
    await town.temporal.client.workflowService.startWorkflowExecution(inTheClear());
    expect(found(await historyOf('in-the-clear'))).toEqual([names[1]]);
    await until('the disk has it', () => found(onDisk()).includes(names[1]!));
  });

  test('is read again by every command line that has a key for it', async () => {
    const id = await reported('Readable.');
    const { words } = await town.temporal.cli('workflow', 'show', '-w', id, '--detailed');
    expect(words).toContain('input[0].opening.report.seen: Readable.');
  });

  const damaged = { ...seal(parseKeyRing(KEY_RING, ''), said('x'), FROM_ANYBODY), data: randomBytes(60) };
  const foreign = parseKeyRing(JSON.stringify({ current: 'staging', keys: { staging: key(9) } }), '');
  const unreadable: [string, Payload, string][] = [
    ['garbage under our own key', damaged, 'cannot be read with the key that it names, "k1"'],
    [
      'a message under a key of others',
      seal(foreign, said('x'), FROM_ANYBODY),
      'cannot be read with the key that it names, "staging"',
    ],
    ['broken JSON', { ...said('x'), data: Buffer.from('{') }, 'neither JSON nor encrypted'],
  ];
  testInTurn(
    'what cannot be read is refused in the timeline, and the incident goes on, also when it is replayed',
    async () => {
      const ids: string[] = [];
      for (const [name, payload] of unreadable) {
        const id = await reported(name);
        await signal(id, payload);
        await noted(id, 'After it.');
        ids.push(id);
      }
      await restart(town.worker);
      for (const [index, [name, , why]] of unreadable.entries()) {
        const id = ids[index]!;
        await noted(id, 'After the restart.');
        const refused = async () => eventsOf(await timelineOf(town, id), 'refused');
        await until('the refusal is in the register', async () => (await refused()).length > 0);
        expect({ name, refused: await refused() }).toMatchObject({
          name,
          refused: [{ command: 'note-progress', code: 'malformed', door: 'signal', why: expect.stringContaining(why) }],
        });
      }
    },
  );

  testInTurn('goes on under a new key, and a message that came before its key is waited for', async () => {
    const id = await reported('Under the first key.');
    await noted(id, 'Also under the first.');
    const both = JSON.stringify({ current: 'k2', keys: { k1: key(1), k2: key(2) } });
    const author = { id: 'lead', roles: ['lead'], command: 'note-progress' };
    await signal(
      id,
      seal(parseKeyRing(both, ''), said('Too early.'), { by: author, for: workflowPlace('default', id) }),
    );
    await until('the worker says which key it waits for', () => /the key ..k2../.test(logged()));

    writeFileSync(town.temporal.encryptionKeysFile, both);
    await restart(town.worker);
    await restart(town.api);
    await noted(id, 'Under the second.');
    const events = async () => eventsOf(await timelineOf(town, id), 'progress-noted').map((event) => event.text);
    await until('all is in the register', async () => (await events()).length === 3);
    expect(await events()).toEqual(['Also under the first.', 'Too early.', 'Under the second.']);
    expect(eventsOf(await timelineOf(town, id), 'refused')).toEqual([]);
    const history = await historyOf(id);
    expect([history.includes('\nk1\n'), history.includes('\nk2\n')]).toEqual([true, true]);
    await restart(town.worker);
    await noted(id, 'Replayed under both.');
  });

  async function imported(): Promise<string[]> {
    const ids = names.map((_, index) => `planted-${index}`);
    const rows = ids.map(
      (id, index) =>
        `${id},${names[index]},en,Europe/Paris,,,${id}-a,subscription,${names[index]} main,planted,` +
        `${id}-admin,${contacts[index]},${addresses[index]},administrator,`,
    );
    const table = [IMPORT_COLUMNS.join(','), ...rows].join('\r\n');
    const { status } = await town.ask('operator', 'POST', '/customers/import', table, { 'content-type': 'text/csv' });
    expect(status).toBe(200);
    return ids;
  }

  async function reported(seen: string): Promise<string> {
    const id = await town.tell.report({ channel: 'staff', seen, detectedAt: hoursAgo(2) });
    await town.tell.until(id, 'it is open', ({ sequence }) => sequence > 0);
    return id;
  }

  async function toldAndClosed(customers: string[]): Promise<string> {
    const { say, until: wait } = town.tell;
    const id = await reported(text());
    await say(id, 'responder', 'assess', {
      ...assessment({
        effects: ['disclosure'],
        manner: 'accidental',
        severity: 'medium',
        scenario: 'misdirected-email',
        malicious: 'no',
      }),
      evaluation: text(),
      findings: text(),
      severity: { level: 'medium', reason: text() },
    });
    await wait(id, 'triage has ended', ({ triage }) => triage.endedAt !== undefined);
    await say(id, 'legal', 'declare', {
      ...DECLARATION,
      facts: text(),
      gdpr: 'no',
      policy: text(),
      awareAt: hoursAgo(1),
    });
    await withoutRoom(async () => {
      await say(id, 'responder', 'add-affected-customers', {
        customers,
        data: text(),
        volume: text(),
        exposure: text(),
      });
      await until('the register had no room', () => logged().includes('An effect failed'));
    });
    await wait(id, 'they are in scope', ({ scope }) => scope.cohorts.some(({ total }) => total === CUSTOMERS));
    await written(id);
    await town.tell.tellCustomers(id, 'initial', text());
    await wait(id, 'nothing is due', ({ headline }) => headline.due === undefined);
    await town.tell.tellCustomers(id, 'final', 'It is over.');
    await town.tell.learnLessons(id, text());
    await say(id, 'lead', 'close', { outcome: text() });
    return id;
  }

  async function written(id: string): Promise<void> {
    const { say } = town.tell;
    await stateFacts(town.tell, id, { nature: text() });
    await say(id, 'responder', 'note-progress', { text: text() });
    await say(id, 'lead', 'note-progress', { text: text() });
    await say(id, 'responder', 'move-stage', { to: 'containment' });
    await say(id, 'responder', 'move-stage', { to: 'investigation', why: text() });
    await say(id, 'legal', 'correct-anchor', { anchor: 'aware', at: hoursAgo(2), reason: text() });
    const { notice, hash } = await town.tell.draft(id, 'initial', text());
    await say(id, 'legal', 'reject-notice', { notice, hash, reason: text() });
    const refused = { by: 'lead', text: text(), surplus: text() };
    await town.temporal.cli(
      'workflow',
      'signal',
      '-w',
      id,
      '--name',
      'note-progress',
      '--input',
      JSON.stringify(refused),
    );
  }

  /** The register refuses the scope for a while, in words that name a customer. */
  async function withoutRoom(work: () => Promise<void>): Promise<void> {
    const database = new Database({ connectionString: town.databaseUrl });
    await database.connect();
    await database.query(`create function no_room() returns trigger language plpgsql as
      $$ begin raise exception 'no room for ${names[0]}' using detail = '${addresses[0]}'; end $$;
      create trigger no_room before insert on scope for each row execute function no_room()`);
    await work();
    await database.query('drop trigger no_room on scope; drop function no_room');
    await database.end();
  }

  async function noted(id: string, words: string): Promise<void> {
    await until(`"${words}" is noted`, async () => {
      const headers = { 'idempotency-key': `${id} ${words}` };
      const { status } = await town.ask('lead', 'POST', `/incidents/${id}/note-progress`, { text: words }, headers);
      return status === 200;
    });
  }

  async function signal(workflowId: string, payload: Payload): Promise<void> {
    await town.temporal.client.workflowService.signalWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId },
      signalName: 'note-progress',
      input: { payloads: [payload] },
    });
  }

  /** Every text and every byte string of it, decrypted by `open` if given. */
  async function historyOf(workflowId: string, open?: (payload: Payload) => Payload): Promise<string> {
    const history = await town.temporal.client.workflow.getHandle(workflowId).fetchHistory();
    return wordsOf(history, open).join('\n');
  }

  async function visible(): Promise<string> {
    const { workflowService } = town.temporal.client;
    const list = await workflowService.listWorkflowExecutions({ namespace: 'default' });
    expect(list.executions.length).toBeGreaterThan(1);
    return wordsOf(list).join('\n');
  }

  /** SQLite deletes its journal after each change, so that it may be gone before it is read; the database itself is always there. */
  function onDisk(): string {
    const database = join(town.folder, 'temporal.db');
    const beside = readdirSync(town.folder).filter((file) => file.startsWith('temporal.db-'));
    return [readFileSync(database, 'latin1'), ...beside.map((file) => contentOf(join(town.folder, file)))].join('\n');
  }

  function contentOf(file: string): string {
    try {
      return readFileSync(file, 'latin1');
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw fault;
    }
  }

  /** What the API shows to Prometheus, and what the worker does. */
  async function measured(): Promise<[api: string, worker: string]> {
    const { auditor } = JSON.parse(readFileSync(town.keysFile, 'utf8')) as { auditor: string };
    const headers = { authorization: `Bearer ${auditor}` };
    const [api, worker] = await Promise.all([
      fetch(`${town.url}/metrics`, { headers }),
      fetch(`http://${workerMetrics}/metrics`),
    ]);
    return [await api.text(), await worker.text()];
  }

  function logged(): string {
    return ['worker.log', 'api.log', 'temporal.log']
      .map((file) => readFileSync(join(town.folder, file), 'utf8'))
      .join('');
  }
});

function inTheClear() {
  return {
    namespace: 'default',
    workflowId: 'in-the-clear',
    workflowType: { name: 'nothing' },
    taskQueue: { name: 'nobody' },
    requestId: 'once',
    input: { payloads: [said(names[1]!)] },
  };
}

function found(haystack: string): string[] {
  return planted.filter((one) => haystack.includes(one));
}

function wordsOf(part: unknown, open?: (payload: Payload) => Payload): string[] {
  if (typeof part === 'string') return [part];
  if (part instanceof Uint8Array) return [Buffer.from(part).toString('latin1'), Buffer.from(part).toString('base64')];
  if (typeof part !== 'object' || part === null) return [];
  const shown = open && 'metadata' in part && 'data' in part ? open(part as Payload) : part;
  return Object.values(shown).flatMap((inner: unknown) => wordsOf(inner, open));
}

async function restart(program: Town['worker']): Promise<void> {
  await program.kill();
  await program.start();
}

function said(words: string): Payload {
  return defaultPayloadConverter.toPayload({ by: 'lead', text: words });
}

function key(number: number): string {
  return Buffer.alloc(32, number).toString('base64');
}

function fail(): never {
  throw new Error('There are more places than texts');
}
