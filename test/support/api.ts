import { Agent, type Server } from 'node:http';
import { pino } from 'pino';
import request from 'supertest';
import { createApp, type ApiDeps } from '../../src/api/app';
import { coursesIn } from '../../src/process/courses';
import { planFiles, scenarioFiles } from '../../src/process/exercises';
import { playbookFiles } from '../../src/process/playbooks';
import { regimeFiles } from '../../src/process/regimes';
import { PATIENCE } from '../../src/api/deps';
import { createAnsweredCommands } from '../../src/api/incidents/answered';
import type { IncidentClient } from '../../src/api/incidents/desk';
import { createEvents } from '../../src/api/http/events';
import { createReadings } from '../../src/api/http/readings';
import { serverOf } from '../../src/api/http/server';
import { parseKeyRing } from '../../src/codec';
import type { CommandName } from '../../src/domain/commands';
import type { Event, Page } from '../../src/domain/events';
import { evolve } from '../../src/domain/evolve';
import { HOUR, instantFrom, plus, type Instant } from '../../src/domain/primitives/instant';
import { openingPage } from '../../src/domain/open';
import { SHIPPED_RULES, type Rules } from '../../src/domain/case/rules';
import { ROLES, type Role } from '../../src/domain/primitives/people';
import type { PostMortemCommand } from '../../src/domain/post-mortem/commands';
import { decidePostMortem } from '../../src/domain/post-mortem/decide';
import type { PostMortemPage } from '../../src/domain/post-mortem/events';
import { evolvePostMortem } from '../../src/domain/post-mortem/evolve';
import type { PostMortemId } from '../../src/domain/post-mortem/id';
import { firstPage, openingOf } from '../../src/domain/post-mortem/opening';
import type { PostMortemState } from '../../src/domain/post-mortem/state';
import { postMortemAnswer, postMortemView, type PostMortemView } from '../../src/domain/post-mortem/view';
import { receive, receiveBy, refusalPage, type Message } from '../../src/domain/receive';
import type { Refusal } from '../../src/domain/primitives/refusal';
import type { IncidentId } from '../../src/domain/case/state';
import type { IncidentState } from '../../src/domain/state';
import { viewOf, type IncidentView } from '../../src/domain/view';
import type { Register } from '../../src/register';
import { sha256 } from '../../src/primitives/hash';
import { guard } from '../../src/workflows/guard.generated';
import { describedOnly } from './described';
import { LETTERS } from './letters';
import { FakeExercises } from './fake-exercises';
import { KEY_RING } from './key-ring';
import { ownRegister, type Entered, type OwnRegister } from './register';

type Decision = { page?: Page; sequence: number; refusal?: undefined } | { refusal: Refusal };

/** Open incidents in memory that decide by the same guard and rules as the workflow, and store their pages in the given register. */
export class FakeIncidents implements IncidentClient {
  /** False: Temporal is unreachable. */
  isUp = true;
  /** False: messages are accepted, and no worker handles them. */
  hasWorker = true;
  /** Carries out the next update, and loses its answer on the way. */
  losesNextAnswer = false;
  /** Incidents that Temporal refuses to start, although it answers. */
  readonly refused = new Set<string>();
  readonly open = new Map<string, IncidentState>();
  readonly postMortems = new Map<string, PostMortemState>();
  private waiting: (() => Promise<void>)[] = [];
  private heldUp?: Promise<void>;
  private recording: Promise<void> = Promise.resolve();

  readonly exercises: FakeExercises;

  constructor(
    private readonly register: Register,
    private readonly clock: () => Instant,
  ) {
    this.exercises = new FakeExercises(register, clock);
  }

  startExercise(
    ...[opening]: Parameters<IncidentClient['startExercise']>
  ): ReturnType<IncidentClient['startExercise']> {
    return this.exercises.start(overTheWire(opening));
  }

  updateExercise(
    ...[id, command, message]: Parameters<IncidentClient['updateExercise']>
  ): ReturnType<IncidentClient['updateExercise']> {
    return this.exercises.update(id, command, overTheWire(message));
  }

  async start(opening: Parameters<IncidentClient['start']>[0]): ReturnType<IncidentClient['start']> {
    if (!this.isUp) return { outcome: 'unreachable', why: 'switched off' };
    if (this.refused.has(opening.id)) return { outcome: 'refused', why: 'too large' };
    if (!this.open.has(opening.id)) await this.settle(opening.id, openingPage(overTheWire(opening), this.clock()));
    return { outcome: 'started' };
  }

  restart(...[state, unsent]: Parameters<IncidentClient['restart']>): ReturnType<IncidentClient['restart']> {
    if (!this.isUp) return Promise.resolve({ outcome: 'unknown', why: 'switched off' });
    if (this.open.has(state.id)) return Promise.resolve({ outcome: 'running' });
    this.open.set(state.id, overTheWire(state));
    this.recording = this.recording.then(async () => {
      await this.register.pages.append(overTheWire(unsent));
    });
    if (!this.losesNextAnswer) return Promise.resolve({ outcome: 'started' });
    this.losesNextAnswer = false;
    return Promise.resolve({ outcome: 'unknown', why: 'the answer was lost' });
  }

  async update(id: IncidentId, command: CommandName, message: object): ReturnType<IncidentClient['update']> {
    if (!this.isUp || !this.hasWorker) return { outcome: 'unknown', why: 'nobody answered' };
    if (!this.open.has(id)) return { outcome: 'gone' };
    const heard = this.decide(id, command, overTheWire<Message>({ ...message }), 'update');
    if (heard.refusal) return { outcome: 'refused', refusal: heard.refusal };
    const before = this.stateOf(id);
    const state = viewOf(heard.page ? await this.settle(id, heard.page) : before);
    if (this.losesNextAnswer) {
      this.losesNextAnswer = false;
      return { outcome: 'unknown', why: 'the answer was lost' };
    }
    return {
      outcome: 'done',
      answer: overTheWire({ state, sequence: heard.sequence, events: heard.page?.events ?? [] }),
    };
  }

  async signal(id: IncidentId, command: CommandName, message: object): ReturnType<IncidentClient['signal']> {
    if (!this.isUp) return { outcome: 'unknown', why: 'switched off' };
    if (!this.open.has(id)) return { outcome: 'gone' };
    const act = () => this.handleSignal(id, command, overTheWire<Message>({ ...message }));
    if (this.hasWorker) await act();
    else this.waiting.push(act);
    return { outcome: 'sent' };
  }

  see(id: IncidentId): Promise<IncidentView | undefined> {
    const state = this.isUp && this.hasWorker ? this.open.get(id) : undefined;
    return Promise.resolve(state && overTheWire(viewOf(state)));
  }

  async updatePostMortem(
    id: PostMortemId,
    command: PostMortemCommand,
    message: object,
  ): ReturnType<IncidentClient['updatePostMortem']> {
    const state = this.postMortems.get(id);
    if (!state) return { outcome: 'gone' };
    const heard = overTheWire<Message>({ ...message });
    const received = receiveBy(decidePostMortem, state, command, heard, 'update', this.clock());
    if (received.kind === 'refused') return { outcome: 'refused', refusal: received.refusal };
    if (received.kind === 'page') await this.settlePostMortem(id, received.page);
    return { outcome: 'done', answer: postMortemAnswer(this.postMortems.get(id) ?? state) };
  }

  seePostMortem(id: PostMortemId): Promise<PostMortemView | undefined> {
    const state = this.postMortems.get(id);
    return Promise.resolve(state && overTheWire(postMortemView(state)));
  }

  /** As the workflow of the incident does, where it owes one. */
  async openPostMortem(id: IncidentId): Promise<void> {
    const state = this.stateOf(id);
    const effect = state.outbox.find((owed) => owed.kind === 'open-post-mortem');
    if (effect?.kind !== 'open-post-mortem') throw new Error(`${id} owes no post-mortem`);
    const opening = openingOf(state, effect.due, this.clock());
    await this.settlePostMortem(opening.id, firstPage(opening));
    await this.system(id, 'post-mortem-started', { effect: effect.id });
  }

  private async settlePostMortem(id: PostMortemId, page: PostMortemPage): Promise<void> {
    this.postMortems.set(id, evolvePostMortem(this.postMortems.get(id), overTheWire(page)));
    await this.register.pages.append([page]);
  }

  /** Nothing runs here that could be woken. */
  wake(): Promise<void> {
    return Promise.resolve();
  }

  queues(): ReturnType<IncidentClient['queues']> {
    return Promise.resolve(
      this.isUp ? [{ queue: 'tocsin', tasks: 'workflow', waiting: this.waiting.length, oldestMs: 0 }] : undefined,
    );
  }

  fault(): Promise<string | undefined> {
    return Promise.resolve(this.isUp ? undefined : 'switched off');
  }

  /** Starts the worker again, which handles what has come in meanwhile. */
  async resume(): Promise<void> {
    this.hasWorker = true;
    for (const act of this.waiting.splice(0)) await act();
  }

  /** Sends what timers and effects send. */
  async system(id: string, command: CommandName, message: object): Promise<void> {
    await this.handleSignal(id as IncidentId, command, { ...message, by: 'system', door: 'system' });
  }

  /** Makes the register lag behind, until the returned function is called. */
  holdUp(): () => void {
    let catchUp: () => void = () => undefined;
    this.heldUp = new Promise((resolve) => (catchUp = resolve));
    return () => {
      this.heldUp = undefined;
      catchUp();
    };
  }

  /** Waits until the register has all pages. */
  async recorded(): Promise<void> {
    await this.recording;
  }

  private async handleSignal(id: IncidentId, command: CommandName, message: Message): Promise<void> {
    const heard = this.decide(id, command, message, 'signal');
    const page = heard.refusal
      ? refusalPage(this.stateOf(id), command, message, heard.refusal, this.clock())
      : heard.page;
    if (page) await this.settle(id, page);
  }

  private decide(id: IncidentId, command: CommandName, message: Message, via: 'update' | 'signal'): Decision {
    const shape = guard(command, message);
    if (!shape.ok) return { refusal: { refused: 'malformed', why: shape.why, points: [shape.pointer] } };
    const state = this.stateOf(id);
    const received = receive(state, command, message, via, this.clock());
    switch (received.kind) {
      case 'refused':
        return { refusal: received.refusal };
      case 'repeat':
        return { sequence: received.sequence };
      case 'nothing':
        return { sequence: state.sequence };
      case 'page':
        return { page: received.page, sequence: received.page.sequence };
    }
  }

  private stateOf(id: IncidentId): IncidentState {
    const state = this.open.get(id);
    if (!state) throw new Error(`${id} is not open`);
    return state;
  }

  private async settle(id: IncidentId, page: Page): Promise<IncidentState> {
    const state = evolve(this.open.get(id), overTheWire(page));
    this.open.set(id, state);
    const { heldUp } = this;
    this.recording = this.recording.then(async () => {
      await heldUp;
      await this.register.pages.append([page]);
    });
    if (!heldUp) await this.recording;
    if (state.stage.stage === 'closed') this.open.delete(id);
    return state;
  }
}

export const UI_ORIGIN = 'http://127.0.0.1:8233';
/** Of PUBLIC_URL. */
export const OWN_ORIGIN = 'http://127.0.0.1:8080';

export interface Service {
  asOwner: OwnRegister['asOwner'];
  ownerUrl?: string;
  register: Register;
  desk: FakeIncidents;
  server: Server;
  deps: ApiDeps;
  logged: string[];
  now: () => Instant;
  wait: (milliseconds: number) => void;
  /** A request as the person with this id; each of the nine is named after a role. */
  as: (person: string) => ReturnType<typeof request.agent>;
  stop: () => Promise<void>;
}

/** Each named after a role, and with a key. */
const NINE_PEOPLE: Entered = {
  name: 'nine_people',
  enter: async (register) => {
    for (const role of ROLES) await addPerson(register, role, [role]);
  },
};

/** The API on a free port, with a register of its own. */
export async function startService(rules: Rules = SHIPPED_RULES, also: Partial<ApiDeps> = {}): Promise<Service> {
  const { register, asOwner, ownerUrl, remove } = await ownRegister(NINE_PEOPLE);
  let time = instantFrom('2026-11-23T09:00:00Z') as Instant;
  const now = also.clock ?? (() => (time = plus(time, 1)));
  const desk = new FakeIncidents(register, now);
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (entry: string) => void logged.push(entry) });
  const keyRing = parseKeyRing(KEY_RING, 'the ring');
  const deps = {
    register,
    incidents: desk,
    answeredCommands: createAnsweredCommands(),
    readings: createReadings(register.access, log),
    events: createEvents(register, log),
    rules,
    playbooks: playbookFiles.all(undefined),
    regimes: regimeFiles.all(undefined),
    courses: coursesIn(undefined),
    scenarios: scenarioFiles.all(undefined),
    exercisePlans: planFiles.all(undefined),
    log,
    clock: now,
    ownClock: { aheadMs: () => 0, isOff: () => Promise.resolve(false) },
    keyRing,
    ...LETTERS,
    namespace: 'default',
    uiOrigin: UI_ORIGIN,
    publicUrl: OWN_ORIGIN,
    ownNames: { hosts: ['127.0.0.1', 'tocsin.example'], origins: [OWN_ORIGIN] },
    session: { idleMs: 12 * HOUR, lifeMs: 7 * 24 * HOUR },
    reportBudgets: [],
    patience: { ...PATIENCE, readyFor: 0 },
    ...also,
  };
  const app = createApp(deps);
  const undescribed = describedOnly(app);
  const server = serverOf(app);
  // An idle connection stays: closed by the server at the moment of the next request, it would fail that.
  server.keepAliveTimeout = 0;
  const connections = new Agent({ keepAlive: true });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{ register, asOwner, ownerUrl, desk, server, deps, logged, now },
    wait: (milliseconds) => (time = plus(time, milliseconds)),
    as: (person) =>
      request
        .agent(server)
        .use(reusing(connections))
        .set('Authorization', `Bearer ${keyOf(person)}`),
    stop: async () => {
      await deps.events.stop();
      connections.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await desk.recorded();
      await deps.readings.settled();
      await remove();
      if (undescribed.size > 0) throw new Error(`Not as the API is described:\n${[...undescribed].join('\n')}`);
    },
  };
}

/** Most requests come over a connection that is open already, as a browser's do. */
function reusing(connections: Agent): (asked: request.Test) => void {
  return (asked) => void asked.agent(connections);
}

export async function addPerson(register: Register, id: string, roles: Role[]): Promise<void> {
  const email = `${id}@tocsin.example`;
  await register.people.add({ id, name: id, email, roles, timeZone: 'Europe/Paris', language: 'en', active: true });
  const at = instantFrom('2026-11-23T08:00:00Z') as Instant;
  await register.keys.add({ person: id, hash: sha256(keyOf(id)), name: `Key of ${id}`, at });
}

export function keyOf(person: string): string {
  return `key-of-${person}`;
}

/** Signs a browser in, and answers the cookie that it gets. */
export async function cookieOf({ server }: Pick<Service, 'server'>, person: string): Promise<string> {
  const answer = await request(server)
    .post('/session')
    .send({ key: keyOf(person) })
    .expect(201);
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

export const REPORT = {
  channel: 'staff',
  seen: 'A list of customers was mailed to a stranger.',
  detectedAt: '2026-11-23T08:12:00Z',
} as const;

export async function reported(service: Service, person = 'reporter'): Promise<IncidentId> {
  const answer = await service.as(person).post('/api/incidents').send(REPORT).expect(201);
  return answer.body.id as IncidentId;
}

/** An incident that has been triaged and declared. */
export async function declared(service: Service): Promise<IncidentId> {
  const id = await reported(service);
  await service.as('responder').post(`/api/incidents/${id}/assess`).send(ASSESSMENT).expect(200);
  await service.as('lead').post(`/api/incidents/${id}/declare`).send(DECLARATION).expect(200);
  return id;
}

export const ASSESSMENT = {
  evaluation: 'A list of names and addresses went to one known recipient.',
  definition: {
    effect: { answer: 'yes', kinds: ['disclosure'] },
    manner: { answer: 'yes', kind: 'accidental' },
    data: { answer: 'yes', kinds: ['personal'] },
    processedByUs: { answer: 'yes' },
  },
  inScope: 'yes',
  malicious: 'no',
  findings: 'The recipient confirmed and deletes it.',
  severity: { level: 'medium', reason: 'Few people, harmless data.' },
  alerted: ['lead'],
};
export const DECLARATION = {
  basis: 'likely',
  facts: 'The list was opened.',
  awareAt: '2026-11-23T08:30:00Z',
  gdpr: 'yes',
};

export const typesOf = (events: Event[]) => events.map(({ type }) => type);

function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
