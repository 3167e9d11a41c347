// What only grows says so itself, to its owner too. The app role lacks the rights besides: see database/roles.ts.
const ONLY_GROWS = [
  `create function table_is_append_only() returns trigger language plpgsql as $$
  begin
    raise exception '% is append-only: % is refused', tg_table_name, tg_op;
  end $$`,
  `create trigger append_only before update or delete or truncate on attempts
    for each statement execute function table_is_append_only()`,
];

// Refused calls are kept for 400 days, by the database's own clock; the app role may delete those that are older.
const ACCESS_LOG = [
  `create trigger append_only before update or truncate on access_log
    for each statement execute function table_is_append_only()`,
  `alter table access_log enable row level security`,
  `create policy anybody_reads on access_log for select using (true)`,
  `create policy anybody_adds on access_log for insert with check (true)`,
  `create policy old_ones_go on access_log for delete using (at < clock_timestamp() - interval '400 days')`,
];

// Only the owner may analyze. The search path is fixed, since whoever calls this could put a table of its own first, with triggers that would
// run by the owner's rights.
const STATISTICS = [
  `do $do$ begin execute format(
    'create function learn_of_growth() returns void language plpgsql security definer set search_path = %I, pg_temp as $$
    begin
      analyze (skip_locked) scope, deliveries;
    end $$', current_schema());
  end $do$`,
  `revoke all on function learn_of_growth() from public`,
];

// The tree over the heads of all that is chained (RFC 6962): its leaves in the order in which they were taken up, its complete subtrees, and
// what was signed of it.
const TREE = [
  `create table tree (
    position bigint primary key check (position >= 0),
    subject text collate "C" not null,
    sequence bigint not null,
    head text not null,
    leaf text not null,
    recorded_at timestamptz not null,
    unique (subject, sequence)
  )`,
  `create table tree_nodes (
    level integer not null check (level > 0),
    index bigint not null,
    hash text not null,
    primary key (level, index)
  )`,
  `create table checkpoints (
    size bigint primary key,
    note text not null,
    verifier text not null,
    made_at timestamptz not null default clock_timestamp()
  )`,
  ...['tree', 'tree_nodes', 'checkpoints'].map(
    (table) => `create trigger append_only before update or delete or truncate on ${table}
    for each statement execute function table_is_append_only()`,
  ),
];

export const APPEND_ONLY = [...ONLY_GROWS, ...ACCESS_LOG, ...STATISTICS, ...TREE];
