import { sql, type Kysely } from 'kysely';
import type { DraftNotice } from '../../domain/notices/acts/draft-notice';
import type { FactField, FactSheet } from '../../domain/notices/facts';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { NoticeKind } from '../../domain/notices/state';
import type { PersonId } from '../../domain/primitives/people';
import { RegisterConflict } from '../database/faults';
import type { NoticeText, Schema } from '../database/schema';
import { withoutNulls, type Nullable } from '../database/values';
import { addresseeOf, type Addressee } from '../delivery/addressee';
import type { CustomerId } from '../../domain/primitives/parties';

export interface StoredNotice {
  incident: IncidentId;
  notice: number;
  kind: NoticeKind;
  /** Keyed by BCP 47 tag. */
  texts: Record<string, NoticeText>;
  facts: FactSheet;
  /** SHA-256 of the texts, hex; approvals refer to it. */
  hash: string;
  composedAt: Instant;
  /** The notice that it corrects or recalls. */
  about?: number;
  /** By language, the SHA-256 of the templates that it was made of; none of an older release. */
  templateSets?: Record<string, string>;
  /** Fields of which something was not disclosed. */
  withheld?: FactField[];
}

export interface NoticeComment {
  by: PersonId;
  at: Instant;
  language: string;
  passage: string;
  words: string;
}

/** The templates of one language, as files: kept, so that it can be shown for good what a notice was made of. */
export interface KeptSet {
  sha256: string;
  language: string;
  files: Record<string, string>;
}

export interface Notices {
  /** Idempotent. @throws RegisterConflict if the number is stored with another hash */
  store(notice: StoredNotice, sets?: readonly KeptSet[]): Promise<void>;
  get(incident: IncidentId, notice: number): Promise<StoredNotice | undefined>;
  /** Who wrote each fact last, until that instant. */
  factsBy(incident: IncidentId, until: Instant): Promise<Record<string, PersonId>>;
  /** As somebody ordered it to be drafted, with their own words. */
  ordered(incident: IncidentId, notice: number): Promise<DraftNotice | undefined>;
  /** What was said of passages of it, in order. */
  comments(incident: IncidentId, notice: number): Promise<NoticeComment[]>;
  /** To whom a notice of the incident may be shown as written; undefined if nobody, or not that customer, is in its scope. */
  addressee(incident: IncidentId, customer?: CustomerId): Promise<Addressee | undefined>;
}

export function noticesIn(db: Kysely<Schema>): Notices {
  return {
    store: (notice, sets = []) => store(db, notice, sets),
    factsBy: (incident, until) => factsBy(db, incident, until),
    addressee: (incident, customer) => addresseeOf(db, incident, customer),
    ordered: (incident, notice) => ordered(db, incident, notice),
    comments: (incident, notice) => comments(db, incident, notice),
    get: (incident, notice) => get(db, incident, notice),
  };
}

async function get(db: Kysely<Schema>, incident: IncidentId, notice: number): Promise<StoredNotice | undefined> {
  const row = await db
    .selectFrom('notices')
    .select(['incident', 'notice', 'kind', 'texts', 'facts', 'hash', 'composedAt', 'about', 'templateSets', 'withheld'])
    .where('incident', '=', incident)
    .where('notice', '=', notice)
    .executeTakeFirst();
  return row && withoutNulls(row);
}

async function store(db: Kysely<Schema>, given: StoredNotice, sets: readonly KeptSet[]): Promise<void> {
  const { incident, notice, kind, texts, facts, hash, composedAt, about = null, withheld = null } = given;
  const templateSets = Object.fromEntries(sets.map(({ language, sha256 }) => [language, sha256]));
  await keepSets(db, sets);
  await db
    .insertInto('notices')
    .values({
      ...{ incident, notice, kind, hash, composedAt, about, withheld },
      ...{ texts: JSON.stringify(texts), facts: JSON.stringify(facts), templateSets: JSON.stringify(templateSets) },
    })
    .onConflict((conflict) => conflict.columns(['incident', 'notice']).doNothing())
    .execute();
  const { hash: kept } = await db
    .selectFrom('notices')
    .select('hash')
    .where('incident', '=', incident)
    .where('notice', '=', notice)
    .executeTakeFirstOrThrow();
  if (kept === hash) return;
  throw new RegisterConflict(
    `Notice ${notice} of ${incident} is stored with another text (${kept}); a changed text needs a new notice.`,
  );
}

async function keepSets(db: Kysely<Schema>, sets: readonly KeptSet[]): Promise<void> {
  if (sets.length === 0) return;
  await db
    .insertInto('templateSets')
    .values(sets.map(({ sha256, language, files }) => ({ sha256, language, files: JSON.stringify(files) })))
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
}

async function factsBy(db: Kysely<Schema>, incident: IncidentId, until: Instant): Promise<Record<string, PersonId>> {
  const { rows } = await sql<{ field: string; by: PersonId }>`
    select distinct on (event->>'field') event->>'field' as field, "by" from timeline
    where incident = ${incident} and type = 'fact-set' and at <= ${until}::timestamptz
    order by event->>'field', sequence desc`.execute(db);
  return Object.fromEntries(rows.map(({ field, by }) => [field, by]));
}

async function ordered(db: Kysely<Schema>, incident: IncidentId, notice: number): Promise<DraftNotice | undefined> {
  const { rows } = await sql<Nullable<DraftNotice>>`
    select event->'kind' as kind, event->'message' as message, event->'messages' as messages, event->'reason' as reason,
      event->'about' as about, event->'nextBy' as "nextBy"
    from timeline where incident = ${incident} and type = 'notice-drafted' and (event->>'notice')::integer = ${notice}`.execute(
    db,
  );
  return rows[0] && withoutNulls(rows[0]);
}

async function comments(db: Kysely<Schema>, incident: IncidentId, notice: number): Promise<NoticeComment[]> {
  const { rows } = await sql<NoticeComment>`
    select "by", at, event->>'language' as language, event->>'passage' as passage, event->>'words' as words from timeline
    where incident = ${incident} and type = 'notice-commented' and (event->>'notice')::integer = ${notice}
    order by sequence, index limit 1000`.execute(db);
  return rows;
}
