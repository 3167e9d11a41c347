// What each recipient of a notice reads, taken down before anybody approves it: `own` is what was said of it then, and "values" what its text was filled
// in with, the same for all who share a mailbox.
export const SNAPSHOTS = [
  `create table snapshots (
    incident text collate "C" not null,
    notice integer not null,
    contact text collate "C" not null,
    customer text collate "C" not null,
    account text collate "C" not null,
    address text not null,
    mail text collate "C" not null,
    name text not null,
    language text not null,
    own jsonb not null,
    "values" jsonb,
    text_language text,
    text_sha256 text,
    primary key (incident, notice, contact),
    foreign key (incident, notice) references notices
  )`,
  `create index snapshots_mail on snapshots (incident, notice, mail, contact)`,
  `create index snapshots_customer on snapshots (incident, customer)`,
  `alter table notices add column scope_revision bigint, add column recipients integer, add column recipients_hash text`,
];
