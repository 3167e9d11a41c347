export const RULES_VERSIONS = [
  `create table rules_versions (
    version text collate "C" primary key,
    rules json not null,
    registered_at timestamptz not null default now()
  )`,
];
