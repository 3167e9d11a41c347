/** Declarations that were taken while their incident could not be reached, and what became of each. */
export const DECLARATIONS: readonly string[] = [
  `create table declarations (
    reference text primary key,
    place bigint generated always as identity,
    incident text collate "C" not null,
    message json not null,
    taken_at timestamptz not null,
    state text not null check (state in ('waiting', 'given', 'refused')),
    settled_at timestamptz,
    refusal json
  )`,
  `create index declarations_incident on declarations (incident)`,
  `create index declarations_waiting on declarations (place) where state = 'waiting'`,
];
