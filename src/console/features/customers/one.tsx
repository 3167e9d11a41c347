import { Link } from 'wouter';
import type { z } from 'zod';
import type { storedCustomer } from '../../../contract/parties/customers';
import { Time } from '../../ui/countdown';
import { useRead } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Chip, Problem, Shape } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

type Customer = z.infer<typeof storedCustomer>;
type Account = Customer['accounts'][number];

/** A customer: each account, and whether a notice would reach somebody there. */
export function OneCustomer({ id }: { id: string }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const { data, error } = useRead<Customer>(`/api/customers/${encodeURIComponent(id)}`);
  if (!data) return error ? <Problem fault={error} /> : <div className="skeleton" />;
  return (
    <div className="customers">
      <p>
        <Link href="/customers">← {words.title}</Link>
      </p>
      <h1>{data.name}</h1>
      <p className="soft">
        {data.id} · {formats.language(data.language)} · {data.timeZone}
      </p>
      <p>
        <Link href={`/?view=all&q=${encodeURIComponent(data.name)}`}>{words.incidents}</Link>
      </p>
      {data.accounts.map((account) => (
        <OneAccount key={account.id} account={account} />
      ))}
    </div>
  );
}

function OneAccount({ account: { id, name, product, contacts, endedAt } }: { account: Account }) {
  const words = useWords(WORDS);
  const isReached = contacts.some((contact) => contact.role === 'administrator' && !contact.stale && !contact.endedAt);
  return (
    <section className="card part" aria-label={name}>
      <div className="part-head">
        <h2>{name}</h2>
        <span className="soft small">
          {id} · {product}
        </span>
        {endedAt && <Chip>{words.ended}</Chip>}
        <Chip tone={isReached ? 'calm' : 'late'}>
          <Shape of={isReached ? 'calm' : 'late'} /> {isReached ? words.reachable : words.notReachable}
        </Chip>
      </div>
      <ul className="lines">
        {contacts.map((contact) => (
          <li key={contact.id}>
            <span className="line-main" data-done={contact.stale ? undefined : true}>
              <Shape of={contact.stale ? 'late' : 'calm'} />
              <span>
                {contact.name} <span className="soft small">{contact.email}</span>
              </span>
            </span>
            <span className="soft small">
              {words.role[contact.role] ?? contact.role}
              {contact.stale && `, ${words.stale}`}
              {contact.verifiedAt && (
                <>
                  {' '}
                  · {words.verified} <Time at={contact.verifiedAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
