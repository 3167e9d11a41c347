import type { Logger } from 'pino';
import type { KeyRing } from '../codec';
import type { Rules } from '../domain/case/rules';
import type { ExerciseScenario } from '../domain/exercise/scenario';
import type { ExercisePlan } from '../domain/exercise/yearly';
import type { Regime } from '../domain/regimes/regime';
import type { Playbook } from '../domain/tasks/state';
import type { Course } from '../domain/training/course';
import type { Instant } from '../domain/primitives/instant';
import type { Budget, GroupMeaning, Register } from '../register';
import type { OwnNames } from '../web/stranger';
import type { Sender } from '../texts/sender';
import type { TemplateSet } from '../texts/sets';
import type { AnsweredCommands } from './incidents/answered';
import type { Console } from './http/console-files';
import type { Events } from './http/events';
import type { Readings } from './http/readings';
import type { IncidentClient } from './incidents/desk';

/** This machine's wall clock compared with the database's: how far it is ahead, and whether that is too far for any write. */
export interface OwnClock {
  aheadMs: () => number;
  isOff: () => Promise<boolean>;
}

export interface ApiDeps {
  register: Register;
  incidents: IncidentClient;
  answeredCommands: AnsweredCommands;
  /** Under which incidents are opened. */
  rules: Rules;
  /** By name. */
  playbooks: ReadonlyMap<string, Playbook>;
  /** By name: laws and contracts that somebody must judge. */
  regimes: ReadonlyMap<string, Regime>;
  /** All versions. */
  courses: readonly Course[];
  /** By the small letters of its name: what a group of an identity provider stands for. */
  scimGroups?: ReadonlyMap<string, GroupMeaning>;
  /** Of one identity provider; left out, as many as serve the largest. */
  scimCallsAMinute?: number;
  /** By name: what exercises are played from. */
  scenarios: ReadonlyMap<string, ExerciseScenario>;
  /** By name: what is held each year. */
  exercisePlans: ReadonlyMap<string, ExercisePlan>;
  log: Logger;
  /** The database's time; it dates everything here. */
  clock: () => Instant;
  ownClock: OwnClock;
  /** Encrypts and decrypts our payloads in Temporal. */
  keyRing: KeyRing;
  /** Temporal's, in which the incidents are. */
  namespace: string;
  /** Origin of Temporal's UI: the only foreign origin whose pages may read here. */
  uiOrigin: string;
  /** Who signs notices. */
  sender: Sender;
  /** The templates of each language that a person has approved. */
  sets: readonly TemplateSet[];
  /** Who looked at what. */
  readings: Readings;
  /** News of incidents, for whoever listens. */
  events: Events;
  ownNames: OwnNames;
  /** How long a browser stays signed in: unused, and at most. */
  session: { idleMs: number; lifeMs: number };
  /** The identity provider; without one people sign in by key alone. */
  oidc?: { issuer: string; clientId: string; clientSecret: string };
  /** The address under which people reach us. */
  publicUrl: string;
  patience: ApiPatience;
  /** The built pages for people; without them `/` says who is signed in. */
  console?: Console;
  /** Only where all mail goes to a sandbox. */
  demo?: Demo;
  /** How many reports one person may make. */
  reportBudgets: readonly Budget[];
}

/** A small invented company, loaded into an empty register for whoever wants to look around. */
export interface Demo {
  readonly state: 'idle' | 'loading' | 'failed';
  /** Does nothing while it is loading; after a fault it goes on where it stopped. */
  begin: () => void;
}

/** How long a request waits for the register, in milliseconds. */
export interface ApiPatience {
  /** For pages that the workflow has and the register still lacks. */
  catchUp: number;
  /** For checking an API key at the metrics. */
  signIn: number;
  /** For the figures; Prometheus waits ten seconds in all. */
  figures: number;
  /** How long figures are cached: several scrapers may ask every few seconds, and the register is read once for all. */
  freshFor: number;
  /** How long an answer about readiness serves whoever asks. */
  readyFor: number;
}

export const PATIENCE: ApiPatience = {
  catchUp: 2_000,
  signIn: 2_000,
  figures: 3_000,
  freshFor: 5_000,
  readyFor: 1_000,
};

/** A person's reports: so many an hour, and a sixth of that a minute. */
export function reportBudgetsOf(perHour: number): Budget[] {
  return [
    { count: Math.ceil(perHour / 6), withinMs: 60_000 },
    { count: perHour, withinMs: 3_600_000 },
  ];
}
