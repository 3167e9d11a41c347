import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { IncidentId } from '../../domain/case/state';
import { eraseDetailsOf } from '../administration/details';
import { postMortemIdOf } from '../../domain/post-mortem/id';
import { writeActs } from '../administration/story';
import { HELD, incidentSubject } from './legal-holds';
import { OWES } from '../read/incidents';
import type { Wrapping } from '../journal/page-bytes';
import { lockPages } from '../database/locks';
import type { Schema } from '../database/schema';

/*
 * Erasure 1. What a person wrote about an erased incident can be read nowhere in the register; hashes and chains of its pages still hold.
 * Erasure 2. Nothing is erased that is open, owes anything, is kept by its rules, or is under a legal hold.
 */

export type ErasedIncident = Selectable<Schema['erasedIncidents']>;
export type KeptBack = 'unknown' | 'open' | 'kept' | 'held' | 'before-data-keys';

export interface Erasure {
  /** Closed incidents whose time is over and that no legal hold keeps, the longest over first. */
  due(at: Instant, limit: number): Promise<{ incident: IncidentId; keepUntil: Instant }[]>;
  /** Destroys the data key and all rows about the incident, as far as its pages allow. */
  erase(incident: IncidentId, at: Instant, by: PersonId): Promise<'erased' | KeptBack>;
  /** What is left of an erased incident. */
  erased(incident: IncidentId): Promise<ErasedIncident | undefined>;
  /** Encrypts up to `limit` data keys anew that are not under the ring's current key, and returns how many. */
  rewrap(limit: number): Promise<number>;
}

export function erasureIn(db: Kysely<Schema>, wrapping: Wrapping | undefined): Erasure {
  return {
    due: (at, limit) => due(db, at, limit),
    erase: (incident, at, by) => db.transaction().execute((trx) => erase(trx, incident, at, by)),
    erased: async (incident) =>
      await db.selectFrom('erasedIncidents').selectAll().where('incident', '=', incident).executeTakeFirst(),
    rewrap: (limit) => db.transaction().execute((trx) => rewrap(trx, wrapping, limit)),
  };
}

/** Of a row `i` of the incidents. */
export function pastKeeping(at: Instant) {
  return sql<boolean>`(i.keep_until <= ${at}::timestamptz and not ${HELD})`;
}

async function due(db: Kysely<Schema>, at: Instant, limit: number) {
  const { rows } = await sql<{ incident: IncidentId; keepUntil: Instant }>`
    select id as incident, keep_until from incidents i
    where ${pastKeeping(at)}
    order by keep_until, id limit ${limit}`.execute(db);
  return rows;
}

async function erase(trx: Transaction<Schema>, incident: IncidentId, at: Instant, by: PersonId) {
  await lockPages(trx, incident);
  const [kept] = await keptOf(trx, incident);
  if (!kept) return 'unknown' as const;
  const reason = reasonToKeep(kept, at);
  if (reason) return reason;
  await trx.insertInto('erasedIncidents').columns(LEFT).expression(leftOf(incident, by)).execute();
  await trx
    .updateTable('dataKeys')
    .set({ wrapped: null, destroyedAt: at })
    .where('incident', 'in', [incident, postMortemIdOf(incident) as string as IncidentId])
    .execute();
  const subject = await incidentSubject(trx, incident);
  for (const statement of deletions(incident)) await statement.execute(trx);
  await eraseDetailsOf(trx, `incidents/${incident}`);
  await writeActs(trx, { person: by, at }, [
    { act: 'incident-erased', subject, hears: { roles: ['privacy', 'auditor'] } },
  ]);
  return 'erased' as const;
}

interface Kept {
  stage: string;
  owes: boolean;
  keepUntil: Instant | null;
  held: boolean;
  hasKey: boolean;
}

async function keptOf(trx: Transaction<Schema>, incident: IncidentId): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select stage, (${OWES} or exists (select from post_mortems p where p.incident = i.id and p.status <> 'followed-up')) as owes, keep_until,
      ${HELD} as held,
      exists (select from data_keys k where k.incident = i.id) as has_key
    from incidents i where id = ${incident}`.execute(trx);
  return rows;
}

function reasonToKeep({ stage, owes, keepUntil, held, hasKey }: Kept, at: Instant): KeptBack | undefined {
  if (stage !== 'closed' || owes) return 'open';
  if (keepUntil === null || keepUntil > at) return 'kept';
  if (held) return 'held';
  return hasKey ? undefined : 'before-data-keys';
}

const LEFT = ['incident', 'openedAt', 'closedAt', 'class', 'late', 'pages', 'keptUntil', 'by', 'restricted'] as const;

function leftOf(incident: IncidentId, by: PersonId) {
  return sql<never>`
    select id, opened_at, updated_at, class, late, sequence, keep_until, ${by}::text, restricted from incidents where id = ${incident}`;
}

/** Rows first that name others. The number of the incident stays given, and who read it stays in the access log. */
function deletions(incident: IncidentId) {
  const of = (table: string) => sql`delete from ${sql.table(table)} where incident = ${incident}`;
  const own = sql`(subject = ${incident} or starts_with(subject, ${`${incident}#`})
    or starts_with(subject, ${`${postMortemIdOf(incident)}#`}))`;
  return [
    sql`delete from attempts where delivery in (select id from recipients where ${own})`,
    sql`delete from marks where recipient in (select id from recipients where ${own})`,
    sql`delete from recipients where ${own}`,
    sql`delete from sendings where ${own}`,
    ...[
      'notice_links',
      'questions',
      'snapshots',
      'withheld_words',
      'assistance_files',
      'evidence_files',
      'evidence_parts',
      'returned_mails',
      'notices',
      'told_by_person',
      'scope_facts',
      'scope_files',
      'scope',
      'scope_requests',
      'declarations',
      'reports',
      'detections',
      'legal_holds',
      'exercise_mails',
      'exercise_refusals',
    ].map(of),
    sql`delete from grouped_alerts where starts_with(effect, ${`${incident}#`})`,
    of('post_mortems'),
    of('related_incidents'),
    of('timeline'),
    of('incident_sight'),
    sql`delete from incidents where id = ${incident}`,
  ];
}

async function rewrap(trx: Transaction<Schema>, wrapping: Wrapping | undefined, limit: number): Promise<number> {
  if (!wrapping) throw new Error('Data keys are encrypted anew with a key ring.');
  const rows = await trx
    .selectFrom('dataKeys')
    .select(['incident', 'ringKey', 'wrapped'])
    .where('ringKey', '<>', wrapping.current())
    .where('wrapped', 'is not', null)
    .orderBy('incident')
    .limit(limit)
    .forUpdate()
    .execute();
  for (const { incident, ringKey, wrapped } of rows) {
    if (!wrapped) continue;
    const key = wrapping.unwrap(wrapped, ringKey, incident);
    await trx.updateTable('dataKeys').set(wrapping.wrap(key, incident)).where('incident', '=', incident).execute();
  }
  return rows.length;
}
