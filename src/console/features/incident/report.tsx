import { ActButton } from '../../ui/act-button';
import { BothTimes } from '../../ui/countdown';
import { PersonName } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { Alarms } from './alarms';
import type { Part } from './page';
import { WORDS } from './words';

/** What was noticed, and what triage found of it. */
export function Report({ incident, people }: Part) {
  const { id, report, triage, declaration } = incident;
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  return (
    <section className="card part" aria-labelledby="report">
      <h2 id="report">{words.report}</h2>
      <p className="text">{report.seen}</p>
      <p className="soft small">
        {vocabulary.channel[report.channel]}, {words.detected} <BothTimes at={report.detectedAt} />
      </p>
      <p className="soft small">
        {words.reportedBy} <PersonName id={report.reporter} people={people} />
      </p>
      {report.outsider && (
        <p className="small">
          {words.fromOutside(report.outsider.name, report.outsider.answerTo)}{' '}
          {report.externalReference && (
            <ActButton incident={id} command="note-progress" prefill={{ exchange: 'to-reporter' }} look="link">
              {words.answerOutside}
            </ActButton>
          )}
        </p>
      )}
      <Alarms incident={incident} />
      {triage?.findings && (
        <>
          <h3>{words.findings}</h3>
          <p className="text">{triage.findings}</p>
        </>
      )}
      {declaration && (
        <>
          <h3>{vocabulary.anchor.declared}</h3>
          <p className="text">{declaration.facts}</p>
        </>
      )}
    </section>
  );
}
