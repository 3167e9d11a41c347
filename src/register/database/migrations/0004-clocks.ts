/** Machines whose clock is far from the database's, until it is right again. */
export const CLOCKS = [
  `create table wrong_clocks (
    process text collate "C" primary key,
    ahead_ms bigint not null,
    since timestamptz not null default clock_timestamp(),
    claimed_at timestamptz,
    told_at timestamptz
  )`,
];
