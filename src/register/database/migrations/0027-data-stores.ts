/** Where personal data lies, whose it is, and how a breach of it would be noticed. */
export const DATA_STORES = [
  `create table data_stores (
    id text collate "C" primary key,
    name text not null,
    kind text not null check (kind in ('online', 'offline')),
    owner text collate "C" not null,
    product text,
    methods text[] not null,
    check_days integer not null,
    checked_at timestamptz,
    checked_by text collate "C",
    added_at timestamptz not null,
    ended_at timestamptz
  )`,
];
