import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/state';
import type { DeliveryState } from '../database/schema';

export interface DeliveryRow {
  /** The same for the same contact and notice, always. */
  id: string;
  incident: IncidentId;
  notice: number;
  customer: string;
  account: string;
  contact: string;
  email: string;
  name: string;
  language: string;
  state: DeliveryState;
  fence?: string;
  nextAt?: Instant;
  /** Attempts that have ended, in whatever way. */
  attempts: number;
  messageId?: string;
  handedAt?: Instant;
  finishedAt?: Instant;
  serverWords?: string;
  /** An earlier attempt may have reached the server without our knowing. */
  possibleRepeat: boolean;
}

export interface DeliveryOutcome {
  state: 'accepted' | 'refused' | 'deferred';
  /** What the server said. */
  words: string;
  at: Instant;
  /** Needed with `deferred`: not before this instant again. */
  nextAt?: Instant;
}

export interface NoticeRef {
  incident: IncidentId;
  notice: number;
}

/** The columns of a delivery that leave the register. */
export const DELIVERY = [
  'id',
  'incident',
  'notice',
  'customer',
  'account',
  'contact',
  'email',
  'name',
  'language',
  'state',
  'fence',
  'nextAt',
  'attempts',
  'messageId',
  'handedAt',
  'finishedAt',
  'serverWords',
  'possibleRepeat',
] as const;
