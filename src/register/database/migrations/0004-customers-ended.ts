// Who is no customer, account or contact any more stays in the record. An erased contact has neither name nor address left.
const ENDED = [
  `alter table customers add column ended_at timestamptz`,
  `alter table accounts add column ended_at timestamptz`,
  `alter table contacts add column ended_at timestamptz, add column erased_at timestamptz`,
  `create index contacts_mailbox on contacts (lower(email))`,
  `create index scope_customer on scope (customer, incident)`,
];

// Deliveries of one notice to one mailbox are one mail, and have its name. Without one, as the release before planned them, each is its own.
// The name alone is looked up: beside other conditions a planner that knows little would take another index.
const MAILS = [
  `alter table deliveries add column mail text collate "C"`,
  `create index deliveries_mail on deliveries (mail)`,
];

export const CUSTOMERS_ENDED = [...ENDED, ...MAILS];
