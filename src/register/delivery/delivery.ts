import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import type { Present } from '../database/values';

export type DeliveryRow = Present<Pick<Selectable<Schema['deliveries']>, (typeof DELIVERY)[number]>>;

export interface DeliveryOutcome {
  state: 'accepted' | 'refused' | 'deferred';
  /** The server's reply. */
  words: string;
  at: Instant;
  /** Required with `deferred`: the next attempt is not before this instant. */
  nextAt?: Instant;
}

export interface NoticeRef {
  incident: IncidentId;
  notice: number;
}

/** The columns of a delivery that callers outside the register get. */
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
