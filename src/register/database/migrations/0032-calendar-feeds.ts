/** Addresses by which calendars of people read their deadlines; the address itself is kept nowhere. */
export const CALENDAR_FEEDS = [
  `create table calendar_feeds (
    person text collate "C" primary key,
    token_sha256 text not null unique,
    made_at timestamptz not null default clock_timestamp()
  )`,
];
