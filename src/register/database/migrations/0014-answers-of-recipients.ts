// Links are kept as hashes alone. What comes back is counted together and told to the incident at intervals: `counted` says what it was told of.
const LINKS = [
  `create table notice_links (
    sha256 text primary key,
    incident text collate "C" not null,
    notice integer not null,
    delivery text collate "C" not null,
    ring_key text not null,
    made_at timestamptz not null default clock_timestamp()
  )`,
  `create index notice_links_notice on notice_links (incident, notice, made_at)`,
];

const MARKS = [
  `alter table marks
    drop constraint marks_kind_check,
    add constraint marks_kind check (kind in
      ('bounced', 'opened', 'confirmed', 'question', 'told-by-person', 'wrong-person', 'replied')),
    add column incident text collate "C",
    add column notice integer,
    add column counted boolean not null default false`,
  `create unique index marks_once on marks (recipient, kind) where kind in ('opened', 'confirmed', 'wrong-person')`,
  `create index marks_incident on marks (incident, notice, kind)`,
  `create index marks_uncounted on marks (incident) where not counted`,
];

const QUESTIONS = [
  `create table questions (
    id bigint generated always as identity primary key,
    incident text collate "C" not null,
    notice integer not null,
    delivery text collate "C" not null,
    customer text collate "C" not null,
    asked_at timestamptz not null,
    words text not null,
    answer text,
    answered_at timestamptz,
    answered_by text collate "C",
    counted boolean not null default false
  )`,
  `create index questions_incident on questions (incident, id)`,
  `create index questions_delivery on questions (delivery)`,
  `create index questions_uncounted on questions (incident) where not counted`,
];

export const ANSWERS_OF_RECIPIENTS = [...LINKS, ...MARKS, ...QUESTIONS];
