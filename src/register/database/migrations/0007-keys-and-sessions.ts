// A hash is what a key is found by, so what names it is an id of its own. Those there are have a year from here, and who has left has none.
const KEYS = [
  `alter table keys
    add column id text collate "C" not null default 'k-' || left(replace(gen_random_uuid()::text, '-', ''), 12),
    add column name text not null default 'without a name',
    add column created_by text collate "C",
    add column last_used_at timestamptz,
    add column expires_at timestamptz not null default now() + interval '365 days',
    add column warning_claimed_at timestamptz,
    add column warned_at timestamptz,
    add constraint keys_id_unique unique (id)`,
  `create index keys_person on keys (person)`,
  `update keys set revoked_at = now() from people
    where people.id = keys.person and not people.active and keys.revoked_at is null`,
];

const SESSIONS = [
  `create table sessions (
    id text collate "C" primary key,
    hash text collate "C" not null unique,
    person text collate "C" not null references people,
    key text collate "C" references keys (id),
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    expires_at timestamptz not null,
    user_agent text not null,
    ended_at timestamptz
  )`,
  `create index sessions_person on sessions (person)`,
  `create index sessions_key on sessions (key)`,
];

export const KEYS_AND_SESSIONS = [...KEYS, ...SESSIONS];
