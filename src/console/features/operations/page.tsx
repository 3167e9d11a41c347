import type { z } from 'zod';
import type { operations } from '../../../contract/administration/operations';
import { Time } from '../../ui/countdown';
import { useIncidents, useRead } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Problem, Shape } from '../../ui/parts';
import { useWords } from '../../ui/words';
import './operations.css';
import { Sources } from './sources';
import { WORDS } from './words';

type Operations = z.infer<typeof operations>;

/** How the installation stands, each incident in Temporal, and the rules in force. */
export function OperationsPage() {
  const words = useWords(WORDS);
  const { data, error } = useRead<Operations>('/api/operations');
  if (!data) return error ? <Problem fault={error} /> : <div className="skeleton" />;
  return (
    <div className="operations">
      <h1>{words.title}</h1>
      <Health data={data} />
      <Sources />
      <Workflows data={data} />
      <Rules data={data} />
    </div>
  );
}

/** Workers take a task within moments. */
const LAG_MS = 30_000;
const WELL = ['up', 'current', 'right'];

function Health({ data }: { data: Operations }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const { checks, queues, reports, declarations, check, unsentSince, pastRetention } = data;
  const people = (count: number) => formats.number(count);
  return (
    <section className="card part" aria-labelledby="health">
      <h2 id="health">{words.health}</h2>
      <ul className="lines">
        {Object.entries(checks).map(([name, state]) => (
          <Line key={name} isWell={WELL.includes(state)} name={words.checks[name] ?? name}>
            {words.states[state] ?? state}
          </Line>
        ))}
        {queues?.map(({ queue, tasks, waiting, oldestMs }) => (
          <Line key={`${queue} ${tasks}`} isWell={oldestMs < LAG_MS} name={words.queue[tasks](queue)}>
            {waiting === 0 ? words.none : words.lag(people(waiting), formats.number(Math.ceil(oldestMs / 1_000)))}
          </Line>
        ))}
        <Line isWell={!unsentSince} name={words.unsent}>
          {unsentSince ? <Time at={unsentSince} /> : words.none}
        </Line>
        <Line isWell={reports.waiting === 0} name={words.reports}>
          {people(reports.waiting)} {reports.oldest && <Time at={reports.oldest} />}
        </Line>
        <Line isWell={declarations.waiting === 0} name={words.declarations}>
          {people(declarations.waiting)} {declarations.oldest && <Time at={declarations.oldest} />}
        </Line>
        <Line isWell={check?.faults === 0} name={words.check}>
          {check ? (
            <>
              <Time at={check.at} />, {formats.plural(check.faults, words.faults)}
            </>
          ) : (
            words.noCheck
          )}
        </Line>
        <Line isWell={pastRetention === 0} name={words.pastRetention}>
          {people(pastRetention)}
        </Line>
      </ul>
    </section>
  );
}

function Line({ isWell, name, children }: { isWell: boolean; name: string; children: React.ReactNode }) {
  const words = useWords(WORDS);
  return (
    <li>
      <span className="line-main health" data-well={isWell}>
        <Shape of={isWell ? 'calm' : 'urgent'} /> {name}
        <span className="hidden">{isWell ? words.well : words.look}</span>
      </span>
      <span className="soft digits">{children}</span>
    </li>
  );
}

function Workflows({ data: { temporal } }: { data: Operations }) {
  const words = useWords(WORDS);
  const { data } = useIncidents('view=open&sort=clock&limit=50');
  const place = `${temporal.ui}/namespaces/${encodeURIComponent(temporal.namespace)}/workflows`;
  return (
    <section className="card part" aria-labelledby="temporal">
      <h2 id="temporal">{words.temporal}</h2>
      <p>
        <a href={place}>{words.all}</a>
      </p>
      <ul className="bullets small soft">
        {words.howToRead.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <ul className="workflows">
        {data?.items.map(({ id }) => (
          <li key={id}>
            <a className="digits" href={`${place}/${id}`}>
              {id}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rules({ data: { rules } }: { data: Operations }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const hours = Object.entries(rules).filter(([name, value]) => /Hours$/.test(name) && typeof value === 'number');
  return (
    <section className="card part" aria-labelledby="rules">
      <h2 id="rules">{words.rules}</h2>
      <p className="soft small">
        {words.version(rules.version)} {rules.source}
      </p>
      <dl className="rules">
        {hours.map(([name, value]) => (
          <div key={name}>
            <dt className="soft small">{words.hoursOf[name] ?? name}</dt>
            <dd>{formats.plural(value as number, words.hours)}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{words.whole}</summary>
        <pre className="rules-whole">{JSON.stringify(rules, null, 2)}</pre>
      </details>
    </section>
  );
}
