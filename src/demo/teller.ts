import { NO_TEXT } from '../domain/notices/state';
import type { ReadText } from '../domain/notices/notices';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { lessonsBy } from './lessons';
import type { Payload, PersonCommand } from '../domain/commands';
import type { Event } from '../domain/events';
import { HOUR } from '../domain/primitives/instant';
import type { Role } from '../domain/primitives/people';
import type { Report } from '../domain/triage/report';
import type { NoticeKind } from '../domain/notices/state';
import type { IncidentView } from '../domain/view';

export type ReportBody = Omit<Report, 'reporter' | 'reportedAt' | 'detectedAt'> & { detectedAt: string };

/** A run that may be interrupted and resumed: its requests take their idempotency keys from their order, so that none is done twice. */
export interface ResumableRun {
  key: string;
  /** Milliseconds since the epoch, the same in every attempt. */
  begun: number;
}

/** Drives a running Tocsin through its API, with the keys of its first people. */
export interface Teller {
  /** ISO 8601: that many hours before the run began, or before now. */
  hoursAgo: (hours: number) => string;
  get: <T>(path: string) => Promise<T>;
  send: (method: 'GET' | 'POST' | 'PUT', path: string, by: Role, body?: unknown) => Promise<unknown>;
  report: (body: ReportBody) => Promise<string>;
  say: <Name extends PersonCommand>(
    incident: string,
    by: Role,
    command: Name,
    body: Partial<Payload<Name>>,
  ) => Promise<void>;
  see: (incident: string) => Promise<IncidentView>;
  /** Waits for at most a minute until the incident meets the condition. */
  until: (incident: string, what: string, wished: (view: IncidentView) => boolean) => Promise<IncidentView>;
  /** Drafts a notice and waits for its text. */
  draft: (incident: string, kind: NoticeKind, message?: string) => Promise<ReadText & { notice: number }>;
  /** Drafts a notice, has two people approve it, releases it, and waits until it is sent. */
  tellCustomers: (incident: string, kind: NoticeKind, message?: string) => Promise<void>;
  /** Writes the post-mortem that closing waits for, and has two people approve it. */
  learnLessons: (incident: string, words?: string) => Promise<void>;
}

const UNTIL_TIMEOUT_MS = 60_000;
const POLL_PAUSE_MS = 250;
/** Longer than a key stays in flight when its request died with the API. */
const RETRY_WINDOW_MS = 40_000;

/** Rejects as soon as `asked` is aborted. */
export async function createTeller(at: {
  url: string;
  keysFile: string;
  once?: ResumableRun;
  asked?: AbortSignal;
}): Promise<Teller> {
  const { url, keysFile, once, asked } = at;
  const keys = JSON.parse(await readFile(keysFile, 'utf8')) as Record<Role, string>;
  const send = createSend({ url, keys, once: once?.key, asked });
  const see = async (incident: string) => (await send('GET', `/incidents/${incident}`, 'lead')) as IncidentView;
  const until = createUntil(see);

  async function draft(incident: string, kind: NoticeKind, message?: string) {
    const answer = await send('POST', `/incidents/${incident}/draft-notice`, 'responder', { kind, message });
    const notice = draftedIn(answer as { events: Event[] });
    const its = ({ notices }: IncidentView) => notices.find(({ number }) => number === notice);
    const view = await until(incident, 'the notice is composed', (seen) => its(seen)?.hash !== undefined);
    const { hash = NO_TEXT, recipientsHash } = its(view) ?? {};
    return { notice, hash, ...(recipientsHash && { recipientsHash }) };
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
    learnLessons: lessonsBy({ send, see, until }),
    get: async <T>(path: string) => (await send('GET', path, 'lead')) as T,
    report: async (body) => ((await send('POST', '/incidents', 'reporter', body)) as { id: string }).id,
    say: async (incident, by, command, body) => {
      await send('POST', `/incidents/${incident}/${command}`, by, body);
    },
  };
}

interface ApiAccess {
  url: string;
  keys: Record<Role, string>;
  once?: string;
  asked?: AbortSignal;
}

function draftedIn({ events }: { events: Event[] }): number {
  const drafted = events.find((event) => event.type === 'notice-drafted');
  if (!drafted) throw new Error('The answer to draft-notice holds no drafted notice');
  return drafted.notice;
}

function createSend({ url, keys, once, asked }: ApiAccess) {
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
    const answer = await withRetryAfter(() => fetch(`${url}/api${path}`, request));
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} by ${by}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
}

/** Retries with the same key when the API answers Retry-After: the retry then tells the outcome. */
async function withRetryAfter(ask: () => Promise<Response>): Promise<Response> {
  const end = Date.now() + RETRY_WINDOW_MS;
  for (;;) {
    const answer = await ask();
    const seconds = Number(answer.headers.get('retry-after'));
    if (!seconds || Date.now() > end) return answer;
    await answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

function createUntil(see: Teller['see']): Teller['until'] {
  return async (incident, what, wished) => {
    const end = Date.now() + UNTIL_TIMEOUT_MS;
    for (;;) {
      const view = await see(incident);
      if (wished(view)) return view;
      if (Date.now() > end) throw new Error(`${incident}: timed out waiting until ${what}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_PAUSE_MS));
    }
  };
}
