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

// The words of a mail server may name an address. So attempts go with an erased incident, and lose an address that is erased; nothing else of them
// changes.
const ATTEMPTS = [
  `create function attempts_only_lose_addresses() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      if exists (select from deliveries d join erased_incidents e on e.incident = d.incident where d.id = old.delivery) then
        return old;
      end if;
    elsif exists (select from deliveries d where d.id = old.delivery and new.words = replace(old.words, d.email, 'erased'))
      and to_jsonb(new) - 'words' = to_jsonb(old) - 'words' then
      return new;
    end if;
    raise exception 'attempts is append-only: % is refused', tg_op;
  end $$`,
  `drop trigger append_only on attempts`,
  `create trigger append_only before truncate on attempts
    for each statement execute function table_is_append_only()`,
  `create trigger only_lose_addresses before update or delete on attempts
    for each row execute function attempts_only_lose_addresses()`,
];

export const DATA_KEYS_AND_ERASURE = [...DATA_KEYS, ...ERASURE, ...ATTEMPTS];
