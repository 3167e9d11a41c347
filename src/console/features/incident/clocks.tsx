import { BothTimes, Countdown, Time } from '../../ui/countdown';
import type { Incident } from '../../ui/data';
import { HOUR_MS, useFormats } from '../../ui/format';
import { useNow } from '../../ui/now';
import { Shape } from '../../ui/parts';
import { urgencyOf } from '../../ui/urgency';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { WORDS } from './words';

type Obligation = NonNullable<Incident['obligations']>[number];
type Cohorts = NonNullable<Incident['scope']>['cohorts'];

/** Every clock, soonest first, each with the sum that its time comes of. */
export function ClockShelf({ incident: { obligations, scope } }: Part) {
  const words = useWords(WORDS);
  if (!obligations) return null;
  const running = obligations
    .filter(({ status }) => status === 'open')
    .sort((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)));
  const ended = obligations.filter(({ status }) => status !== 'open');
  return (
    <section className="card part" aria-labelledby="clocks">
      <h2 id="clocks">{words.clocks}</h2>
      {running.length === 0 && <p className="soft">{words.noClocks}</p>}
      <ul className="clocks">
        {running.map((clock) => (
          <Running key={clock.id} clock={clock} cohorts={scope?.cohorts} />
        ))}
      </ul>
      {ended.length > 0 && (
        <details>
          <summary>
            {words.endedClocks} ({ended.length})
          </summary>
          <ul className="clocks">
            {ended.map((clock) => (
              <Ended key={clock.id} clock={clock} cohorts={scope?.cohorts} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface Clock {
  clock: Obligation;
  cohorts: Cohorts | undefined;
}

function Running({ clock, cohorts }: Clock) {
  const now = useNow();
  const words = useWords(WORDS);
  const urgency = urgencyOf(clock.due, now);
  return (
    <li className="clock" data-urgency={urgency}>
      <Shape of={urgency} />
      <ClockName clock={clock} cohorts={cohorts} />
      <strong className="clock-left">
        <Countdown due={clock.due} />
      </strong>
      <span className="small clock-due">
        <BothTimes at={clock.due} />
      </span>
      <details className="clock-why">
        <summary>{words.why}</summary>
        <Sum clock={clock} />
      </details>
    </li>
  );
}

function ClockName({ clock, cohorts }: Clock) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const vocabulary = useWords(VOCABULARY);
  const subject = clock.subject?.replace(/\bnotice (\d+)/, (_, number: string) => words.notice(number));
  const cohort = cohorts?.find((one) => one.id === clock.cohort);
  const toTell = cohort && words.told(formats.number(cohort.told), formats.number(cohort.total));
  const about = toTell ?? clock.customer ?? (clock.field && vocabulary.fact[clock.field]) ?? subject;
  return (
    <span className="clock-name">
      {vocabulary.clock[clock.kind]}
      {about && <span className="soft"> · {about}</span>}
    </span>
  );
}

/** `Declared 29 Nov, 08:15 + 72 hours = 2 Dec, 08:15, by our own commitment.` */
function Sum({ clock: { term, since, due } }: { clock: Obligation }) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  const unit = term?.clock.unit ?? 'hours';
  const count = term?.clock.count ?? Math.round((Date.parse(due) - Date.parse(since)) / HOUR_MS);
  const period = formats.plural(count, words.periods[unit]);
  const from = term ? vocabulary.anchor[term.anchor] : words.counted;
  const source = wordFor(vocabulary.value, term?.source ?? 'commitment');
  return <p className="small soft">{words.sum(from, formats.utc(since), period, formats.utc(due), source)}</p>;
}

function Ended({ clock, cohorts }: Clock) {
  const words = useWords(WORDS);
  return (
    <li className="clock">
      <Shape of={clock.lateSince ? 'late' : 'calm'} />
      <ClockName clock={clock} cohorts={cohorts} />
      <span className="small soft clock-due">
        {clock.lateSince ? words.late : words.metAt} {clock.endedAt && <Time at={clock.endedAt} />}
      </span>
    </li>
  );
}
