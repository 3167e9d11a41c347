// A reading is kept once for each person, incident, section and minute, so that a page that refreshes does not fill the table.
export const RESTRICTED_AND_READINGS = [
  `alter table erased_incidents add column restricted boolean not null default false`,
  `alter table reports add column restricted boolean not null default false`,
  `alter table access_log add column section text, add column credential text, add column minute timestamptz`,
  `create unique index access_log_reading on access_log (minute, person, section, coalesce(incident, '')) where minute is not null`,
  `create index access_log_incident on access_log (incident, id) where incident is not null`,
];
