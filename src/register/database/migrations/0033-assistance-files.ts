// What one customer may download once; the bytes lie with the evidence of its incident.
export const ASSISTANCE_FILES = [
  `create table assistance_files (
    id text collate "C" primary key,
    incident text collate "C" not null,
    customer text collate "C" not null,
    kind text not null check (kind in ('persons', 'log', 'other')),
    name text not null,
    sha256 text not null,
    bytes bigint not null,
    by text not null,
    at timestamptz not null default now(),
    taken_at timestamptz,
    taken_by text,
    names_allowed text
  )`,
  `create index assistance_files_customer on assistance_files (incident, customer)`,
];
