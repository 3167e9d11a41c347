// What customers are not told at this stage, sealed under the data key of its incident; everything else has the seal alone.
export const WITHHELD_WORDS = [
  `create table withheld_words (
    incident text collate "C" not null,
    seal text not null,
    words bytea not null,
    "by" text not null,
    kept_at timestamptz not null default now(),
    primary key (incident, seal)
  )`,
];
