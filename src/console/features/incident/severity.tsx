import { ActButton } from '../../ui/act-button';
import { Time } from '../../ui/countdown';
import type { Incident } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Chip, PersonName } from '../../ui/parts';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { WORK } from './work-words';

type Scoring = NonNullable<Incident['scoring']>;

/** How grave it is, what that comes of, and how far it is to the next band. */
export function SeverityPart({ incident: { id, triage, scoring, stage }, people }: Part) {
  const words = useWords(WORK);
  const vocabulary = useWords(VOCABULARY);
  const level = scoring?.override?.level ?? scoring?.score.level ?? triage?.severity?.level;
  return (
    <section className="card part" aria-labelledby="severity">
      <div className="part-head">
        <h2 id="severity">{words.severity}</h2>
        {level && <Chip tone="accent">{vocabulary.severity[level]}</Chip>}
        {stage?.stage !== 'closed' && (
          <ActButton incident={id} command="score-severity" prefill={{ ...scoring?.scoring }}>
            {words.score}
          </ActButton>
        )}
      </div>
      {!level && <p className="soft">{words.noSeverity}</p>}
      {!scoring && triage?.severity && <p className="text">{triage.severity.reason}</p>}
      {scoring?.override && (
        <p className="note">
          {words.overridden(vocabulary.severity[scoring.score.level])} {scoring.override.reason}
        </p>
      )}
      {scoring && <Sum scoring={scoring} />}
      {scoring && <Advice scoring={scoring} />}
      {scoring && (
        <p className="soft small">
          <PersonName id={scoring.by} people={people} /> <Time at={scoring.at} />
        </p>
      )}
    </section>
  );
}

const QUARTERS = 4;

/** Context × identification + circumstances, as ENISA has it; kept in quarters, shown as it is read. */
function Sum({ scoring: { score, scoring } }: { scoring: Scoring }) {
  const words = useWords(WORK);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  const read = (quarters: number) => formats.number(quarters / QUARTERS);
  const { context, identificationQuarters, circumstanceQuarters, quarters, toNextBand, toBandBelow } = score;
  const margins = [
    toNextBand !== undefined && words.toNext(read(toNextBand)),
    toBandBelow !== undefined && words.toBelow(read(toBandBelow)),
  ];
  return (
    <>
      <p className="digits">
        {words.sum(formats.number(context), read(identificationQuarters), read(circumstanceQuarters), read(quarters))}
      </p>
      <p className="soft small">
        {margins.filter(Boolean).join(' ')} {score.isNearBand && <Chip tone="soon">{words.near}</Chip>}
      </p>
      <details>
        <summary>{words.reasons}</summary>
        <ul className="bullets small">
          {scoring.data.map(({ category, context: points, adjustments = [] }) => (
            <li key={category}>
              {formats.labelled(wordFor(words.values, category), formats.number(points))}
              {adjustments.map(({ why, words: said }) => ` · ${formats.labelled(wordFor(words.values, why), said)}`)}
            </li>
          ))}
          {(['identification', 'confidentiality', 'integrity', 'availability', 'malicious'] as const).map((name) => (
            <li key={name}>
              {formats.labelled(words.fields[name], wordFor({ ...vocabulary.answer, ...words.values }, scoring[name]))}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Advice({ scoring: { advice } }: { scoring: Scoring }) {
  const words = useWords(WORK);
  return (
    <details>
      <summary>{words.suggests(advice.authority, advice.persons)}</summary>
      <p className="small">
        {words.nearest(advice.nearest.number)} {advice.nearest.title}. {advice.nearest.turnsOn}
      </p>
    </details>
  );
}
