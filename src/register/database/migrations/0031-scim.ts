/** Identity providers that keep the staff list, and how each calls those whom it keeps. A token is stored by its SHA-256 alone. */
export const SCIM = [
  `create table scim_clients (
    id text collate "C" primary key,
    name text not null,
    token_sha256 text not null unique,
    created_by text collate "C" not null,
    created_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz
  )`,
  `create table staff_scim (
    staff text collate "C" primary key references staff,
    user_name text not null,
    external_id text,
    given_name text,
    family_name text
  )`,
  `create unique index staff_scim_user_name on staff_scim (lower(user_name))`,
  `create index staff_scim_external_id on staff_scim (external_id)`,
];
