import type { Logger } from 'pino';
import type { KeyRing } from '../codec';
import type { Instant } from '../domain/instant';
import type { Register } from '../register';
import type { OwnNames } from '../web/stranger';
import type { IncidentDesk } from './desk';

export interface ApiDeps {
  register: Register;
  incidents: IncidentDesk;
  log: Logger;
  clock: () => Instant;
  /** What Temporal keeps of us is encrypted with it. */
  keyRing: KeyRing;
  /** Scheme, host and port of Temporal's UI: the one page elsewhere that may read here. */
  uiOrigin: string;
  ownNames: OwnNames;
  /** What people type to reach us. */
  publicUrl: string;
}
