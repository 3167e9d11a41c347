// The words of an attempt lose what reads as a mail address and nothing else: whoever may write a recipient's address could otherwise name
// there whatever word is to go.
export const ERASED_WORDS = [
  `create or replace function attempts_only_lose_addresses() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      if exists (select from recipients r join erased_incidents e on e.incident = r.subject where r.id = old.delivery) then
        return old;
      end if;
    elsif exists (select from recipients r where r.id = old.delivery and new.words = replace(old.words, r.address, 'erased')
        and (new.words = old.words or r.address ~ '^[^@[:space:]]+@[^@[:space:]]+$'))
      and to_jsonb(new) - 'words' = to_jsonb(old) - 'words' then
      return new;
    end if;
    raise exception 'attempts is append-only: % is refused', tg_op;
  end $$`,
];
