/**
 * Increase this with every change of what is folded: a column or an index here, the shape of the state, the contents of a headline. If the
 * database has another version, `migrate` drops the read tables and folds them again from the pages.
 */
export const READ_TABLES_VERSION = 5;

/** Folded from the pages: they may be dropped, and `migrate` or a rebuild makes them again from these definitions. */
export const READ_TABLES = [
  {
    name: 'incidents',
    create: [
      `create table incidents (
        id text collate "C" primary key,
        sequence bigint not null,
        state json not null,
        headline json not null,
        class text not null,
        stage text not null,
        severity text,
        late boolean not null,
        due timestamptz,
        detected_at timestamptz,
        aware_at timestamptz,
        declared_at timestamptz,
        reporter text not null,
        opened_at timestamptz not null,
        updated_at timestamptz not null,
        next_alarm_at timestamptz,
        product text,
        owners text[] not null,
        owed_acts text[] not null,
        words tsvector not null,
        declared_late boolean not null,
        keep_until timestamptz,
        restricted boolean not null,
        exercise boolean not null,
        board json not null,
        clock_due timestamptz,
        approver_roles text[] not null,
        approver_not text[] not null
      )`,
      `create index incidents_opened on incidents (opened_at, id)`,
      `create index incidents_by_clock on incidents ((coalesce(clock_due, 'infinity'::timestamptz)), id)`,
      `create index incidents_declared on incidents (declared_at) where declared_at is not null`,
      `create index incidents_declared_late on incidents (id) where declared_late`,
      `create index incidents_keep_until on incidents (keep_until) where keep_until is not null`,
      `create index incidents_product on incidents (product) where product is not null`,
      `create index incidents_owners on incidents using gin (owners)`,
      `create index incidents_owed_acts on incidents using gin (owed_acts)`,
      `create index incidents_words on incidents using gin (words)`,
      `create index incidents_open on incidents (id) where stage <> 'closed'`,
      `create index incidents_next_alarm on incidents (next_alarm_at) where next_alarm_at is not null`,
    ],
  },
  {
    name: 'incident_sight',
    create: [
      `create table incident_sight (
        incident text collate "C" not null,
        person text collate "C" not null,
        sight text not null,
        until timestamptz,
        primary key (incident, person)
      )`,
      `create index incident_sight_person on incident_sight (person)`,
    ],
  },
  {
    name: 'related_incidents',
    create: [
      `create table related_incidents (
        incident text collate "C" not null,
        related text collate "C" not null,
        how text not null,
        reason text not null,
        "by" text not null,
        at timestamptz not null,
        primary key (incident, related, how)
      )`,
      `create index related_incidents_related on related_incidents (related)`,
    ],
  },
  {
    name: 'timeline',
    create: [
      `create table timeline (
        incident text collate "C" not null,
        sequence bigint not null,
        index integer not null,
        at timestamptz not null,
        "by" text not null,
        door text not null,
        command text not null,
        type text not null,
        event json not null,
        reference text,
        customers text[] not null,
        primary key (incident, sequence, index)
      )`,
    ],
  },
  {
    name: 'post_mortems',
    create: [
      `create table post_mortems (
        incident text collate "C" primary key,
        sequence bigint not null,
        status text not null,
        opened_at timestamptz not null,
        due timestamptz not null,
        approved_at timestamptz,
        approved_by text[] not null,
        actions integer not null,
        actions_open integer not null,
        next_due timestamptz
      )`,
      `create index post_mortems_opened on post_mortems (opened_at, incident)`,
    ],
  },
  {
    name: 'exercises',
    create: [
      `create table exercises (
        id text collate "C" primary key,
        phase text not null,
        plan text,
        departments text[] not null,
        starts_at timestamptz not null,
        ended_at timestamptz,
        view json not null
      )`,
      `create index exercises_starts on exercises (starts_at, id)`,
    ],
  },
] as const;
