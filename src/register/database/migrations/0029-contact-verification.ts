// Since when a contact has its address; of those that stand, since now. What is asked of contacts from time to time, and what they correct.
export const CONTACT_VERIFICATION = [
  `alter table contacts add column address_since timestamptz not null default now()`,
  `create table contact_verifications (
    round text collate "C" not null,
    contact text collate "C" not null references contacts,
    customer text collate "C" not null references customers,
    address text not null,
    link text not null,
    ring_key text not null,
    message text not null,
    reminder text not null,
    asked_at timestamptz not null,
    answered_at timestamptz,
    answer text check (answer in ('confirmed', 'corrected')),
    primary key (round, contact)
  )`,
  `create unique index contact_verifications_link on contact_verifications (link)`,
  `create index contact_verifications_customer on contact_verifications (customer, lower(address))`,
  `create index contact_verifications_message on contact_verifications (message)`,
  `create index contact_verifications_reminder on contact_verifications (reminder)`,
  `create table contact_proposals (
    id bigint generated always as identity primary key,
    round text collate "C" not null,
    asked text collate "C" not null,
    customer text collate "C" not null references customers,
    account text collate "C" not null references accounts,
    contact text collate "C" references contacts,
    kind text not null check (kind in ('change', 'add', 'end')),
    name text,
    email text,
    proposed_at timestamptz not null,
    decided_at timestamptz,
    decided_by text collate "C",
    outcome text check (outcome in ('accepted', 'declined')),
    foreign key (round, asked) references contact_verifications
  )`,
  `create index contact_proposals_waiting on contact_proposals (customer) where decided_at is null`,
];
