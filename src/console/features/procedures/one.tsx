import { Link } from 'wouter';
import type { z } from 'zod';
import type { wholeProcedure } from '../../../contract/programme/procedures';
import { APPROVERS_NEEDED } from '../../../domain/programme/approval';
import { BothTimes, Time } from '../../ui/countdown';
import { usePeople, useRead, useSignedIn, type Person } from '../../ui/data';
import type { OtherAct } from '../../ui/forms';
import { useNow } from '../../ui/now';
import { OtherButton } from '../../ui/other-acts';
import { PersonName, Problem, Shape } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { ofName, standingOf, type Head } from './standing';
import { WORDS } from './words';

type Whole = z.infer<typeof wholeProcedure>;

/** One version, which two people approve by the hash of what they read here. */
export function OneVersion({ named }: { named: string }) {
  const words = useWords(WORDS);
  const { data, error } = useRead<Whole>(`/api/procedures/${named}`);
  const { data: listed, error: unlisted } = useRead<{ items: Head[] }>('/api/procedures');
  const { data: people } = usePeople();
  const now = useNow();
  if (!data || !listed)
    return (error ?? unlisted) ? <Problem fault={error ?? unlisted} /> : <div className="skeleton" />;
  const { name, version, title, sha256, draftedBy, draftedAt, approvedBy, inForceFrom, wantedFrom, content } = data;
  const standing = standingOf(data, ofName(listed.items, name), now);
  return (
    <div className="procedures">
      <p>
        <Link href="/procedures">← {words.title}</Link>
      </p>
      <header className="card part">
        <h1>{title}</h1>
        <p className="soft small">
          {name} · {words.version(version)} · <PersonName id={draftedBy} people={people} /> <Time at={draftedAt} />
        </p>
        <p>{words.standing[standing]}</p>
        {(inForceFrom ?? wantedFrom) && (
          <p className="soft small">
            {standing === 'waits' ? words.wanted : standing === 'coming' ? words.from : words.since}{' '}
            <BothTimes at={inForceFrom ?? wantedFrom ?? ''} />
          </p>
        )}
        <Approval
          {...{ people, approvedBy, writtenBy: draftedBy }}
          act="approve-procedure"
          prefill={{ name, version, sha256 }}
        />
      </header>
      <section className="card part" aria-labelledby="text">
        <h2 id="text">{words.text}</h2>
        <p className="hash soft small">SHA-256 {sha256}</p>
        <p className="text">{content}</p>
      </section>
    </div>
  );
}

interface ApprovalProps {
  people: readonly Person[] | undefined;
  approvedBy: readonly string[];
  writtenBy: string;
  act: OtherAct;
  prefill: Record<string, unknown>;
}

/** Who approved, and the button of whoever may still. */
export function Approval({ people, approvedBy, writtenBy, act, prefill }: ApprovalProps) {
  const words = useWords(WORDS);
  const { data: me } = useSignedIn();
  const mine = me?.person.id ?? '';
  const whyNot = writtenBy === mine ? words.ownText : approvedBy.includes(mine) ? words.approvedByYou : undefined;
  const missing = Math.max(0, APPROVERS_NEEDED - approvedBy.length);
  return (
    <>
      <ul className="lines" aria-label={words.approvalsTitle}>
        {approvedBy.map((id) => (
          <li key={id}>
            <span className="line-main">
              <Shape of="calm" /> <PersonName id={id} people={people} />
            </span>
          </li>
        ))}
        {Array.from({ length: missing }, (_, nth) => (
          <li key={nth} className="soft">
            <span className="line-main">
              <Shape of="none" /> {words.missing}
            </span>
          </li>
        ))}
      </ul>
      {missing > 0 && (
        <p className="chips">
          <OtherButton act={act} prefill={prefill} look="first" whyNot={whyNot} />
          {whyNot && <span className="hint">{whyNot}</span>}
        </p>
      )}
    </>
  );
}
