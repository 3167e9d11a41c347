// What auditors looked at: a period, samples that anybody draws again, findings with an owner, and the bundles that were handed to them.
export const AUDITS = [
  `create table audits (
    id text collate "C" primary key,
    standard text not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    auditor text collate "C" not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    statement text
  )`,
  `create table audit_samples (
    audit text collate "C" not null references audits,
    number integer not null,
    seed text not null,
    drawn_at timestamptz not null,
    population integer not null,
    incidents text[] not null,
    primary key (audit, number)
  )`,
  `create trigger append_only before update or truncate on audit_samples
    for each statement execute function table_is_append_only()`,
  `create table audit_findings (
    audit text collate "C" not null references audits,
    number integer not null,
    finding text not null,
    action text not null,
    owner text collate "C" not null,
    due_at timestamptz not null,
    found_at timestamptz not null,
    done_at timestamptz,
    done_by text collate "C",
    done_words text,
    primary key (audit, number)
  )`,
  `create index audit_findings_open on audit_findings (due_at) where done_at is null`,
];
