/** Where a contact's own program takes notices beside the mail. Its secret is made of a key of the ring. */
export const CONTACT_WEBHOOKS = [
  `create table contact_webhooks (
    contact text collate "C" primary key references contacts,
    url text not null,
    ring_key text not null,
    generation integer not null default 1,
    rotated_at timestamptz not null default clock_timestamp(),
    gone_at timestamptz
  )`,
];
