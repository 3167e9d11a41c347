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

// Alerts about reports of one reporter, of which those that wait become one mail; `sender` is the alert that sends it.
const GROUPED_ALERTS = [
  `create table grouped_alerts (
    effect text collate "C" primary key,
    reporter text not null,
    addressees text not null,
    summary json not null,
    placed_at timestamptz not null,
    leaves_at timestamptz not null,
    mail text collate "C",
    sender text collate "C",
    claimed_at timestamptz,
    ended_at timestamptz
  )`,
  `create index grouped_alerts_reporter on grouped_alerts (reporter, addressees, placed_at)`,
  `create index grouped_alerts_mail on grouped_alerts (mail)`,
];

export const WATCH_AND_BUDGETS = [...FINDINGS, ...BUDGETS, ...GROUPED_ALERTS];
