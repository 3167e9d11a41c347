/** Numbers of exercises, and all mail of incidents that are ones: it is kept here, and went nowhere. */
export const EXERCISES = [
  `create table exercise_numbers (
    year integer not null,
    number integer not null,
    request text not null unique,
    primary key (year, number)
  )`,
  `create table exercise_mails (
    id bigint generated always as identity primary key,
    incident text collate "C" not null,
    address text not null,
    mime bytea not null,
    kept_at timestamptz not null default clock_timestamp()
  )`,
  `create index exercise_mails_incident on exercise_mails (incident, id)`,
  `create table exercise_refusals (
    incident text collate "C" not null,
    customer text collate "C" not null,
    primary key (incident, customer)
  )`,
  `alter table reports add column exercise boolean not null default false`,
];
