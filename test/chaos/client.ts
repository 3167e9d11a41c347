import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Event } from '../../src/domain/events';
import type { Role } from '../../src/domain/primitives/people';
import type { IncidentView } from '../../src/domain/view';

/** One request of a client's that wants to know: repeated under the same key until it is acknowledged or refused. */
export interface Given {
  by: Role;
  path: string;
  /** The Idempotency-Key header. */
  key: string;
  /** Milliseconds since the epoch. */
  givenAt: number;
  /** Undefined while it is open. */
  status?: number;
  answeredAt?: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the API said
  body?: any;
}

export interface Command extends Given {
  incident: string;
  command: string;
  said: object;
  body?: { sequence: number; events: Event[] };
}

const ONE_TRY_WITHIN_MS = 20_000;
const PAUSE_MS = 200;
/** Longer than any fault lasts, with what a key in flight and a lost task need after it. */
const PATIENCE_MS = 240_000;

/** Speaks to the API as an impatient, honest client does, and keeps what it was told. */
export class Client {
  readonly commands: Command[] = [];
  readonly reports: Given[] = [];
  /** What no client should ever see: a status that is neither yes nor no nor "try again". */
  readonly faults: string[] = [];
  /** How often the API said "not now". */
  puttingOffs = 0;
  /** Requests on the wire at this moment that carry a command. */
  onTheWire = 0;

  constructor(
    private readonly url: string,
    private readonly keys: Record<Role, string>,
  ) {}

  /** The new incident's id. */
  async report(by: Role, said: object): Promise<string> {
    const given: Given = { by, path: '/incidents', key: randomUUID(), givenAt: Date.now() };
    this.reports.push(given);
    await this.settle(given, said);
    return (given.body as { id: string }).id;
  }

  async command(by: Role, incident: string, command: string, said: object): Promise<Command> {
    const path = `/incidents/${incident}/${command}`;
    const given: Command = { by, path, incident, command, said, key: randomUUID(), givenAt: Date.now() };
    this.commands.push(given);
    await this.settle(given, said);
    return given;
  }

  /** @throws if it is refused */
  async must(by: Role, incident: string, command: string, said: object): Promise<Command> {
    const given = await this.command(by, incident, command, said);
    if (given.status !== 200) throw new Error(`${command} was refused: ${given.status} ${JSON.stringify(given.body)}`);
    return given;
  }

  /** Undefined where it does not answer now. */
  async see(incident: string): Promise<IncidentView | undefined> {
    const answer = await this.once({ by: 'lead', path: `/incidents/${incident}`, method: 'GET' });
    return answer?.status === 200 ? (answer.body as IncidentView) : undefined;
  }

  async until(incident: string, what: string, wished: (view: IncidentView) => boolean): Promise<IncidentView> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(PAUSE_MS)) {
      const view = await this.see(incident);
      if (view && wished(view)) return view;
    }
    throw new Error(`${incident}: waited in vain until ${what}`);
  }

  /** Anything else that is put right by repeating it. */
  async put(by: Role, path: string, body: string, type: string): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(PAUSE_MS)) {
      const answer = await this.once({ by, path, body, type, method: 'POST' });
      if (answer?.status === 200) return;
      if (answer && !answer.again) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    throw new Error(`${path} got no answer within ${PATIENCE_MS} ms`);
  }

  private async settle(given: Given, said: object): Promise<void> {
    const { by, path, key } = given;
    const body = JSON.stringify(said);
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(PAUSE_MS)) {
      this.onTheWire += 1;
      const answer = await this.once({ by, path, key, body, method: 'POST' }).finally(() => (this.onTheWire -= 1));
      if (answer === undefined) continue;
      if (answer.again) this.puttingOffs += 1;
      else if (isKept(answer)) continue;
      else if (answer.status >= 500) this.faults.push(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      else {
        Object.assign(given, { status: answer.status, body: answer.body, answeredAt: Date.now() });
        return;
      }
    }
    throw new Error(`${path} got no answer within ${PATIENCE_MS} ms`);
  }

  /** Undefined where the connection broke, or nothing came. */
  private async once({ by, path, key, body, method, type = 'application/json' }: Request) {
    try {
      const answer = await fetch(`${this.url}/api${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.keys[by]}`,
          'content-type': type,
          ...(key && { 'idempotency-key': key }),
        },
        ...(body !== undefined && { body }),
        signal: AbortSignal.timeout(ONE_TRY_WITHIN_MS),
      });
      const text = await answer.text();
      const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
      const again = isProblem && answer.headers.has('retry-after');
      return { status: answer.status, again, body: text ? (JSON.parse(text) as unknown) : undefined };
    } catch {
      return undefined;
    }
  }
}

/** A declaration that waits for its incident: the same key later tells what became of it. */
function isKept({ status, body }: { status: number; body: unknown }): boolean {
  return status === 202 && typeof body === 'object' && body !== null && 'declaration' in body;
}

interface Request {
  by: Role;
  path: string;
  method: 'GET' | 'POST';
  key?: string;
  body?: string;
  type?: string;
}
