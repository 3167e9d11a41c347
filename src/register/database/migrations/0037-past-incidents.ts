/** Incidents of before this register, or of another one, as records of VERIS. They only grow. */
export const PAST_INCIDENTS = [
  `create table past_incidents (
    source text collate "C" not null,
    incident text collate "C" not null,
    year integer not null,
    record json not null,
    imported_at timestamptz not null,
    imported_by text collate "C" not null,
    primary key (source, incident)
  )`,
];
