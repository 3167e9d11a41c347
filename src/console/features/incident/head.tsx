import { Link } from 'wouter';
import { titleOf } from '../../../domain/triage/title';
import { useAskedAct } from '../../ui/acts';
import { BothTimes, Countdown } from '../../ui/countdown';
import { HOUR_MS } from '../../ui/format';
import { useNow } from '../../ui/now';
import { Button, Chip, Shape } from '../../ui/parts';
import { urgencyOf } from '../../ui/urgency';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { WORDS } from './words';

/** What never scrolls away: which incident, where it stands, and the promise. */
export function Head({ incident }: Part) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const [, ask] = useAskedAct();
  const { headline, restriction, withdrawn } = incident;
  const isClosed = headline.stage === 'closed';
  return (
    <header className="head card" data-exercise={headline.exercise && words.exercise}>
      <div className="head-what">
        <div className="head-id">
          <Link href="/" aria-label={words.back}>
            ←
          </Link>
          <strong className="digits">{incident.id}</strong>
        </div>
        <h1>{titleOf(incident.report.seen)}</h1>
        <p className="chips">
          {headline.exercise && <Chip tone="urgent">{words.exerciseOf(headline.exercise.scenario)}</Chip>}
          <Chip tone="accent">{vocabulary.stage[headline.stage]}</Chip>
          <Chip>{vocabulary.class[headline.class]}</Chip>
          {headline.severity && <Chip>{wordFor(vocabulary.severity, headline.severity)}</Chip>}
          {headline.late && (
            <Chip tone="late">
              <Shape of="late" /> {words.late}
            </Chip>
          )}
          {restriction && <Chip tone="soon">{words.restricted}</Chip>}
          {withdrawn && <Chip>{words.withdrawn}</Chip>}
        </p>
      </div>
      <PromiseDigits incident={incident} />
      {!isClosed && (
        <div className="head-acts">
          <Button onClick={() => ask({ act: 'choose', prefill: {} })}>{words.allActs}</Button>
        </div>
      )}
    </header>
  );
}

function PromiseDigits({ incident }: Pick<Part, 'incident'>) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const now = useNow();
  const { due, late, stage } = incident.headline;
  if (stage === 'closed') return null;
  if (!due) return <p className="promise soft small">{incident.declaration ? words.promiseKept : words.noPromise}</p>;
  const urgency = urgencyOf(due, now, Date.parse(due) <= now);
  const promise = incident.obligations?.find((one) => one.status === 'open' && one.due === due);
  return (
    <div className="promise" data-urgency={late && urgency === 'calm' ? 'soon' : urgency}>
      <p className="small">
        <Shape of={urgency} /> {words.promise}
        <span className="hidden" role="status">
          {vocabulary.urgency[urgency]}
        </span>
      </p>
      <p className="promise-digits">
        <Countdown due={due} />
      </p>
      <p className="small">
        <BothTimes at={due} />
      </p>
      {promise && <Bar since={promise.since} due={due} warned={promise.warned} />}
    </div>
  );
}

/** Hours before the due, as they are shipped; those of a company's own rules are known once they have passed. */
const WARNINGS = [48, 24, 12, 6, 2];

function Bar({ since, due, warned }: { since: string; due: string; warned: readonly number[] }) {
  const words = useWords(WORDS);
  const now = useNow();
  const [start, end] = [Date.parse(since), Date.parse(due)];
  const placeOf = (at: number) => Math.min(100, Math.max(0, ((at - start) / (end - start)) * 100));
  const marks = [...new Set([...WARNINGS, ...warned])]
    .map((hours) => ({ hours, at: end - hours * HOUR_MS }))
    .filter(({ at }) => at > start);
  return (
    <svg className="bar" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label={words.marks}>
      <rect className="bar-all" width="100" height="4" />
      <rect className="bar-gone" width={placeOf(now)} height="4" />
      {marks.map(({ hours, at }) => (
        <rect key={hours} className="bar-mark" x={placeOf(at)} width="0.5" height="4" />
      ))}
    </svg>
  );
}
