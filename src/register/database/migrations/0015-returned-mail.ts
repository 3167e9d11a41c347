// `message` is the SHA-256 of a delivery's id, which its mail names.
const MESSAGES = [
  `alter table notice_links add column message text collate "C"`,
  `create index notice_links_message on notice_links (message)`,
];

// What comes back by mail. The bytes of what waits for a person are kept until somebody settled it.
const MAILS = [
  `create table returned_mails (
    id bigint generated always as identity primary key,
    sha256 text not null unique,
    kind text not null check (kind in ('failure', 'delay', 'delivered', 'automatic', 'complaint', 'reply')),
    matched_by text check (matched_by in ('return-address', 'id', 'recipient')),
    incident text collate "C",
    notice integer,
    delivery text collate "C",
    sender text,
    subject text not null,
    words text not null,
    recipients text[] not null,
    raw bytea,
    waits boolean not null,
    received_at timestamptz not null,
    settled_at timestamptz,
    settled_by text collate "C"
  )`,
  `create index returned_mails_waiting on returned_mails (id) where waits and settled_at is null`,
  `create index returned_mails_incident on returned_mails (incident) where incident is not null`,
];

export const RETURNED_MAIL = [...MESSAGES, ...MAILS];
