// What is known of each affected customer, field by field, each value with the one before it. `replaced` is the version that took its place.
const FACTS = [
  `create table scope_facts (
    incident text collate "C" not null,
    customer text collate "C" not null,
    field text collate "C" not null,
    value text not null,
    version bigint not null,
    "by" text not null,
    at timestamptz not null,
    replaced bigint,
    primary key (incident, customer, field, version)
  )`,
  `insert into scope_facts (incident, customer, field, value, version, "by", at)
    select s.incident, s.customer, f.field, f.value, 0, 'system', s.added_at
    from scope s cross join lateral (values ('data', s.data), ('volume', s.volume), ('exposure', s.exposure)) f(field, value)
    where f.value is not null`,
];

// As they were sent, for the incident that takes them up and for whoever asks later what it was told.
const FILES = [
  `create table scope_files (
    incident text collate "C" not null,
    sha256 text not null,
    file text not null,
    rows integer not null,
    content text not null,
    "by" text not null,
    at timestamptz not null,
    primary key (incident, sha256)
  )`,
];

export const SCOPE_FACTS = [...FACTS, ...FILES];
