// Files that were kept as evidence, in parts, each sealed under the data key of its incident.
export const EVIDENCE_FILES = [
  `create table evidence_files (
    id uuid primary key,
    incident text collate "C" not null,
    sha256 text not null,
    bytes bigint not null,
    kept_at timestamptz not null default now(),
    unique (incident, sha256)
  )`,
  `create table evidence_parts (
    file uuid not null,
    part integer not null,
    incident text collate "C" not null,
    sealed bytea not null,
    primary key (file, part)
  )`,
  `create index evidence_parts_by_incident on evidence_parts (incident)`,
];
