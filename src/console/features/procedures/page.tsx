import { Link } from 'wouter';
import { Time } from '../../ui/countdown';
import { usePeople, useRead } from '../../ui/data';
import { useNamed } from '../../ui/listed';
import { useNow } from '../../ui/now';
import { OtherButton } from '../../ui/other-acts';
import { Chip, Empty, PersonName, Problem, type Tone } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { OneVersion } from './one';
import './procedures.css';
import { ofName, standingOf, type Head } from './standing';
import { WORDS, type Standing } from './words';

/** The procedures that incidents run under, version by version. */
export function ProceduresPage() {
  const words = useWords(WORDS);
  const named = useNamed('procedures');
  const { data, error } = useRead<{ items: Head[] }>('/api/procedures', named === undefined);
  if (named) return <OneVersion named={named} />;
  return (
    <div className="procedures">
      <div className="part-head">
        <h1>{words.title}</h1>
        <OtherButton act="draft-procedure" look="first" />
      </div>
      <p>
        <Link href="/reviews">{words.toReviews} →</Link>
      </p>
      <Problem fault={data ? undefined : error} />
      {data?.items.length === 0 && (
        <div className="card">
          <Empty title={words.none}>
            <p>{words.why}</p>
          </Empty>
        </div>
      )}
      {[...new Set(data?.items.map(({ name }) => name))].map((name) => (
        <Versions key={name} name={name} all={ofName(data?.items ?? [], name)} />
      ))}
    </div>
  );
}

const TONES: Record<Standing, Tone> = { waits: 'soon', coming: 'accent', inForce: 'calm', before: 'none' };

/** Of one procedure, the newest first. */
function Versions({ name, all }: { name: string; all: readonly Head[] }) {
  const words = useWords(WORDS);
  const { data: people } = usePeople();
  const now = useNow();
  return (
    <section className="card part" aria-labelledby={name}>
      <h2 id={name}>
        {all[0]?.title} <span className="soft small digits">{name}</span>
      </h2>
      <ul className="lines">
        {all.map((one) => {
          const standing = standingOf(one, all, now);
          return (
            <li key={one.version}>
              <span className="line-main">
                <Link href={`/procedures/${name}/${one.version}`}>{words.version(one.version)}</Link>
                <Chip tone={TONES[standing]}>{words.standing[standing]}</Chip>
                {standing === 'waits' && <span className="soft small">{words.approvals(one.approvedBy.length)}</span>}
              </span>
              <span className="soft small">
                <PersonName id={one.draftedBy} people={people} /> · <Time at={one.inForceFrom ?? one.draftedAt} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
