import { Link } from 'wouter';
import type { z } from 'zod';
import type { proposal } from '../../../contract/parties/contact-verification';
import { Time } from '../../ui/countdown';
import { useRead } from '../../ui/data';
import { OtherButton } from '../../ui/other-acts';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

type Proposal = z.infer<typeof proposal>;

/** What contacts corrected themselves, until an operator decides. */
export function Proposals() {
  const words = useWords(WORDS);
  const { data } = useRead<{ items: Proposal[] }>('/api/customers/proposals');
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card part" aria-labelledby="proposals">
      <h2 id="proposals">{words.proposals}</h2>
      <p className="soft small">{words.proposalsHint}</p>
      <ul className="lines">
        {items.map((one) => (
          <One key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
}

function One({ one: { id, kind, customer, contact, name, email, asked, proposedAt } }: { one: Proposal }) {
  const words = useWords(WORDS);
  return (
    <li>
      <span className="line-main">
        <span>
          <strong>{words.proposal[kind]}</strong>{' '}
          <Link href={`/customers/${encodeURIComponent(customer)}`}>{contact ?? customer}</Link> {name}{' '}
          <span className="soft small">{email}</span>
        </span>
      </span>
      <span className="soft small">
        {words.proposedBy(asked)}, <Time at={proposedAt} />
      </span>
      <span className="chips">
        <OtherButton act="accept-proposal" prefill={{ proposal: id }} label={words.accept(asked)} />
        <OtherButton act="decline-proposal" prefill={{ proposal: id }} label={words.decline(asked)} />
      </span>
    </li>
  );
}
