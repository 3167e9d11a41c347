/** Procedures in their versions, and the reviews of all post-mortems of a period. What was drafted is never rewritten; approvals are added. */
export const PROGRAMME = [
  `create table procedures (
    name text collate "C" not null,
    version text collate "C" not null,
    title text not null,
    content text not null,
    sha256 text not null,
    wanted_from timestamptz,
    drafted_by text collate "C" not null,
    drafted_at timestamptz not null,
    approved_by text[] not null,
    in_force_from timestamptz,
    primary key (name, version)
  )`,
  `create table programme_reviews (
    id text collate "C" primary key,
    from_at timestamptz not null,
    to_at timestamptz not null,
    opened_at timestamptz not null,
    due_at timestamptz not null,
    decisions text,
    sha256 text,
    decided_by text collate "C",
    decided_at timestamptz,
    approved_by text[] not null,
    approved_at timestamptz
  )`,
];
