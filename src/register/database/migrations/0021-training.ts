// Who works here, and what they were taught. Staff are not those who sign in: they come from a file of the company, and answer by a link of their own.
const STAFF = [
  `create table staff (
    id text collate "C" primary key,
    name text not null,
    email text not null,
    department text not null,
    manager text collate "C",
    language text not null,
    roles text[] not null default '{}',
    joined_at timestamptz not null,
    left_at timestamptz
  )`,
  `create index staff_email on staff (lower(email))`,
  `create index staff_manager on staff (manager)`,
];

// A wave gives one version of a course to many at once. Who takes it, and how far they are, stands in its assignments.
const WAVES = [
  `create table training_waves (
    id text collate "C" primary key,
    course text collate "C" not null,
    version text collate "C" not null,
    reason text not null,
    audience json,
    steps json not null,
    opened_at timestamptz not null,
    opened_by text collate "C" not null,
    due_at timestamptz not null,
    started_at timestamptz,
    stopped_at timestamptz,
    ended_at timestamptz
  )`,
  `create table training_assignments (
    wave text collate "C" not null references training_waves,
    staff text collate "C" not null references staff,
    course text collate "C" not null,
    assigned_at timestamptz not null,
    due_at timestamptz not null,
    state text not null default 'open' check (state in ('open', 'passed', 'failed')),
    link text,
    ring_key text,
    begun_at timestamptz,
    attempts integer not null default 0,
    percent integer,
    passed_at timestamptz,
    valid_until timestamptz,
    check_state text check (check_state in ('asked', 'passed', 'failed', 'silent')),
    checked_at timestamptz,
    surveyed_at timestamptz,
    primary key (wave, staff)
  )`,
  `create index training_assignments_staff on training_assignments (staff, course, assigned_at)`,
  `create unique index training_assignments_link on training_assignments (link) where link is not null`,
];

// Answers of a survey belong to a department and not to a person.
const ANSWERS = [
  `create table training_attempts (
    wave text collate "C" not null,
    staff text collate "C" not null,
    kind text not null check (kind in ('quiz', 'check')),
    number integer not null,
    at timestamptz not null,
    language text not null,
    ticked json not null,
    percent integer not null,
    passed boolean not null,
    primary key (wave, staff, kind, number),
    foreign key (wave, staff) references training_assignments
  )`,
  `create trigger append_only before update or truncate on training_attempts
    for each statement execute function table_is_append_only()`,
  `create table training_surveys (
    id bigint generated always as identity primary key,
    wave text collate "C" not null references training_waves,
    department text not null,
    answers json not null
  )`,
  `create index training_surveys_wave on training_surveys (wave)`,
  `create table awareness_sessions (
    id bigint generated always as identity primary key,
    title text not null,
    held_at timestamptz not null,
    led_by text not null,
    attended text[] not null,
    words text,
    recorded_by text collate "C" not null,
    recorded_at timestamptz not null
  )`,
];

export const TRAINING = [...STAFF, ...WAVES, ...ANSWERS];
