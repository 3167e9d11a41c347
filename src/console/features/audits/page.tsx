import { Link } from 'wouter';
import type { z } from 'zod';
import type { audit, wholeAudit } from '../../../contract/audit/audits';
import { useForOthers } from '../../ui/act-button';
import { download } from '../../ui/api';
import { Time } from '../../ui/countdown';
import { usePeople, useRead, useSignedIn } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { ListOf, useNamed } from '../../ui/listed';
import { OtherButton } from '../../ui/other-acts';
import { Button, Chip, PersonName, Problem, Shape } from '../../ui/parts';
import { useWords } from '../../ui/words';
import './audits.css';
import { WORDS } from './words';

type Audit = z.infer<typeof wholeAudit>;

/** Audits of the register: of each its samples, its findings and its sealed bundle. */
export function AuditsPage() {
  const words = useWords(WORDS);
  const id = useNamed('audits');
  const { data, error } = useRead<{ items: z.infer<typeof audit>[] }>('/api/audits', id === undefined);
  if (id) return <OneAudit id={id} />;
  const items = data?.items.map(({ id: one, standard, openedAt, closedAt }) => ({
    ...{ id: one, title: standard, at: openedAt },
    mark: <Chip tone={closedAt ? 'none' : 'accent'}>{closedAt ? words.closed : words.open}</Chip>,
  }));
  return (
    <div className="audits">
      <ListOf
        {...{ kind: 'audits', title: words.title, act: 'open-audit', items, fault: error }}
        none={{ title: words.none, why: words.why }}
      />
    </div>
  );
}

function OneAudit({ id }: { id: string }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const { data, error } = useRead<Audit>(`/api/audits/${encodeURIComponent(id)}`);
  const { data: people } = usePeople();
  if (!data) return error ? <Problem fault={error} /> : <div className="skeleton" />;
  return (
    <div className="audits">
      <p>
        <Link href="/audits">← {words.title}</Link>
      </p>
      <header className="card part">
        <h1>{data.standard}</h1>
        <p className="soft small">
          {id} · {words.period(formats.day(data.fromAt), formats.day(data.toAt))} ·{' '}
          <PersonName id={data.auditor} people={people} />
        </p>
        {data.statement && <p className="text note">{data.statement}</p>}
        <div className="chips">
          {!data.closedAt && <OtherButton act="close-audit" prefill={{ audit: id }} />}
          <Bundle id={id} />
        </div>
      </header>
      <Samples audit={data} />
      <Findings audit={data} />
    </div>
  );
}

const BUNDLERS = ['auditor'] as const;

function Bundle({ id }: { id: string }) {
  const formats = useFormats();
  const words = useWords(WORDS);
  const { data: me } = useSignedIn();
  const forOthers = useForOthers();
  if (!me) return null;
  if (!BUNDLERS.some((role) => me.person.roles.includes(role)))
    return <span className="hint">{formats.labelled(words.bundle, forOthers(BUNDLERS))}</span>;
  return (
    <Button onClick={() => void download(`/api/audits/${id}/bundle`, 'application/zip', `${id}.zip`)}>
      {words.bundle}
    </Button>
  );
}

function Samples({ audit: { id, samples, closedAt } }: { audit: Audit }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  return (
    <section className="card part" aria-labelledby="samples">
      <div className="part-head">
        <h2 id="samples">{words.samples}</h2>
        {!closedAt && <OtherButton act="draw-sample" prefill={{ audit: id }} />}
      </div>
      {samples.length === 0 && <p className="soft">{words.noSample}</p>}
      {samples.map(({ number, seed, population, incidents }) => (
        <div key={number}>
          <p>
            {words.drawn(formats.number(incidents.length), formats.number(population))}{' '}
            <span className="soft small">{words.seed(seed)}</span>
          </p>
          <p className="chips">
            {incidents.map((incident) => (
              <Link key={incident} href={`/incidents/${incident}`}>
                {incident}
              </Link>
            ))}
          </p>
        </div>
      ))}
    </section>
  );
}

function Findings({ audit: { id, findings, closedAt } }: { audit: Audit }) {
  const words = useWords(WORDS);
  const { data: people } = usePeople();
  return (
    <section className="card part" aria-labelledby="findings">
      <div className="part-head">
        <h2 id="findings">{words.findings}</h2>
        {!closedAt && <OtherButton act="record-finding" prefill={{ audit: id }} />}
      </div>
      {findings.length === 0 && <p className="soft">{words.noFinding}</p>}
      <ul className="lines">
        {findings.map(({ number, finding, action, owner, dueAt, doneAt, doneWords }) => (
          <li key={number}>
            <span className="line-main" data-done={doneAt}>
              <Shape of={doneAt ? 'calm' : 'soon'} />
              <span>
                <strong>{finding}</strong> {action} {doneWords && <span className="soft text">{doneWords}</span>}
              </span>
            </span>
            <span className="soft small">
              <PersonName id={owner} people={people} /> <Time at={doneAt ?? dueAt} />
            </span>
            {!doneAt && (
              <OtherButton act="end-finding" prefill={{ audit: id, number }} label={words.endFinding(number)} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
