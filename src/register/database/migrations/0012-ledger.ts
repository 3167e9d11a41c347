// One ledger for whatever is sent. `subject` is an incident and `number` its notice; of an alert, its effect and 0. Deliveries become its recipients,
// with all their rows; alerts move there. The previous release goes on
// with deliveries by a view, until it is gone; of alerts it reads what was sent, and sends as it does while the register is away.
const SENDINGS = [
  `create table sendings (
    subject text collate "C" not null,
    number integer not null,
    kind text not null,
    paused_at timestamptz,
    stopped_at timestamptz,
    made_at timestamptz not null default now(),
    primary key (subject, number)
  )`,
  `insert into sendings (subject, number, kind) select incident, notice, 'notice' from notices`,
  `insert into sendings (subject, number, kind) select distinct effect, 0, 'alert' from alerts_sent`,
];

// `values` is what the message says of its recipient, and `text_sha256` the whole of it as approved. A customer's row has an account and a contact;
// of our own people the endpoint is the person.
const RECIPIENTS = [
  `alter table deliveries rename to recipients`,
  `alter table recipients rename column incident to subject`,
  `alter table recipients rename column notice to number`,
  `alter table recipients rename column email to address`,
  `alter table recipients
    drop constraint deliveries_incident_notice_fkey,
    alter column customer drop not null,
    alter column account drop not null,
    alter column contact drop not null,
    alter column address set default '',
    alter column name set default '',
    alter column language set default '',
    add column endpoint text collate "C",
    add column channel text not null default 'mail',
    add column domain text collate "C" generated always as (lower(substring(address from '[^@]*$'))) stored,
    add column "values" jsonb,
    add column text_sha256 text,
    add column lane integer not null default 0`,
  `update recipients set endpoint = contact`,
  `alter table recipients
    alter column endpoint set not null,
    drop constraint deliveries_incident_notice_contact_key,
    add constraint recipients_endpoint unique (subject, number, endpoint)`,
  `insert into recipients (id, subject, number, endpoint, state, attempts, handed_at, finished_at, server_words, possible_repeat, planned_at)
    select effect || '/' || person, effect, 0, person, case when done_at is null then 'handed' else 'accepted' end,
      case when done_at is null then 0 else 1 end, begun_at, done_at, words, possible_repeat, begun_at
    from alerts_sent`,
  `alter table recipients add constraint recipients_sending foreign key (subject, number) references sendings`,
];

// Each state changes twice a mail, and every index is written anew with it: there are no more than the questions that are asked.
const INDEXES = [
  `drop index deliveries_planned, deliveries_deferred, deliveries_unsent, deliveries_account, deliveries_customer`,
  `create index recipients_planned on recipients (subject, number, endpoint) where state = 'planned'`,
  `create index recipients_deferred on recipients (subject, number, next_at) where state = 'deferred'`,
  `create index recipients_unsent on recipients (planned_at) where finished_at is null`,
  `create index recipients_customer on recipients (subject, customer, account)`,
  `alter index deliveries_under_way rename to recipients_under_way`,
  `alter index deliveries_contact rename to recipients_contact`,
  `alter index deliveries_mail rename to recipients_mail`,
  `alter index deliveries_pkey rename to recipients_pkey`,
];

// What became known of a recipient after its message left. Of the state nothing changes.
const MARKS = [
  `create table marks (
    id bigint generated always as identity primary key,
    recipient text collate "C" not null references recipients,
    kind text not null check (kind in ('bounced', 'opened', 'confirmed', 'question', 'told-by-person')),
    at timestamptz not null,
    evidence json not null default '{}'
  )`,
  `create index marks_recipient on marks (recipient, kind)`,
];

const ATTEMPTS = [
  `create or replace function attempts_only_lose_addresses() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      if exists (select from recipients r join erased_incidents e on e.incident = r.subject where r.id = old.delivery) then
        return old;
      end if;
    elsif exists (select from recipients r where r.id = old.delivery and new.words = replace(old.words, r.address, 'erased'))
      and to_jsonb(new) - 'words' = to_jsonb(old) - 'words' then
      return new;
    end if;
    raise exception 'attempts is append-only: % is refused', tg_op;
  end $$`,
  `do $do$ begin execute format(
    'create or replace function learn_of_growth() returns void language plpgsql security definer set search_path = %I, pg_temp as $$
    begin
      analyze (skip_locked) scope, recipients;
    end $$', current_schema());
  end $do$`,
];

const PREVIOUS_RELEASE = [
  `drop table alerts_sent`,
  `create view deliveries as
    select id, subject as incident, number as notice, customer, account, endpoint as contact, address as email, mail, name, language, state, usable,
      fence, next_at, attempts, message_id, handed_at, finished_at, server_words, possible_repeat, planned_at
    from recipients where customer is not null`,
  `create view alerts_sent as
    select subject as effect, endpoint as person, handed_at as begun_at, finished_at as done_at, server_words as words, possible_repeat
    from recipients where customer is null`,
  `create function complete_recipient() returns trigger language plpgsql as $$
  begin
    new.contact = new.endpoint;
    insert into sendings (subject, number, kind) values (new.subject, new.number, 'notice') on conflict do nothing;
    return new;
  end $$`,
  `create trigger complete before insert on recipients for each row
    when (new.contact is null and new.customer is not null) execute function complete_recipient()`,
];

export const LEDGER = [...SENDINGS, ...RECIPIENTS, ...INDEXES, ...MARKS, ...ATTEMPTS, ...PREVIOUS_RELEASE];
