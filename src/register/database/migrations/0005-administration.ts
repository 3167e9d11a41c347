// One chain over all that is done to people, keys, customers, imports and rules. What of a page is about a person lies beside it, so that it can
// be erased: the page has only its SHA-256, which nobody can guess back, for the salt goes with it.
const STORY = [
  `create table administration (
    sequence bigint primary key check (sequence > 0),
    at timestamptz not null,
    act text not null,
    subject text collate "C" not null,
    people text[] not null,
    bytes bytea not null,
    sha256 text not null,
    chain text not null,
    recorded_at timestamptz not null default clock_timestamp()
  )`,
  `create index administration_subject on administration (subject, sequence)`,
  `create index administration_at on administration (at)`,
  `create function administration_is_append_only() returns trigger language plpgsql as $$
  begin
    raise exception 'The story of the administration is append-only: % is refused', tg_op;
  end $$`,
  `create trigger append_only before update or delete or truncate on administration
    for each statement execute function administration_is_append_only()`,
  `create table administration_details (
    page bigint primary key references administration,
    details text,
    erased_at timestamptz
  )`,
];

// What the mails say is in the pages `first` to `last`. The address is kept as it was: an old one hears of its change.
const WITNESSES = [
  `create table witness_mails (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('concerned', 'witness', 'code')),
    first bigint not null references administration,
    last bigint not null references administration,
    person text collate "C" not null references people,
    email text not null,
    next_at timestamptz not null default clock_timestamp(),
    is_unsure boolean not null default false,
    ended_at timestamptz,
    outcome text check (outcome in ('accepted', 'refused', 'cancelled')),
    words text
  )`,
  `create index witness_mails_owed on witness_mails (next_at) where ended_at is null`,
];

// Codes are made when their mail is written, so that none ever lies here in the clear. All of one page are one grant.
const CODES = [
  `create table key_codes (
    hash text primary key,
    page bigint not null references administration,
    person text collate "C" not null references people,
    granted_by text not null,
    expires_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create index key_codes_person on key_codes (person) where ended_at is null`,
];

// What waits for a second person, until then with whom and what it is about.
const PENDING = [
  `create table pending_acts (
    page bigint primary key references administration,
    act json,
    basis text not null,
    asked_by text collate "C" not null references people,
    credential json,
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    outcome text check (outcome in ('confirmed', 'declined', 'expired', 'overtaken'))
  )`,
  `create index pending_acts_open on pending_acts (expires_at) where ended_at is null`,
];

export const ADMINISTRATION = [...STORY, ...WITNESSES, ...CODES, ...PENDING];
