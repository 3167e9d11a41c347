import { Link, useParams } from 'wouter';
import { FACT_FIELDS } from '../../../domain/notices/facts';
import { Time } from '../../ui/countdown';
import { useOfIncident, usePeople, type OneNotice } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Chip, PersonName, Problem } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { Approvals } from './approvals';
import { ChangesOf } from './changes';
import { Comments } from './comments';
import { Holding } from './holding';
import { Letter } from './letter';
import './notice.css';
import { Translations } from './translations';
import { Withholdings } from './withholdings';
import { WORDS } from './words';

/** One notice: the facts on the left, the letter as a customer reads it on the right, and the approvals that bind it. */
export function NoticePage() {
  const { id = '', number = '' } = useParams();
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const { data, error } = useOfIncident<OneNotice>(id, `/notices/${number}`);
  const { data: people } = usePeople();
  if (!data) return error ? <Problem fault={error} /> : <div className="skeleton" />;
  const { notice } = data;
  return (
    <div className="notice">
      <header className="notice-head">
        <p>
          <Link href={`/incidents/${id}`}>← {id}</Link>
        </p>
        <h1>
          {notice.number}. {vocabulary.noticeKind[notice.kind]}
        </h1>
        <p className="chips">
          <Chip tone="accent">{vocabulary.noticeStatus[notice.status]}</Chip>
          {notice.counts && (
            <Chip tone="calm">{words.told(String(notice.counts.told), String(notice.counts.customers))}</Chip>
          )}
        </p>
        <p className="soft small">
          {words.drafted} <Time at={notice.draftedAt} /> {words.by} <PersonName id={notice.draftedBy} people={people} />
        </p>
        {notice.counts && (
          <p>
            <Link href={`/incidents/${id}/notices/${number}/recipients`}>{words.recipients} →</Link>
          </p>
        )}
        {notice.stale && <p className="problem">{words.stale}</p>}
      </header>
      <div className="notice-body">
        <div className="notice-left">
          <Approvals incident={id} data={data} people={people} />
          <Holding incident={id} data={data} people={people} />
          <FactsOf data={data} people={people} />
          <Translations incident={id} data={data} />
          <Withholdings incident={id} people={people} />
        </div>
        <div className="notice-left">
          <Letter incident={id} data={data} />
          <Comments incident={id} data={data} people={people} />
          <ChangesOf incident={id} data={data} />
        </div>
      </div>
    </div>
  );
}

interface FactsProps {
  data: OneNotice;
  people: ReturnType<typeof usePeople>['data'];
}

function FactsOf({ data: { facts, factsBy }, people }: FactsProps) {
  const formats = useFormats();
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  if (!facts) return <p className="soft">{words.composing}</p>;
  const lacking = FACT_FIELDS.filter((field) => !facts[field]);
  return (
    <section className="card part" aria-labelledby="facts">
      <h2 id="facts">{words.facts}</h2>
      <p className={lacking.length > 0 ? 'soft' : 'complete'}>
        {lacking.length > 0
          ? formats.labelled(words.lacking, formats.list(lacking.map((field) => vocabulary.fact[field])))
          : `✓ ${words.complete}`}
      </p>
      <dl className="notice-facts">
        {FACT_FIELDS.flatMap((field) => {
          const fact = facts[field];
          if (!fact) return [];
          return [
            <div key={field}>
              <dt>{vocabulary.fact[field]}</dt>
              <dd className="text">{fact.status === 'known' ? fact.value : vocabulary.factStatus[fact.status]}</dd>
              {factsBy[field] && (
                <dd className="soft small">
                  <PersonName id={factsBy[field]} people={people} />
                </dd>
              )}
            </div>,
          ];
        })}
      </dl>
    </section>
  );
}
