/** What raises automated alarms, and what each alarm became. */
export const DETECTIONS = [
  `create table detection_sources (
    id text collate "C" primary key,
    name text not null,
    owner text collate "C" not null,
    channel text not null,
    product text,
    ring_key text not null,
    generation integer not null default 1,
    rotated_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz
  )`,
  `create table detections (
    source text collate "C" not null references detection_sources (id),
    key text collate "C" not null,
    incident text collate "C" not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    count bigint not null default 1,
    last_message text not null,
    in_storm boolean not null default false,
    primary key (source, key, incident)
  )`,
  `create index detections_incident on detections (incident)`,
  `create index detections_recent on detections (source, first_at)`,
];
