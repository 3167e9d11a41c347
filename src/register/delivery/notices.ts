import { sql, type Kysely } from 'kysely';
import type { FactSheet } from '../../domain/notices/facts';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { NoticeKind } from '../../domain/notices/state';
import type { PersonId } from '../../domain/primitives/people';
import { RegisterConflict } from '../database/faults';
import type { NoticeText, Schema } from '../database/schema';
import { addresseeOf, type Addressee } from './addressee';

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
}

export interface Notices {
  /** Idempotent. @throws RegisterConflict if the number is stored with another hash */
  store(notice: StoredNotice): Promise<void>;
  get(incident: IncidentId, notice: number): Promise<StoredNotice | undefined>;
  /** Who wrote each fact last, until that instant. */
  factsBy(incident: IncidentId, until: Instant): Promise<Record<string, PersonId>>;
  /** To whom a notice of the incident may be shown as written; undefined if nobody, or not that customer, is in its scope. */
  addressee(incident: IncidentId, customer?: string): Promise<Addressee | undefined>;
}

export function noticesIn(db: Kysely<Schema>): Notices {
  return {
    store: (notice) => store(db, notice),
    factsBy: (incident, until) => factsBy(db, incident, until),
    addressee: (incident, customer) => addresseeOf(db, incident, customer),
    get: (incident, notice) =>
      db
        .selectFrom('notices')
        .select(['incident', 'notice', 'kind', 'texts', 'facts', 'hash', 'composedAt'])
        .where('incident', '=', incident)
        .where('notice', '=', notice)
        .executeTakeFirst(),
  };
}

async function store(db: Kysely<Schema>, { incident, notice, kind, texts, facts, hash, composedAt }: StoredNotice) {
  await db
    .insertInto('notices')
    .values({ incident, notice, kind, texts: JSON.stringify(texts), facts: JSON.stringify(facts), hash, composedAt })
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

async function factsBy(db: Kysely<Schema>, incident: IncidentId, until: Instant): Promise<Record<string, PersonId>> {
  const { rows } = await sql<{ field: string; by: PersonId }>`
    select distinct on (event->>'field') event->>'field' as field, "by" from timeline
    where incident = ${incident} and type = 'fact-set' and at <= ${until}::timestamptz
    order by event->>'field', sequence desc`.execute(db);
  return Object.fromEntries(rows.map(({ field, by }) => [field, by]));
}
