import type { Logger } from 'pino';
import type { KeyRing } from '../codec';
import type { Instant } from '../domain/primitives/instant';
import type { Register } from '../register';
import type { OwnNames } from '../web/stranger';
import type { IncidentClient } from './incidents/desk';

/** This machine's own clock beside the database's: how far it is ahead, and whether that is too far for anything to be written here. */
export interface OwnClock {
  aheadMs: () => number;
  isOff: () => Promise<boolean>;
}

export interface ApiDeps {
  register: Register;
  incidents: IncidentClient;
  log: Logger;
  /** The database's time, as all that is dated here. */
  clock: () => Instant;
  ownClock: OwnClock;
  /** What Temporal keeps of us is encrypted with it. */
  keyRing: KeyRing;
  /** Scheme, host and port of Temporal's UI: the one page elsewhere that may read here. */
  uiOrigin: string;
  ownNames: OwnNames;
  /** What people type to reach us. */
  publicUrl: string;
  patience: ApiPatience;
}

/** How long a request waits for the register, in milliseconds. */
export interface ApiPatience {
  /** For pages that the workflow has and the register lacks. */
  catchUp: number;
  /** For a key at the metrics. */
  signIn: number;
  /** For the figures; Prometheus waits ten seconds in all. */
  figures: number;
  /** Several may ask for figures, each every few seconds: the register is read once for all of them. */
  freshFor: number;
}

export const PATIENCE: ApiPatience = { catchUp: 2_000, signIn: 2_000, figures: 3_000, freshFor: 5_000 };
