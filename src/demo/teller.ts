import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Payload, PersonCommand } from '../domain/commands';
import type { Event } from '../domain/events';
import { HOUR } from '../domain/primitives/instant';
import type { Role } from '../domain/primitives/people';
import type { Report } from '../domain/triage/report';
import type { NoticeKind } from '../domain/state';
import type { IncidentView } from '../domain/view';

export type ReportBody = Omit<Report, 'reporter' | 'reportedAt' | 'detectedAt'> & { detectedAt: string };

/** A telling that may break off and begin again: its requests are known by their order, so that none is done twice. */
export interface Telling {
  key: string;
  /** Milliseconds since the epoch, the same each time. */
  begun: number;
}

/** Tells stories to a running Tocsin through its API, with the keys of its first people. */
export interface Teller {
  /** ISO 8601: that many hours before the telling began, or before now. */
  hoursAgo: (hours: number) => string;
  get: <T>(path: string) => Promise<T>;
  send: (method: 'POST' | 'PUT', path: string, by: Role, body: unknown) => Promise<unknown>;
  report: (body: ReportBody) => Promise<string>;
  say: <Name extends PersonCommand>(
    incident: string,
    by: Role,
    command: Name,
    body: Partial<Payload<Name>>,
  ) => Promise<void>;
  see: (incident: string) => Promise<IncidentView>;
  /** Waits until the incident is as wished, a minute at most. */
  until: (incident: string, what: string, wished: (view: IncidentView) => boolean) => Promise<IncidentView>;
  /** Drafts a notice and waits for its text. */
  draft: (incident: string, kind: NoticeKind, message?: string) => Promise<{ notice: number; hash: string }>;
  /** Drafts, has it approved by two people, releases it and waits until it is sent. */
  tellCustomers: (incident: string, kind: NoticeKind, message?: string) => Promise<void>;
}

const PATIENCE = 60_000;
const PAUSE = 250;
/** Longer than a key stays in flight whose request died with the API. */
const SAME_KEY_FOR = 40_000;

/** Breaks off, by a fault, when `asked` to. */
export async function createTeller(at: {
  url: string;
  keysFile: string;
  once?: Telling;
  asked?: AbortSignal;
}): Promise<Teller> {
  const { url, keysFile, once, asked } = at;
  const keys = JSON.parse(await readFile(keysFile, 'utf8')) as Record<Role, string>;
  const send = sending({ url, keys, once: once?.key, asked });
  const see = async (incident: string) => (await send('GET', `/incidents/${incident}`, 'lead')) as IncidentView;
  const until = waiting(see);

  async function draft(incident: string, kind: NoticeKind, message?: string) {
    const answer = await send('POST', `/incidents/${incident}/draft-notice`, 'responder', { kind, message });
    const notice = draftedIn(answer as { events: Event[] });
    const its = ({ notices }: IncidentView) => notices.find(({ number }) => number === notice);
    const view = await until(incident, 'the notice is composed', (seen) => its(seen)?.hash !== undefined);
    return { notice, hash: its(view)?.hash ?? '' };
  }

  async function tellCustomers(incident: string, kind: NoticeKind, message?: string) {
    const resolved = ({ owed }: IncidentView) => !owed.some((effect) => effect.kind.endsWith('-scope'));
    await until(incident, 'the scope is worked out', resolved);
    const text = await draft(incident, kind, message);
    await send('POST', `/incidents/${incident}/approve-notice`, 'legal', text);
    await send('POST', `/incidents/${incident}/approve-notice`, 'communications', text);
    await send('POST', `/incidents/${incident}/release-notice`, 'lead', text);
    const sent = ({ notices }: IncidentView) => notices.find(({ number }) => number === text.notice)?.status === 'sent';
    await until(incident, 'the notice is sent', sent);
  }

  return {
    hoursAgo: (hours) => new Date((once?.begun ?? Date.now()) - hours * HOUR).toISOString(),
    ...{ send, see, until, draft, tellCustomers },
    get: async <T>(path: string) => (await send('GET', path, 'lead')) as T,
    report: async (body) => ((await send('POST', '/incidents', 'reporter', body)) as { id: string }).id,
    say: async (incident, by, command, body) => {
      await send('POST', `/incidents/${incident}/${command}`, by, body);
    },
  };
}

interface Door {
  url: string;
  keys: Record<Role, string>;
  once?: string;
  asked?: AbortSignal;
}

function draftedIn({ events }: { events: Event[] }): number {
  const drafted = events.find((event) => event.type === 'notice-drafted');
  if (!drafted) throw new Error('The answer to draft-notice tells of no notice');
  return drafted.notice;
}

function sending({ url, keys, once, asked }: Door) {
  let count = 0;
  const keyFor = (method: string) =>
    once === undefined || method === 'GET' ? randomUUID() : `${once}-${(count += 1)}`;
  return async (method: string, path: string, by: Role, body?: unknown): Promise<unknown> => {
    const request = {
      method,
      headers: {
        authorization: `Bearer ${keys[by]}`,
        'content-type': 'application/json',
        'idempotency-key': keyFor(method),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: asked ?? null,
    };
    const answer = await settled(() => fetch(`${url}/api${path}`, request));
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} by ${by}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
}

/** Asks again with the same key where the API says that this tells the outcome. */
async function settled(ask: () => Promise<Response>): Promise<Response> {
  const end = Date.now() + SAME_KEY_FOR;
  for (;;) {
    const answer = await ask();
    const seconds = Number(answer.headers.get('retry-after'));
    if (!seconds || Date.now() > end) return answer;
    await answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

function waiting(see: Teller['see']): Teller['until'] {
  return async (incident, what, wished) => {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const view = await see(incident);
      if (wished(view)) return view;
      if (Date.now() > end) throw new Error(`${incident}: waited in vain until ${what}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  };
}
