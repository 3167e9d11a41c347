import { sql, type Transaction } from 'kysely';
import type { Schema } from '../database/schema';
import { toldByPerson } from '../scope/told';
import type { NoticeRef } from './delivery';
import { heardFrom, planUntried } from './untried';
import type { CustomerId } from '../../domain/primitives/parties';

export interface Silent {
  /** Who neither opened nor answered it. */
  customers: number;
  /** Other contacts of theirs for whom it was planned. */
  planned: number;
  /** Customers of them whom only a person can try, with the first names of them. */
  forPerson: number;
  names: string[];
}

export type CountSilent = NoticeRef & {
  /** `contact`: their accounts' other contacts get the notice now, in the words that were approved for the account. */
  rung: 'contact' | 'person';
};

const NAMED = 20;

/** Customers in scope whose server took the notice, and from whom nothing came: no opening, no answer, no word to one of us. Idempotent. */
export async function countSilent(trx: Transaction<Schema>, asked: CountSilent): Promise<Silent> {
  if (asked.rung === 'contact') await planOthers(trx, asked);
  const { rows } = await sql<{ customer: CustomerId; planned: number }>`
    with silent as materialized (${silentAccounts(asked)})
    select s.customer, (select count(*) from recipients r
        where r.subject = ${asked.incident} and r.number = ${asked.notice} and r.customer = s.customer and r.mail like '%/next/%') as planned
    from silent s group by s.customer order by s.customer`.execute(trx);
  const alone = asked.rung === 'contact' ? rows.filter(({ planned }) => planned === 0) : rows;
  return {
    customers: rows.length,
    planned: asked.rung === 'contact' ? rows.reduce((sum, { planned }) => sum + planned, 0) : 0,
    forPerson: alone.length,
    names: alone.slice(0, NAMED).map(({ customer }) => customer),
  };
}

async function planOthers(trx: Transaction<Schema>, asked: CountSilent): Promise<void> {
  const accounts = sql`with silent as materialized (${silentAccounts(asked)}) select account from silent`;
  await planUntried(trx, asked, accounts);
}

function silentAccounts({ incident, notice }: NoticeRef) {
  return sql`
    select distinct r.customer, r.account from recipients r
      join scope s on s.incident = r.subject and s.customer = r.customer
      left join accounts a on a.id = r.account
    where r.subject = ${incident} and r.number = ${notice} and r.state = 'accepted' and r.usable and s.mark is null
      and ${toldByPerson('incident')} is null
      and not (r.customer = any(${heardFrom({ incident, notice })}))`;
}
