import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Payload } from '@temporalio/common';
import { Client } from 'pg';
import { unpacked } from '../../../src/proof-pack/unpacked';
import type { Town } from '../../support/town';

/** Whatever leaves a company, is looked at there or is kept, as one text each: what must not be said is searched for in it. */
export function netOf(town: Town) {
  let archives = 0;

  async function read(by: string, path: string, accept = 'application/json, */*;q=0.5'): Promise<Buffer> {
    const answer = await ask(by, path, accept);
    expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    return Buffer.from(await answer.arrayBuffer());
  }

  function ask(by: string, path: string, accept: string, init: RequestInit = {}): Promise<Response> {
    const keys = JSON.parse(readFileSync(town.keysFile, 'utf8')) as Record<string, string>;
    const headers = { authorization: `Bearer ${keys[by]}`, accept, 'content-type': 'application/json' };
    return fetch(`${town.url}${path}`, { headers, ...init });
  }

  const fetched = (workflowId: string) => town.temporal.client.workflow.getHandle(workflowId).fetchHistory();

  return {
    read,
    text: async (by: string, path: string, accept?: string) => (await read(by, path, accept)).toString(),
    /** Whatever the status is. */
    answer: async (by: string, path: string) => await (await ask(by, path, 'application/json, */*;q=0.5')).text(),
    archive: async (by: string, path: string) => {
      const file = join(town.folder, `archive-${(archives += 1)}.zip`);
      await writeFile(file, await read(by, path));
      return Buffer.concat([...(await unpacked(file)).kept.values()]).toString();
    },
    mails: () => town.mail.taken.map(({ mail }) => [mail.subject, mail.text, mail.html].join('\n')).join('\n'),
    logs: () =>
      readdirSync(town.folder)
        .filter((file) => file.endsWith('.log'))
        .map((file) => readFileSync(join(town.folder, file), 'utf8'))
        .join('\n'),
    /** Decrypted by the key ring. */
    history: async (workflowId: string) => wordsOf(await fetched(workflowId), town.temporal.open).join('\n'),
    /** As Temporal keeps it. */
    sealedHistory: async (workflowId: string) => wordsOf(await fetched(workflowId)).join('\n'),
    /** As Temporal's UI shows it to this person: decrypted by the codec door. */
    historyAsShown: async (by: string, workflowId: string) => {
      const payloads = payloadsIn(await fetched(workflowId)).map(onTheWire);
      const body = JSON.stringify({ payloads });
      const answer = await ask(by, '/codec/decode', 'application/json', { method: 'POST', body });
      expect({ by, status: answer.status }).toEqual({ by, status: 200 });
      const { payloads: shown } = (await answer.json()) as { payloads: { data: string }[] };
      return shown.map(({ data }) => Buffer.from(data, 'base64').toString()).join('\n');
    },
    /** What Temporal lists of every workflow, its search attributes among it. */
    visible: async () => {
      const found: string[] = [];
      for await (const one of town.temporal.client.workflow.list()) found.push(...wordsOf(one.raw));
      return found.join('\n');
    },
    tablesWith: (letters: string) => tablesWith(town.databaseUrl, letters),
    events: (by: string) => heardBy((signal) => ask(by, '/api/events', 'text/event-stream', { signal })),
  };
}

/** What comes of a stream until it is ended. */
async function heardBy(open: (signal: AbortSignal) => Promise<Response>): Promise<() => string> {
  const ended = new AbortController();
  const answer = await open(ended.signal);
  expect(answer.status).toBe(200);
  let text = '';
  const take = async () => {
    for await (const part of answer.body ?? []) text += Buffer.from(part as Uint8Array).toString();
  };
  take().catch(() => undefined);
  return () => {
    ended.abort();
    return text;
  };
}

/** Every table in which these letters stand anywhere; none where the register is embedded. */
async function tablesWith(connectionString: string | undefined, letters: string): Promise<string[]> {
  if (connectionString === undefined) return [];
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ schema: string; name: string }>(
      `select table_schema as schema, table_name as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { schema, name } of tables) {
      const sql = `select from "${schema}"."${name}" t where strpos(t::text, $1) > 0 limit 1`;
      if ((await client.query(sql, [letters])).rows.length > 0) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}

function wordsOf(part: unknown, open?: (payload: Payload) => Payload): string[] {
  if (typeof part === 'string') return [part];
  if (part instanceof Uint8Array) return [Buffer.from(part).toString()];
  if (typeof part !== 'object' || part === null) return [];
  return Object.values(open && isPayload(part) ? open(part) : part).flatMap((inner: unknown) => wordsOf(inner, open));
}

function payloadsIn(part: unknown): Payload[] {
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return [];
  return isPayload(part) ? [part] : Object.values(part).flatMap(payloadsIn);
}

function isPayload(part: object): part is Payload {
  return 'metadata' in part && 'data' in part;
}

function onTheWire({ metadata, data }: Payload) {
  const text = (value?: Uint8Array | null) => Buffer.from(value ?? []).toString('base64');
  const named = Object.entries(metadata ?? {}).map(([name, value]) => [name, text(value)] as const);
  return { metadata: Object.fromEntries(named), data: text(data) };
}
