import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Sight } from '../../domain/visibility';
import type { Schema } from '../database/schema';
import { within, type Period } from './period';

/** What the register says of who may see an incident; `own` is what this person sees of it, if it is restricted. */
export interface KnownSight {
  reporter: PersonId;
  restricted: boolean;
  own: Sight;
}

export async function sightIn(
  db: Kysely<Schema>,
  id: IncidentId,
  person: PersonId,
  now: Instant,
): Promise<KnownSight | undefined> {
  const { rows } = await sql<{ sight: KnownSight | null }>`select ${sightOf(id, sql`${person}`, now)} as sight`.execute(
    db,
  );
  return rows[0]?.sight ?? undefined;
}

/** The same, as a column beside a person of `people`; null of no incident. */
export function sightBeside(id: IncidentId | undefined, now: Instant): RawBuilder<KnownSight | null> {
  return sightOf(id, sql`people.id`, now);
}

function sightOf(id: IncidentId | undefined, person: RawBuilder<unknown>, now: Instant) {
  return sql<KnownSight | null>`(select json_build_object('reporter', reporter, 'restricted', restricted,
      'own', coalesce((select sight from incident_sight s
        where s.incident = i.id and s.person = ${person} and ${isIn(now)}), 'none'))
    from incidents i where i.id = ${id ?? null})`;
}

/** Restricted incidents that this person does not see whole, and reports that will be ones; of what was reported in the period. */
export function hiddenFrom(person: PersonId, now: Instant, of: Period = {}): RawBuilder<{ incident: IncidentId }> {
  return sql<{ incident: IncidentId }>`
    select i.id as incident from incidents i where i.restricted and not exists (select from incident_sight s
      where s.incident = i.id and s.person = ${person} and s.sight = 'whole' and ${isIn(now)}) and ${within('i.opened_at', of)}
    union all select e.incident from erased_incidents e where e.restricted and ${within('e.opened_at', of)}
    union all select r.incident from reports r
    where r.restricted and not exists (select from incidents i where i.id = r.incident)
      and ${within('r.received_at', of)}`;
}

export async function hiddenIn(
  db: Kysely<Schema>,
  person: PersonId,
  now: Instant,
  of?: Period,
): Promise<Set<IncidentId>> {
  const { rows } = await hiddenFrom(person, now, of).execute(db);
  return new Set(rows.map(({ incident }) => incident));
}

/** As a condition of a list of incidents. */
export function seenBy(person: PersonId, now: Instant, sight: Exclude<Sight, 'none'>): RawBuilder<boolean> {
  const isEnough = sight === 'whole' ? sql`and s.sight = 'whole'` : sql``;
  return sql<boolean>`(not incidents.restricted or exists (select from incident_sight s
    where s.incident = incidents.id and s.person = ${person} ${isEnough} and ${isIn(now)}))`;
}

function isIn(now: Instant): RawBuilder<boolean> {
  return sql<boolean>`(s.until is null or s.until > ${now}::timestamptz)`;
}
