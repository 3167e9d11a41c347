// A data key encrypts the pages of one incident, and is itself encrypted with the key ring. Destroying it erases them, and leaves their hashes.
// Incidents from before this migration have none, and their pages stay in the clear.
const DATA_KEYS = [
  `create table data_keys (
    incident text collate "C" primary key,
    ring_key text not null,
    wrapped bytea,
    made_at timestamptz not null default clock_timestamp(),
    destroyed_at timestamptz,
    check ((wrapped is null) = (destroyed_at is not null))
  )`,
];

const ERASURE = [
  `create table erased_incidents (
    incident text collate "C" primary key,
    opened_at timestamptz not null,
    closed_at timestamptz not null,
    class text not null,
    late boolean not null,
    pages bigint not null,
    kept_until timestamptz,
    erased_at timestamptz not null default clock_timestamp(),
    "by" text not null
  )`,
  `create table legal_holds (
    id bigint generated always as identity primary key,
    incident text collate "C" not null,
    reason text not null,
    placed_by text not null,
    placed_at timestamptz not null default clock_timestamp(),
    lifted_by text,
    lifted_at timestamptz,
    lifting_reason text
  )`,
  `create unique index legal_holds_in_force on legal_holds (incident) where lifted_at is null`,
];

// The words of a mail server may name an address, so attempts go with the incident that they belong to.
const ATTEMPTS = [
  `create function attempts_go_with_their_incident() returns trigger language plpgsql as $$
  begin
    if exists (select from deliveries d join erased_incidents e on e.incident = d.incident where d.id = old.delivery) then
      return old;
    end if;
    raise exception 'attempts is append-only: DELETE is refused';
  end $$`,
  `drop trigger append_only on attempts`,
  `create trigger append_only before update or truncate on attempts
    for each statement execute function table_is_append_only()`,
  `create trigger erased_only before delete on attempts
    for each row execute function attempts_go_with_their_incident()`,
];

export const DATA_KEYS_AND_ERASURE = [...DATA_KEYS, ...ERASURE, ...ATTEMPTS];
