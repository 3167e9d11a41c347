/** Who may do what in incidents, by the revision that made it so; no roles where somebody may no longer do anything. */
export const ROSTER: readonly string[] = [
  `create table roster_changes (
    revision bigint not null,
    person text collate "C" not null,
    roles text[] not null,
    primary key (revision, person)
  )`,
];
