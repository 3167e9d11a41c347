// What is open is found by one index, of which no part changes as a row is handed over: PostgreSQL then writes the row's new version beside the old
// one, where half of each page is left for it, and no index (a heap-only tuple). That of what waits longest has a condition more, which nobody's
// claim has: a planner that expects one row would else take it for the other, and read all that is open.
export const NARROW_SENDING = [
  `alter table recipients set (fillfactor = 50)`,
  `alter table snapshots set (fillfactor = 50)`,
  `create index recipients_open on recipients (subject, number, endpoint) where finished_at is null`,
  `create index recipients_waiting on recipients (subject, number, next_at) where next_at is not null`,
  `drop index recipients_planned, recipients_deferred, recipients_under_way, recipients_unsent`,
  `create index recipients_unsent on recipients (planned_at) where finished_at is null and planned_at is not null`,
];
