// What a person told a customer, beside what mail servers accepted. Struck out and never deleted: a revoked row says by whom, and why.
const TOLD_BY_PERSON = [
  `create table told_by_person (
    incident text collate "C" not null,
    id text collate "C" not null,
    customer text collate "C" not null,
    "of" text not null,
    accounts text[],
    way text not null,
    whom text not null,
    told_by text,
    at timestamptz not null,
    summary text not null,
    evidence text not null,
    recorded_by text not null,
    revoked_by text,
    revocation text,
    primary key (incident, id),
    foreign key (incident, customer) references scope
  )`,
  `create index told_by_person_customer on told_by_person (incident, customer)`,
];

// `judged_from`: a customer who was told that it is not affected, and then is after all, must be told anew.
const SCOPE = [
  `alter table scope
    add column told_by_person boolean not null default false,
    add column judged_from timestamptz,
    drop constraint scope_mark_check,
    add constraint scope_mark_check check (mark in ('removed', 'waived', 'cleared'))`,
];

export const TOLD_BY_A_PERSON = [...TOLD_BY_PERSON, ...SCOPE];
