import type { Logger } from 'pino';
import type { Instant } from '../domain/instant';
import type { Register } from '../register';
import type { IncidentDesk } from './desk';

export interface ApiDeps {
  register: Register;
  incidents: IncidentDesk;
  log: Logger;
  clock: () => Instant;
}
