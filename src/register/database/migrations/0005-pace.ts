/**
 * Each finds few rows among however many, in the order in which they are taken, and holds no others. What waits longest is kept without a word of
 * state: else a statement that names a state, and a row by its id, may be led through all that wait.
 */
export const PACE = [
  `drop index deliveries_state`,
  `drop index deliveries_unsent`,
  `create index deliveries_planned on deliveries (incident, notice, contact) where state = 'planned'`,
  `create index deliveries_under_way on deliveries (incident, notice) where state in ('claimed', 'handed')`,
  `create index deliveries_deferred on deliveries (incident, notice, next_at) where state = 'deferred'`,
  `create index deliveries_unsent on deliveries (planned_at) where finished_at is null`,
];
