import type { z } from 'zod';
import type { pendingAct } from '../../../contract/administration/administration';
import { Time } from '../../ui/countdown';
import { useRead, useSignedIn, type Person } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { OtherButton } from '../../ui/other-acts';
import { Chip, PersonName } from '../../ui/parts';
import { wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

type PendingAct = z.infer<typeof pendingAct>;

/** Who reads what waits; beyond them it is told by mail alone. */
const READERS = ['auditor', 'operator', 'privacy'] as const;

/** What takes two people and has one. */
export function Pending({ people }: { people: readonly Person[] }) {
  const words = useWords(WORDS);
  const { data: me } = useSignedIn();
  const mayRead = READERS.some((role) => me?.person.roles.includes(role));
  const { data } = useRead<{ items: PendingAct[] }>('/api/administration/pending', mayRead);
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card part" aria-labelledby="pending">
      <h2 id="pending">{words.pending}</h2>
      <p className="soft small">{words.pendingHint}</p>
      <ul className="lines">
        {items.map((one) => (
          <One key={one.asked} one={one} people={people} me={me?.person.id} />
        ))}
      </ul>
    </section>
  );
}

interface OneProps {
  one: PendingAct;
  people: readonly Person[];
  me: string | undefined;
}

function One({ one: { asked, confirmers, expiresAt, isOvertaken, page }, people, me = '' }: OneProps) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const whyNot = confirmers.includes(me) ? undefined : words.waitsFor(formats.list(confirmers));
  const said = Object.entries(page.change).map(([field, value]) => formats.labelled(field, textOf(value)));
  return (
    <li>
      <span className="line-main">
        <span>
          <strong>{wordFor(words.act, page.act)}</strong> {page.subject}{' '}
          <span className="soft small">{said.join(' · ')}</span>
        </span>
        {isOvertaken && <Chip tone="late">{words.overtaken}</Chip>}
      </span>
      <span className="soft small">
        {words.asked} <PersonName id={page.by} people={people} /> · {words.waitsFor(formats.list(confirmers))} ·{' '}
        {words.until} <Time at={expiresAt} />
      </span>
      <span className="chips">
        {(['confirm-pending', 'decline-pending'] as const).map((act) => (
          <OtherButton
            key={act}
            act={act}
            prefill={{ page: asked }}
            whyNot={whyNot}
            label={act === 'confirm-pending' ? words.confirm(page.subject) : words.decline(page.subject)}
          />
        ))}
      </span>
    </li>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
