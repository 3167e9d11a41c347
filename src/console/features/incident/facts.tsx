import { FACT_FIELDS, type FactField } from '../../../domain/notices/facts';
import { ActButton } from '../../ui/act-button';
import { Time } from '../../ui/countdown';
import type { Incident } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Chip } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { FactVersions } from './fact-versions';
import type { Part } from './page';
import { WORDS } from './words';

type Fact = NonNullable<NonNullable<Incident['facts']>[FactField]>;

/** The fact sheet that notices are made of, field by field. */
export function Facts(part: Part) {
  const { id, facts, stage } = part.incident;
  const formats = useFormats();
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  if (!facts) return null;
  return (
    <section className="card part" aria-labelledby="facts">
      <h2 id="facts">{words.facts}</h2>
      <dl className="facts">
        {FACT_FIELDS.map((field) => (
          <div key={field} className="fact">
            <dt>{vocabulary.fact[field]}</dt>
            <dd>
              {facts[field] ? <OneFact fact={facts[field]} /> : <span className="soft not-set">{words.notSet}</span>}
            </dd>
            {stage?.stage !== 'closed' && (
              <dd className="fact-act">
                <ActButton
                  incident={id}
                  command="set-fact"
                  look="link"
                  label={formats.labelled(words.setFact, vocabulary.fact[field])}
                  prefill={{ field, ...facts[field] }}
                >
                  {words.setFact}
                </ActButton>
              </dd>
            )}
          </div>
        ))}
      </dl>
      <FactVersions {...part} />
    </section>
  );
}

function OneFact({ fact }: { fact: Fact }) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  if (fact.status === 'known') return <span className="text">{fact.value}</span>;
  return (
    <>
      <Chip tone={fact.status === 'not-applicable' ? 'none' : 'soon'}>{vocabulary.factStatus[fact.status]}</Chip>
      {'until' in fact && fact.until && (
        <span className="soft small">
          {' '}
          {words.until} <Time at={fact.until} />
        </span>
      )}
    </>
  );
}
