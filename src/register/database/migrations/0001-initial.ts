// All that is not folded from pages; what is has a version of its own, in journal/read-tables.ts.
// Ids are compared byte by byte (collate "C"), so that order and cursors do not depend on the server's language.
// JSON is kept as `json`: `jsonb` refuses \u0000 and half surrogates, and a hostile text must not keep a page from being stored.

// A page is recorded when its row is written: its transaction may have waited long before that.
const PAGES = [
  `create table pages (
    incident text collate "C" not null,
    sequence bigint not null check (sequence > 0),
    bytes bytea not null,
    sha256 text not null,
    chain text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (incident, sequence)
  )`,
  `create index pages_recorded on pages (recorded_at, incident, sequence)`,
  `create function pages_are_append_only() returns trigger language plpgsql as $$
  begin
    raise exception 'Pages are append-only: % is refused', tg_op;
  end $$`,
  `create trigger append_only before update or delete or truncate on pages
    for each statement execute function pages_are_append_only()`,
];

const REPORTS = [
  `create table incident_numbers (
    year integer primary key,
    last integer not null
  )`,
  `create table reports (
    incident text collate "C" primary key,
    report json not null,
    "by" text not null,
    received_at timestamptz not null,
    state text not null check (state in ('waiting', 'opened')),
    request text unique
  )`,
  `create index reports_received on reports (received_at)`,
  `create index reports_waiting on reports (received_at) where state = 'waiting'`,
];

const DECLARATIONS = [
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

const REVISIONS = [
  `create table revisions (
    subject text collate "C" primary key,
    revision bigint not null
  )`,
];

const PEOPLE = [
  `create table people (
    id text collate "C" primary key,
    name text not null,
    email text not null,
    roles text[] not null,
    time_zone text not null,
    language text not null,
    active boolean not null
  )`,
  `create table keys (
    hash text primary key,
    person text collate "C" not null references people,
    created_at timestamptz not null default now(),
    revoked_at timestamptz
  )`,
  // Who may do what in incidents, by the revision that made it so; no roles where somebody may no longer do anything.
  `create table roster_changes (
    revision bigint not null,
    person text collate "C" not null,
    roles text[] not null,
    primary key (revision, person)
  )`,
];

const CUSTOMERS = [
  `create table customers (
    id text collate "C" primary key,
    name text not null,
    language text not null,
    time_zone text not null,
    contract_hours integer check (contract_hours > 0),
    contract_terms jsonb not null default '[]',
    terms jsonb not null default '[]'
  )`,
  `create table accounts (
    id text collate "C" primary key,
    customer text collate "C" not null references customers,
    kind text not null check (kind in ('subscription', 'portal')),
    name text not null,
    product text not null
  )`,
  `create index accounts_customer on accounts (customer)`,
  `create index accounts_product on accounts (product)`,
  `create table contacts (
    id text collate "C" primary key,
    account text collate "C" not null references accounts,
    name text not null,
    email text not null,
    role text not null check (role in ('administrator', 'privacy', 'security')),
    language text,
    stale boolean not null default false
  )`,
  `create index contacts_account on contacts (account)`,
];

const SCOPE = [
  `create table scope (
    incident text collate "C" not null,
    customer text collate "C" not null references customers,
    cohort text collate "C" not null,
    terms jsonb not null default '[]',
    added_at timestamptz not null,
    request text not null,
    accounts text[],
    data text,
    volume text,
    exposure text,
    mark text check (mark in ('removed', 'waived')),
    reason text,
    marked_by text[],
    told_at timestamptz,
    observed_at timestamptz,
    primary key (incident, customer)
  )`,
  `create table scope_requests (
    incident text collate "C" not null,
    effect text not null,
    answer json not null,
    primary key (incident, effect)
  )`,
];

// Each index of deliveries finds few rows among however many, in the order in which they are taken. What waits longest is kept without a word
// of state: else a statement that names a state, and a row by its id, may be led through all that wait.
const NOTICES = [
  `create table notices (
    incident text collate "C" not null,
    notice integer not null,
    kind text not null,
    texts json not null,
    facts json not null,
    hash text not null,
    composed_at timestamptz not null,
    without_contact text[] not null default '{}',
    primary key (incident, notice)
  )`,
  `create table deliveries (
    id text collate "C" primary key,
    incident text collate "C" not null,
    notice integer not null,
    customer text collate "C" not null,
    account text collate "C" not null,
    contact text collate "C" not null,
    email text not null,
    name text not null,
    language text not null,
    state text not null check (state in
      ('planned', 'claimed', 'handed', 'accepted', 'refused', 'deferred', 'unknown', 'cancelled')),
    usable boolean not null default true,
    fence text,
    next_at timestamptz,
    attempts integer not null default 0,
    message_id text,
    handed_at timestamptz,
    finished_at timestamptz,
    server_words text,
    possible_repeat boolean not null default false,
    planned_at timestamptz not null default now(),
    unique (incident, notice, contact),
    foreign key (incident, notice) references notices
  )`,
  `create index deliveries_planned on deliveries (incident, notice, contact) where state = 'planned'`,
  `create index deliveries_under_way on deliveries (incident, notice) where state in ('claimed', 'handed')`,
  `create index deliveries_deferred on deliveries (incident, notice, next_at) where state = 'deferred'`,
  `create index deliveries_unsent on deliveries (planned_at) where finished_at is null`,
  `create index deliveries_account on deliveries (incident, account)`,
  `create index deliveries_customer on deliveries (incident, customer)`,
  `create index deliveries_contact on deliveries (contact)`,
  `create table attempts (
    delivery text collate "C" not null references deliveries,
    number integer not null,
    fence text not null,
    outcome text not null check (outcome in ('accepted', 'refused', 'deferred', 'unknown')),
    words text,
    handed_at timestamptz,
    ended_at timestamptz not null,
    primary key (delivery, number)
  )`,
];

const DOORS = [
  `create table alerts_sent (
    effect text collate "C" not null,
    person text collate "C" not null,
    begun_at timestamptz not null,
    done_at timestamptz,
    words text,
    possible_repeat boolean not null default false,
    primary key (effect, person)
  )`,
  `create table idempotency (
    id text primary key,
    body_hash text not null,
    taken_at timestamptz not null,
    status integer,
    answer json
  )`,
  `create index idempotency_taken_at on idempotency (taken_at)`,
  `create table access_log (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    person text,
    method text not null,
    route text not null,
    incident text,
    status integer not null,
    problem text
  )`,
  `create index access_log_at on access_log (at)`,
];

const UPKEEP = [
  `create table checks (
    name text collate "C" primary key,
    at timestamptz not null,
    incidents bigint not null,
    pages bigint not null,
    faults bigint not null
  )`,
  `create table check_progress (
    name text collate "C" primary key,
    progress json not null
  )`,
  `create table wrong_clocks (
    process text collate "C" primary key,
    ahead_ms bigint not null,
    since timestamptz not null default clock_timestamp(),
    claimed_at timestamptz,
    told_at timestamptz
  )`,
];

export const INITIAL = [
  ...PAGES,
  ...REPORTS,
  ...DECLARATIONS,
  ...REVISIONS,
  ...PEOPLE,
  ...CUSTOMERS,
  ...SCOPE,
  ...NOTICES,
  ...DOORS,
  ...UPKEEP,
];
