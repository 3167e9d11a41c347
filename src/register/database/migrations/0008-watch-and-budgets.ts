// What the watch found and has not seen mended, and whether people were told of it.
const FINDINGS = [
  `create table findings (
    subject text collate "C" not null,
    kind text not null,
    sentence text not null,
    remedy text,
    since timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp(),
    told_at timestamptz,
    primary key (subject, kind)
  )`,
];

// Each budget is counted from the rows themselves: these indexes keep that cheap.
const BUDGETS = [
  `create index reports_by on reports ("by", received_at)`,
  `create index access_log_person on access_log (person, at) where person is not null`,
];

// Alerts about reports of one reporter that wait to be one mail.
const GROUPED_ALERTS = [
  `create table grouped_alerts (
    effect text collate "C" not null,
    person text not null,
    reporter text not null,
    alert json not null,
    held_at timestamptz not null default clock_timestamp(),
    mail text,
    claimed_at timestamptz,
    primary key (effect, person)
  )`,
  `create index grouped_alerts_reporter on grouped_alerts (person, reporter, held_at)`,
];

export const WATCH_AND_BUDGETS = [...FINDINGS, ...BUDGETS, ...GROUPED_ALERTS];
