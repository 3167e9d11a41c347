/** What the scheduled check found last, and what finds fast what waits or may go. */
export const UPKEEP = [
  `create table checks (
    name text collate "C" primary key,
    at timestamptz not null,
    incidents bigint not null,
    pages bigint not null,
    faults bigint not null
  )`,
  `alter table deliveries add column planned_at timestamptz not null default now()`,
  `create index deliveries_unsent on deliveries (planned_at)
    where state in ('planned', 'claimed', 'handed', 'deferred')`,
  `create index access_log_at on access_log (at)`,
  `create index idempotency_taken_at on idempotency (taken_at)`,
];
