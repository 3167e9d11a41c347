import { Link } from 'wouter';
import type { z } from 'zod';
import type { exerciseList } from '../../../contract/exercise/exercises';
import { Time } from '../../ui/countdown';
import { useRead } from '../../ui/data';
import { Chip, Empty, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

/** Nothing of them happened: they stand in no list of incidents, and have a view of their own. */
export function Exercises() {
  const words = useWords(WORDS);
  const { data, error } = useRead<z.infer<typeof exerciseList>>('/api/exercises');
  if (!data) return error ? <Problem fault={error} /> : <div className="skeleton" />;
  return (
    <>
      <h1>{words.views.exercises}</h1>
      {data.items.length === 0 && (
        <div className="card">
          <Empty title={words.noExercise}>
            <Link href="/exercises">{words.planOne}</Link>
          </Empty>
        </div>
      )}
      <ul className="lines">
        {data.items.map(({ id, scenario, phase, startsAt, incident }) => (
          <li key={id} className="card part">
            <span className="line-main">
              <Chip tone="urgent">{words.phase[phase]}</Chip>
              <Link href={`/exercises/${id}`}>{scenario.title}</Link>
            </span>
            <span className="soft small">
              {id} · <Time at={startsAt} /> {incident && <Link href={`/incidents/${incident}`}>{incident}</Link>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
