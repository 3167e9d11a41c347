import type { z } from 'zod';
import type { exerciseList, scenarioList } from '../../../contract/exercise/exercises';
import { useRead } from '../../ui/data';
import { ListOf, useNamed } from '../../ui/listed';
import { OtherButton } from '../../ui/other-acts';
import { Chip } from '../../ui/parts';
import { useWords } from '../../ui/words';
import './exercises.css';
import { OneExercise } from './one';
import { WORDS } from './words';

/** What is played and was played, and what there is to play. */
export function ExercisesPage() {
  const words = useWords(WORDS);
  const id = useNamed('exercises');
  const { data, error } = useRead<z.infer<typeof exerciseList>>('/api/exercises', id === undefined);
  if (id) return <OneExercise id={id} />;
  const items = data?.items.map(({ id: one, scenario, phase, startsAt }) => ({
    ...{ id: one, title: scenario.title, at: startsAt },
    mark: <Chip>{words.phase[phase]}</Chip>,
  }));
  return (
    <div className="exercises">
      <ListOf
        {...{ kind: 'exercises', title: words.title, act: 'plan-exercise', items, fault: error }}
        none={{ title: words.none, why: words.why }}
      />
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
