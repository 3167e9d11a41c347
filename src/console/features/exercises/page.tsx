import { Link, useLocation } from 'wouter';
import type { z } from 'zod';
import type { exerciseList, scenarioList } from '../../../contract/exercises';
import { Time } from '../../ui/countdown';
import { useRead } from '../../ui/data';
import { OtherButton } from '../../ui/other-acts';
import { Chip, Empty, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import './exercises.css';
import { OneExercise } from './one';
import { WORDS } from './words';

/** What is played and was played, and what there is to play. */
export function ExercisesPage() {
  const words = useWords(WORDS);
  const [path] = useLocation();
  const id = /^\/exercises\/(.+)$/.exec(path)?.[1];
  const { data, error } = useRead<z.infer<typeof exerciseList>>('/api/exercises');
  if (id) return <OneExercise id={id} />;
  return (
    <div className="exercises">
      <div className="part-head">
        <h1>{words.title}</h1>
        <OtherButton act="plan-exercise" look="first" />
      </div>
      <Problem fault={data ? undefined : error} />
      <section className="card part" aria-label={words.title}>
        {data?.items.length === 0 && (
          <Empty title={words.none}>
            <p>{words.why}</p>
          </Empty>
        )}
        <ul className="lines">
          {data?.items.map(({ id: one, scenario, phase, startsAt }) => (
            <li key={one}>
              <span className="line-main">
                <Link href={`/exercises/${one}`}>{scenario.title}</Link>
                <Chip>{words.phase[phase]}</Chip>
              </span>
              <span className="soft small">
                {one} · <Time at={startsAt} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      <Scenarios />
    </div>
  );
}

function Scenarios() {
  const words = useWords(WORDS);
  const { data } = useRead<z.infer<typeof scenarioList>>('/api/exercise-scenarios');
  return (
    <section className="card part" aria-labelledby="scenarios">
      <h2 id="scenarios">{words.scenarios}</h2>
      <ul className="lines">
        {data?.items.map(({ name, title, objective, hours, nature }) => (
          <li key={name}>
            <span className="line-main scenario">
              <strong>{title}</strong>
              <span className="soft small">{objective}</span>
            </span>
            <span className="chips">
              <Chip>{words.nature[nature]}</Chip>
              <Chip>{words.hours(hours)}</Chip>
            </span>
            <OtherButton act="plan-exercise" prefill={{ scenario: name }} label={words.plan(title)}>
              {words.planThis}
            </OtherButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
