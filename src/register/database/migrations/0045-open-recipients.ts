/**
 * Which recipients are open, beside them: whatever ends a recipient then changes no column of an index, and PostgreSQL writes the row's new version beside
 * the old one (a heap-only tuple) in the place of an entry in each of five indexes. Kept by triggers, since a writer that forgets it would leave a
 * recipient without its mail. Each deletes by index whatever the planner expects: the table is empty whenever nothing is sent. What is told of a customer is
 * likewise in no index, and finds room beside it.
 */
export const OPEN_RECIPIENTS = [
  `create table open_recipients (
    recipient text primary key,
    subject text not null,
    number integer not null,
    endpoint text not null,
    planned_at timestamptz not null
  )`,
  `insert into open_recipients select id, subject, number, endpoint, planned_at from recipients where finished_at is null`,
  `create index open_recipients_next on open_recipients (subject, number, endpoint)`,
  `create index open_recipients_oldest on open_recipients (planned_at)`,
  `create function open_recipients() returns trigger language plpgsql as $$
  begin
    insert into open_recipients select id, subject, number, endpoint, planned_at from changed where finished_at is null;
    return null;
  end $$`,
  `create function close_recipients() returns trigger language plpgsql set enable_seqscan = off set enable_bitmapscan = off as $$
  declare ended text[];
  begin
    select array_agg(id) into ended from changed where tg_op = 'DELETE' or finished_at is not null;
    if ended is not null then delete from open_recipients where recipient = any(ended); end if;
    return null;
  end $$`,
  `create trigger open_recipients after insert on recipients referencing new table as changed
    for each statement execute function open_recipients()`,
  `create trigger close_recipients after update on recipients referencing new table as changed
    for each statement execute function close_recipients()`,
  `create trigger erase_recipients after delete on recipients referencing old table as changed
    for each statement execute function close_recipients()`,
  `drop index recipients_open`,
  `drop index recipients_unsent`,
  `alter table scope set (fillfactor = 50)`,
];
