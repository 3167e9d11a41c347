import type { Kysely, Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import type { RosterChange } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import { upsertMany } from '../parties/people-store';
import { lockRevision, PEOPLE } from '../scope/revisions';
import { addCode, grantKey, type MailedCode } from './codes';
import { countDetails, eraseDetails } from './details';
import {
  closePending,
  declinePending,
  expirePending,
  listPending,
  takePending,
  type AskedAct,
  type PendingAct,
} from './pending';
import { listStory, verifyStory, type StoryFault, type StoryQuery, type StoryRow } from './reading';
import { witnessMailsIn, type WitnessMails } from './witnesses';

export type Confirmed =
  | { outcome: 'done'; roster?: RosterChange }
  | { outcome: 'none' }
  | { outcome: 'overtaken' | 'not-yours'; why: string };

/** The story of what was done to people, keys, customers, imports and rules. It is written by whatever does these, in the same transaction. */
export interface Administration {
  /** The newest first. @throws BadCursor */
  list(query: StoryQuery): Promise<{ rows: StoryRow[]; next?: string }>;
  /** Of every page: that it is whole, in its place, and continues the chain. */
  verify(): Promise<{ pages: number; faults: StoryFault[] }>;
  /** What waits for a second person, the oldest first. */
  pending(at: Instant): Promise<PendingAct[]>;
  /** Does what was asked for in this page, as who asked, by the confirmer. @throws NoOperatorLeft, MailboxTaken */
  confirm(page: number, confirmer: Author): Promise<Confirmed>;
  /** @returns whether it was open */
  decline(page: number, author: Author): Promise<boolean>;
  /** Ends what nobody confirmed in time, on the story. */
  expire(at: Instant): Promise<void>;
  /** Of how many acts, not after an instant, names and addresses still lie beside the story. */
  countDetails(until: Instant): Promise<number>;
  /** Erases those, and says so on the story. @returns of how many acts */
  eraseDetails(until: Instant, author: Author): Promise<number>;
  /** @returns false if the grant has ended: then no code may be mailed */
  addCode(code: MailedCode): Promise<boolean>;
  mails: WitnessMails;
}

export function administrationIn(db: Kysely<Schema>): Administration {
  const inOne = <T>(act: (trx: Transaction<Schema>) => Promise<T>) => db.transaction().execute(act);
  return {
    list: (query) => listStory(db, query),
    verify: () => verifyStory(db),
    pending: (at) => listPending(db, at),
    confirm: (page, confirmer) => inOne((trx) => confirm(trx, page, confirmer)),
    decline: (page, author) => inOne((trx) => declinePending(trx, page, author)),
    expire: (at) => inOne((trx) => expirePending(trx, at)),
    countDetails: (until) => countDetails(db, until),
    eraseDetails: (until, author) => inOne((trx) => eraseDetails(trx, until, author)),
    addCode: (code) => addCode(db, code),
    mails: witnessMailsIn(db),
  };
}

async function confirm(trx: Transaction<Schema>, page: number, confirmer: Author): Promise<Confirmed> {
  await lockRevision(trx, PEOPLE);
  const taken = await takePending(trx, page, confirmer);
  if (taken.outcome !== 'open') return taken;
  const roster = await carryOut(trx, taken.act, taken.author);
  await closePending(trx, page, 'confirmed');
  return { outcome: 'done', ...(roster && { roster }) };
}

async function carryOut(trx: Transaction<Schema>, act: AskedAct, author: Author): Promise<RosterChange | undefined> {
  if (act.kind === 'key') {
    await grantKey(trx, act.person, author);
    return undefined;
  }
  const stored = await upsertMany(trx, act.people, author, act.source);
  if ('asked' in stored) throw new Error('What two people agreed to needs no third');
  return stored.roster;
}
