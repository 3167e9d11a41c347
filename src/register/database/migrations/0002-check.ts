/** What the scheduled check asks for, so that it reads what is new, and no more. */
export const CHECK: readonly string[] = [
  // When the row was written: a transaction may have waited long before that.
  `alter table pages alter column recorded_at set default clock_timestamp()`,
  `create index pages_recorded on pages (recorded_at, incident, sequence)`,
  `create index reports_received on reports (received_at)`,
  `create table check_progress (
    name text collate "C" primary key,
    progress json not null
  )`,
];
