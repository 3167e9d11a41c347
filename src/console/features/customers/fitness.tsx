import { UNFIT_WORDS } from '../../../domain/programme/figure-words';
import { Link } from 'wouter';
import type { z } from 'zod';
import type { unfitCustomer } from '../../../contract/parties/customers';
import { Time } from '../../ui/countdown';
import { useRead } from '../../ui/data';
import { Empty, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

type Unfit = z.infer<typeof unfitCustomer>;

/** Whom a notice would not reach as it should, before anything happens. */
export function Fitness() {
  const words = useWords(WORDS);
  const { data, error } = useRead<{ items: Unfit[]; next?: string }>('/api/customers/fitness?limit=200');
  if (!data) return <Problem fault={error} />;
  return (
    <section className="card part" aria-label={words.unfit}>
      {data.items.length === 0 && <Empty title={words.fit} />}
      <ul className="lines">
        {data.items.map((one) => (
          <One key={one.customer} one={one} />
        ))}
      </ul>
      {data.next && <p className="soft">{words.moreUnfit}</p>}
    </section>
  );
}

function One({ one: { customer, name, faults } }: { one: Unfit }) {
  const unfit = useWords(UNFIT_WORDS);
  return (
    <li>
      <span className="line-main">
        <Link href={`/customers/${encodeURIComponent(customer)}`}>{name}</Link>
        <span className="soft small">{customer}</span>
      </span>
      <ul className="small">
        {faults.map(({ kind, account, contact, since }) => (
          <li key={[kind, account, contact].join(' ')}>
            {unfit[kind]} <span className="soft">{contact ?? account}</span>
            {since && (
              <span className="soft">
                {', '}
                <Time at={since} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}
