import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Payload, PersonCommand } from '../domain/commands';
import type { Role } from '../domain/people';
import type { Report } from '../domain/report';
import type { NoticeKind } from '../domain/state';
import type { IncidentView } from '../domain/view';

export type ReportBody = Omit<Report, 'reporter' | 'reportedAt' | 'detectedAt'> & { detectedAt: string };

/** Tells stories to a running Tocsin through its API, with the keys of its first people. */
export interface Teller {
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

export async function createTeller({ url, keysFile }: { url: string; keysFile: string }): Promise<Teller> {
  const send = sending(url, JSON.parse(await readFile(keysFile, 'utf8')) as Record<Role, string>);
  const see = async (incident: string) => (await send('GET', `/incidents/${incident}`, 'lead')) as IncidentView;
  const until = waiting(see);

  async function draft(incident: string, kind: NoticeKind, message?: string) {
    await send('POST', `/incidents/${incident}/draft-notice`, 'responder', { kind, message });
    const composed = ({ notices: all }: IncidentView) => all.at(-1)?.status === 'drafted';
    const { notices } = await until(incident, 'the notice is composed', composed);
    const { number: notice = 0, hash = '' } = notices.at(-1) ?? {};
    return { notice, hash };
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
    ...{ send, see, until, draft, tellCustomers },
    get: async <T>(path: string) => (await send('GET', path, 'lead')) as T,
    report: async (body) => ((await send('POST', '/incidents', 'reporter', body)) as { id: string }).id,
    say: async (incident, by, command, body) => {
      await send('POST', `/incidents/${incident}/${command}`, by, body);
    },
  };
}

function sending(url: string, keys: Record<Role, string>) {
  return async (method: string, path: string, by: Role, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${keys[by]}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} by ${by}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
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
