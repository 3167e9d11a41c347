import { UNFIT_WORDS } from '../../../domain/programme/figure-words';
import { useWords } from '../../ui/words';
import type { Figures } from './data';
import { Plot, useCells } from './plot';
import { WORDS } from './words';

const OVERDUE = ['postMortems', 'exercises', 'audits'] as const;

export function AsItStands({ figures }: { figures: Figures }) {
  const words = useWords(WORDS);
  const unfit = useWords(UNFIT_WORDS);
  const { count } = useCells();
  return (
    <>
      <Plot
        title={words.contacts}
        columns={[words.faults, words.customers]}
        rows={figures.contacts.map(({ kind, customers }) => ({
          label: unfit[kind],
          bars: [customers],
          cells: [count(customers)],
        }))}
      />
      <Plot
        title={words.overdue}
        columns={[words.overdue, words.open]}
        rows={OVERDUE.map((name) => {
          const overdue = figures.overdue[name];
          return { label: words.overdueOf[name], bars: [overdue], cells: [count(overdue)] };
        })}
      />
      <Programme figures={figures} />
    </>
  );
}

function Programme({ figures: { training, exercises } }: { figures: Figures }) {
  const words = useWords(WORDS);
  const { count, share } = useCells();
  return (
    <>
      {training.map(({ course, departments }) => (
        <Plot
          key={course}
          title={words.training(course)}
          columns={[words.department, words.trained, words.staff, words.share]}
          max={1}
          rows={departments.map(({ department, trained, staff }) => ({
            label: department,
            bars: [staff && trained / staff],
            cells: [count(trained), count(staff), share(trained, staff)],
          }))}
        />
      ))}
      <Plot
        title={words.exercises}
        columns={[words.department, words.held, words.attended]}
        rows={exercises.map(({ department, year, exercises: held, attended }) => ({
          label: `${department}, ${year}`,
          bars: [held, attended],
          cells: [count(held), count(attended)],
        }))}
      />
    </>
  );
}
