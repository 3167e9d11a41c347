// `keeps`: the promises of notices that the incident held then, and that this keeps for its customer.
export const PROMISES_KEPT_BY_A_PERSON = [
  `alter table told_by_person
    add column facts text[],
    add column final boolean,
    add column keeps jsonb not null default '[]'`,
];
