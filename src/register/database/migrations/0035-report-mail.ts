/** Addresses to which people report by mail, and by which mails of one thread are known. */
export const REPORT_MAIL = [
  `alter table detection_sources add column address text`,
  `create unique index detection_sources_address on detection_sources (lower(address)) where ended_at is null`,
  `create table report_mails (
    source text collate "C" not null references detection_sources (id),
    message text collate "C" not null,
    reference text not null,
    received_at timestamptz not null,
    primary key (source, message)
  )`,
  `create index report_mails_recent on report_mails (source, received_at)`,
  // The worker asks for them again and again, among all that was ever sent.
  `create index sendings_receipts on sendings (subject) where kind = 'receipt'`,
];
