import type { Term } from '../../src/domain/clocks/terms';
import { cohortIdOf, type CohortId } from '../../src/domain/scope/state';
import { contractTerms } from '../../src/domain/clocks/contract-terms';
import { ApplicationFailure } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { temporal } from '@temporalio/proto';
import type { Activities } from '../../src/activities';
import { withBackoff } from '../../src/activities/fault';
import { instantAt, plus, type Instant } from '../../src/domain/primitives/instant';
import type { Opening } from '../../src/domain/open';
import type { AnyPage, Page } from '../../src/domain/events';
import type { PostMortemPage } from '../../src/domain/post-mortem/events';
import { isPostMortemId } from '../../src/domain/post-mortem/id';
import { RULES_2026_11 } from '../../src/domain/case/rules';
import type { Effect } from '../../src/domain/effects/state';
import type { IncidentId } from '../../src/domain/case/state';
import type { IncidentView } from '../../src/domain/view';
import { withWorkers } from './workers';
import { BUILT_BUNDLE } from './bundle';
import type { RosterNews } from '../../src/domain/primitives/people';
import { ROSTER } from './people';
import { installRuntime } from './temporal-runtime';
import type { TemporalServer } from './temporal-server';
import { startTestServer } from './test-server';
import { until } from './until';

const ATTRIBUTES = {
  TocsinStage: 'KEYWORD',
  TocsinClass: 'KEYWORD',
  TocsinSeverity: 'KEYWORD',
  TocsinDue: 'DATETIME',
  TocsinLate: 'BOOL',
} as const;

const STAFF = ['responder', 'lead', 'privacy', 'legal', 'communications', 'executive', 'operator'];

export type Mail = Extract<Effect, { kind: 'alert' }>;

function termsOf({ term }: { term: number }): Term[] {
  return contractTerms({ contractHours: term, timeZone: 'UTC' });
}

/** An incident's surroundings, in memory: stateful, and able to be down. */
export class World {
  pages: Page[] = [];
  postMortemPages: PostMortemPage[] = [];
  mails: { mail: Mail; at: Instant }[] = [];
  mailDown = false;
  registerDown = false;
  /** Before this the mail server defers every notice. */
  noticesFrom?: Instant;
  /** What the register answers to whoever has an older roster. */
  roster?: RosterNews;
  /** Whom an alert to roles reaches; a role left out is an empty level. */
  staffed = new Set<string>(STAFF);
  customers = new Map<string, { term: number; told?: Instant; cohort?: CohortId }>();
  /** Who was told and says nothing; and when that was asked, of which rung. */
  silent: string[] = [];
  rungs: { rung: string; at: Instant }[] = [];
  /** By when each batch of a notice was owed. */
  dues: (Instant | undefined)[] = [];
  private revision = 0;

  forget(): void {
    this.pages = [];
    this.postMortemPages = [];
    this.mails = [];
    this.customers.clear();
    this.mailDown = this.registerDown = false;
    this.roster = this.noticesFrom = undefined;
    this.silent = this.rungs = this.dues = [];
    this.staffed = new Set(STAFF);
  }

  constructor(private readonly now: () => Promise<number>) {}

  readonly activities: Activities = {
    recordPages: ({ pages, rosterRevision }) => {
      if (this.registerDown) return Promise.reject(new Error('the register is down'));
      const kept = (isPostMortemId(pages[0]?.incident ?? '') ? this.postMortemPages : this.pages) as AnyPage[];
      kept.push(...pages.filter((page) => !kept.some((known) => known.sequence === page.sequence)));
      const { roster } = this;
      return Promise.resolve({ ...(roster && roster.revision > rosterRevision && { roster }) });
    },
    sendAlert: withBackoff(async ({ effect }: Parameters<Activities['sendAlert']>[0]) => {
      if (this.mailDown) throw ApplicationFailure.retryable('the mail server is down');
      this.mails.push({ mail: effect, at: instantAt(await this.now()) });
      const reached =
        'persons' in effect.to ? effect.to.persons : effect.to.roles.filter((role) => this.staffed.has(role));
      return { reached };
    }),
    countSilent: async ({ rung }) => {
      const names = this.silent;
      this.rungs.push({ rung, at: instantAt(await this.now()) });
      const [planned, forPerson] = rung === 'contact' ? [names.length, 0] : [0, names.length];
      return { customers: names.length, planned, forPerson, names: forPerson > 0 ? names : [] };
    },
    resolveScope: ({ effect }) => {
      const wanted = effect.selection.customers ?? [];
      for (const id of wanted) {
        const customer = this.customers.get(id);
        if (customer) customer.cohort ??= cohortIdOf(effect.id, termsOf(customer));
      }
      const unknown = wanted.filter((id) => !this.customers.has(id));
      return Promise.resolve({ ...this.counts(), unknown, added: wanted.length - unknown.length });
    },
    takeOverScope: () => Promise.resolve({ ...this.counts(), customers: 0 }),
    markScope: () => Promise.resolve({ ...this.counts(), outcome: 'marked' as const }),
    steerSending: () => Promise.resolve({}),
    planNext: () => Promise.resolve({ planned: 0 }),
    planAgain: () => Promise.resolve({ planned: 0 }),
    openExercise: () => Promise.reject(new Error('no exercise here')),
    breakEndpoint: () => Promise.resolve({}),
    scoreExercise: () => Promise.resolve({ score: [] }),
    composeNotice: ({ notice }) => Promise.resolve({ hash: `${notice}`.repeat(64).slice(0, 64) }),
    planNotice: () => Promise.resolve(this.progress()),
    sendBatch: async ({ due }) => {
      this.dues.push(due);
      const at = instantAt(await this.now());
      if (this.noticesFrom && at < this.noticesFrom)
        return { ...this.progress(), finished: false, nextAt: this.noticesFrom, scope: this.counts() };
      for (const customer of this.customers.values()) if (customer.cohort) customer.told ??= at;
      return { ...this.progress(), finished: true, scope: this.counts() };
    },
  };

  private counts() {
    this.revision += 1;
    const cohorts = [...new Set([...this.customers.values()].flatMap(({ cohort }) => cohort ?? []))].map((cohort) => {
      const members = [...this.customers.values()].filter((customer) => customer.cohort === cohort);
      const told = members.flatMap((member) => member.told ?? []);
      const counts = {
        told: told.length,
        lastToldAt: told.sort().at(-1),
        observed: told.length,
        lastObservedAt: told.sort().at(-1),
      };
      const terms = members[0] ? termsOf(members[0]) : [];
      return { cohort, terms, total: members.length, waived: 0, removed: 0, ...counts };
    });
    return { asOf: this.revision, scopeRevision: 1, cohorts, unreachable: 0, withdrawal: { owed: 0, told: 0 } };
  }

  private progress() {
    const members = [...this.customers.values()].filter(({ cohort }) => cohort);
    const told = members.filter((member) => member.told).length;
    return {
      deliveries: members.length,
      accepted: told,
      refused: 0,
      pending: members.length - told,
      customers: members.length,
      told,
      unreachable: 0,
    };
  }
}

/** A world of its own for each incident, so that many can be told side by side. */
export function worldsApart() {
  const worlds = new Map<string, World>();
  let now: () => Promise<number> = () => Promise.reject(new Error('No stage is open yet'));
  const of = (id: string): World => {
    const known = worlds.get(id) ?? new World(() => now());
    worlds.set(id, known);
    return known;
  };
  const activities = ({ env, world }: Stage): Activities => {
    now = () => env.currentTimeMs();
    const names = Object.keys(world.activities) as (keyof Activities)[];
    const apart = names.map((name) => {
      const work = (input: object) => {
        const [id = ''] = /INC-\d{4}-\d{4,9}/.exec(JSON.stringify(input)) ?? [];
        return (of(id).activities[name] as (given: object) => Promise<unknown>)(input);
      };
      return [name, work];
    });
    return Object.fromEntries(apart);
  };
  return { of, activities };
}

export interface Stage {
  env: TestWorkflowEnvironment;
  world: World;
  /** Reports an incident, in the past if wished, and returns a handle to it. */
  report: (over?: Partial<Opening>) => Promise<Incident>;
  now: () => Promise<Instant>;
  /** Runs a story with a worker, and stops the worker when it ends. */
  withWorker: <T>(story: () => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
}

export interface Incident {
  id: IncidentId;
  signal: (name: string, message: unknown) => Promise<void>;
  /**
   * Sends a signal and waits until it is handled. Updates break the clock of the time-skipping server; they are tested on a real server.
   */
  say: (name: string, message: object) => Promise<void>;
  see: () => Promise<IncidentView>;
  result: () => Promise<unknown>;
}

let incidents = 0;

/** Each test has its own task queue, so that workflows left running on a real server do not disturb the next one. */
const queue = () => expect.getState().currentTestName ?? 'tocsin';

/**
 * A time-skipping server, and a world in memory. One for each test: a workflow that ends while an activity is under way keeps the
 * server's clock from skipping ever after (temporalio/sdk-java#1138), and the next test would wait in real time.
 */
export async function openStage(): Promise<Stage> {
  installRuntime();
  const env = await startTestServer();
  await addSearchAttributes(env);
  return stageOn(env);
}

/** The same world with a real server: its limits apply, and time passes normally. */
export async function openRealStage({ address, namespace }: TemporalServer): Promise<Stage> {
  installRuntime();
  return stageOn(await TestWorkflowEnvironment.createFromExistingServer({ address, namespace }));
}

function stageOn(env: TestWorkflowEnvironment): Stage {
  const world = new World(() => env.currentTimeMs());

  return {
    env,
    world,
    now: async () => instantAt(await env.currentTimeMs()),
    report: async (over = {}) => {
      const at = instantAt(await env.currentTimeMs());
      incidents += 1;
      const id = `INC-2026-${String(1000 + incidents)}` as IncidentId;
      const opening: Opening = {
        id,
        at,
        by: 'reporter',
        door: 'api',
        roster: ROSTER,
        rosterRevision: 1,
        rules: RULES_2026_11,
        report: {
          channel: 'staff',
          reporter: 'reporter',
          seen: 'A mail went to the wrong list.',
          detectedAt: plus(at, -60_000),
          reportedAt: at,
        },
        ...over,
      };
      const handle = await env.client.workflow.start('incident', {
        workflowId: id,
        taskQueue: queue(),
        args: [{ opening }],
      });
      const see = () => handle.query<IncidentView>('see');
      return {
        id,
        signal: (name, message) => handle.signal(name, message),
        say: async (name, message) => {
          const { sequence } = await see();
          await handle.signal(name, message);
          await until(`${name} is heard`, async () => (await see()).sequence !== sequence);
        },
        see,
        result: () => handle.result(),
      };
    },
    withWorker: async (story) => {
      const { nativeConnection: connection } = env;
      const { activities } = world;
      const { namespace } = env.client.options;
      const options = { connection, namespace, taskQueue: queue(), workflowBundle: BUILT_BUNDLE, activities };
      return withWorkers(options, story);
    },
    close: () => env.teardown(),
  };
}

async function addSearchAttributes(env: TestWorkflowEnvironment): Promise<void> {
  const types = temporal.api.enums.v1.IndexedValueType;
  const wire = {
    KEYWORD: types.INDEXED_VALUE_TYPE_KEYWORD,
    DATETIME: types.INDEXED_VALUE_TYPE_DATETIME,
    BOOL: types.INDEXED_VALUE_TYPE_BOOL,
  };
  const searchAttributes = Object.fromEntries(Object.entries(ATTRIBUTES).map(([name, type]) => [name, wire[type]]));
  await env.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
}
