import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { AlertKind } from '../../domain/alerts/state';
import type { IncidentId } from '../../domain/case/state';
import type { EffectId } from '../../domain/effects/state';
import { plus, type Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import { lockAlertsAbout } from '../database/locks';
import { inFewTrips, type Statement } from '../database/one-trip';
import type { Schema } from '../database/schema';
import { storable } from '../database/values';

/*
 * Grouped alerts 1. Those that wait for the same people leave together, by the instant at which the first of them must.
 * Grouped alerts 2. One alert alone sends the mail of its group. Another takes over only when that one was silent for the whole lease.
 * Grouped alerts 3. What is said of a restricted incident is in no mail of a group.
 */

/** What a mail about several alerts says of each. */
export interface AlertSummary {
  incident: IncidentId;
  alert: AlertKind;
  due?: Instant;
  seen?: string;
}

export interface GroupedAlert {
  effect: EffectId;
  reporter: PersonId;
  /** Whom it goes to, as a text that is the same for the same people. */
  addressees: string;
  summary: AlertSummary;
}

/** Times in milliseconds. */
export interface GroupPace {
  /** So many within the window wait for no other. */
  atOnce: number;
  windowMs: number;
  holdMs: number;
  leaseMs: number;
  /** After so long one asks again whether the mail of its group is out. */
  askAgainMs: number;
}

/** `isFirst`: nobody tried to send the mail before, nor was its alert begun in what a restored backup lacks. */
export type Turn =
  | { turn: 'alone' }
  | { turn: 'wait'; until: Instant }
  | { turn: 'send'; mail: string; isFirst: boolean; together: AlertSummary[] };

type Row = Selectable<Schema['groupedAlerts']>;

const KEPT_MS = 7 * 24 * 60 * 60_000;

export function turnOf(
  db: Kysely<Schema>,
  alert: GroupedAlert,
  isNew: boolean,
  at: Instant,
  pace: GroupPace,
): Promise<Turn> {
  return inFewTrips(db, async (trx) => {
    const [, known, placed] = await Promise.all([
      lockAlertsAbout(trx, alert.reporter),
      rowOf(trx, alert.effect),
      isNew ? placeOf(trx, alert, at, pace) : undefined,
    ]);
    const row = known ?? placed;
    const statements = placed && !known ? placing(trx, placed) : [];
    if (!row || row.leavesAt === row.placedAt) return { statements, answer: (): Turn => ({ turn: 'alone' }) };
    for (const statement of statements) await trx.executeQuery(statement);
    const turn = await turnTogether(trx, row, at, pace);
    return { statements: [], answer: () => turn };
  });
}

async function turnTogether(trx: Transaction<Schema>, row: Row, at: Instant, pace: GroupPace): Promise<Turn> {
  if (!(await isNamable(trx, row))) return { turn: 'alone' };
  if (row.mail) return turnIn(trx, { ...row, mail: row.mail }, at, pace);
  if (row.leavesAt > at) return { turn: 'wait', until: row.leavesAt };
  return claim(trx, row, at);
}

export async function groupEnded(db: Kysely<Schema>, mail: string, at: Instant): Promise<void> {
  await db.updateTable('groupedAlerts').set({ endedAt: at }).where('mail', '=', mail).execute();
}

async function rowOf(trx: Transaction<Schema>, effect: EffectId): Promise<Row | undefined> {
  return trx.selectFrom('groupedAlerts').selectAll().where('effect', '=', effect).executeTakeFirst();
}

/** Where it would stand among those of the same people. */
async function placeOf(trx: Transaction<Schema>, alert: GroupedAlert, at: Instant, pace: GroupPace): Promise<Row> {
  const { reporter, addressees } = alert;
  const others = trx.selectFrom('groupedAlerts').where('reporter', '=', reporter).where('addressees', '=', addressees);
  const [recent, waiting] = await Promise.all([
    others.select('effect').where('placedAt', '>', plus(at, -pace.windowMs)).execute(),
    others.select('leavesAt').where('mail', 'is', null).orderBy('leavesAt').executeTakeFirst(),
  ]);
  const leavesAt = recent.length < pace.atOnce ? at : (waiting?.leavesAt ?? plus(at, pace.holdMs));
  const mail = leavesAt === at ? alert.effect : null;
  return { ...alert, placedAt: at, leavesAt, mail, sender: null, claimedAt: null, endedAt: null };
}

function placing(trx: Transaction<Schema>, row: Row): Statement[] {
  const { reporter, placedAt, summary } = row;
  const older = trx.deleteFrom('groupedAlerts').where('reporter', '=', reporter);
  return [
    older.where('placedAt', '<', plus(placedAt, -KEPT_MS)),
    trx.insertInto('groupedAlerts').values({ ...row, summary: textOf(summary) }),
  ];
}

/** All that wait go with the one that asks first. Its mail has another id than that alert alone, which may go out too if this answer is lost. */
async function claim(trx: Transaction<Schema>, own: Row, at: Instant): Promise<Turn> {
  const mail = `${own.effect}+`;
  await trx
    .updateTable('groupedAlerts')
    .set({ mail, sender: own.effect, claimedAt: at })
    .where('reporter', '=', own.reporter)
    .where('addressees', '=', own.addressees)
    .where('mail', 'is', null)
    .where(isOpenToAll)
    .execute();
  const begun = trx.selectFrom('sendings').select('subject').where('subject', '=', own.effect).limit(1);
  const isFirst = (await begun.executeTakeFirst()) === undefined;
  return { turn: 'send', mail, isFirst, together: await togetherIn(trx, mail) };
}

async function isNamable(trx: Transaction<Schema>, { effect }: Row): Promise<boolean> {
  const open = trx.selectFrom('groupedAlerts').select('effect').where('effect', '=', effect).where(isOpenToAll);
  return (await open.executeTakeFirst()) !== undefined;
}

const isOpenToAll = sql<boolean>`not exists (select from incidents i where i.restricted and i.id = summary ->> 'incident')`;

async function turnIn(
  trx: Transaction<Schema>,
  own: Row & { mail: string },
  at: Instant,
  pace: GroupPace,
): Promise<Turn> {
  const { effect, mail, sender, claimedAt, endedAt } = own;
  const isFree = !claimedAt || plus(claimedAt, pace.leaseMs) <= at;
  if (!endedAt && sender !== effect && !isFree) return { turn: 'wait', until: plus(at, pace.askAgainMs) };
  if (!endedAt)
    await trx.updateTable('groupedAlerts').set({ sender: effect, claimedAt: at }).where('mail', '=', mail).execute();
  return { turn: 'send', mail, isFirst: false, together: await togetherIn(trx, mail) };
}

async function togetherIn(trx: Transaction<Schema>, mail: string): Promise<AlertSummary[]> {
  const rows = trx.selectFrom('groupedAlerts').select('summary').where('mail', '=', mail).where(isOpenToAll);
  return (await rows.orderBy('placedAt').orderBy('effect').execute()).map(({ summary }) => summary);
}

function textOf(summary: AlertSummary): string {
  return JSON.stringify(summary, (_key, value: unknown) => storable(value));
}
