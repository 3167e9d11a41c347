// `about`: the notice that one corrects or recalls. `template_sets`: by language, the SHA-256 of the files that its text was made of.
export const NOTICE_TEXTS = [
  `alter table notices add column about integer, add column template_sets jsonb`,
  `create table template_sets (
    sha256 text primary key,
    language text not null,
    files jsonb not null,
    kept_at timestamptz not null default now()
  )`,
];
