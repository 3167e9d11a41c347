import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import type { Present } from '../database/values';

/** A row of the ledger by the words of a notice. */
export type DeliveryRow = NoticeRef & { email: string } & Present<Pick<Selectable<Schema['recipients']>, PlainColumn>>;

type PlainColumn = Exclude<(typeof DELIVERY)[number], `${string} as ${string}`>;

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
  'subject as incident',
  'number as notice',
  'customer',
  'account',
  'contact',
  'address as email',
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
