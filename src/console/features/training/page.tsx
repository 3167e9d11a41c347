import { useState } from 'react';
import type { z } from 'zod';
import type { departmentFigures, seenWave, wave } from '../../../contract/training/training';
import { Time } from '../../ui/countdown';
import { useRead } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Listing } from '../../ui/listing';
import { OtherButton } from '../../ui/other-acts';
import { Chip, Empty, Problem } from '../../ui/parts';
import { useLanguage, useWords } from '../../ui/words';
import './training.css';
import { WORDS } from './words';

type Wave = z.infer<typeof wave>;
interface Course {
  id: string;
  version: string;
  titles: Record<string, string>;
}

/** Who is trained, department by department, and which courses are being taken. */
export function TrainingPage() {
  const words = useWords(WORDS);
  const { data: courses, error } = useRead<{ items: Course[] }>('/api/training/courses');
  return (
    <div className="training">
      <div className="part-head">
        <h1>{words.title}</h1>
        <OtherButton act="open-wave" look="first" />
      </div>
      <Problem fault={courses ? undefined : error} />
      {courses && <Figures courses={courses.items} />}
      {courses && <Waves courses={courses.items} />}
    </div>
  );
}

function useTitle(courses: readonly Course[]): (id: string) => string {
  const { language } = useLanguage();
  return (id) => {
    const titles = courses.find((course) => course.id === id)?.titles;
    return titles?.[language] ?? titles?.en ?? id;
  };
}

const NUMBERS = ['staff', 'trained', 'open', 'overdue', 'failed', 'never'] as const;

function Figures({ courses }: { courses: readonly Course[] }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const titleOf = useTitle(courses);
  const ids = [...new Set(courses.map(({ id }) => id))];
  const [course = ids[0], choose] = useState<string>();
  const path = `/api/training/figures?course=${encodeURIComponent(course ?? '')}`;
  const { data } = useRead<{ items: z.infer<typeof departmentFigures>[] }>(path, course !== undefined);
  return (
    <section className="card part" aria-labelledby="figures">
      <h2 id="figures">{words.figures}</h2>
      <select
        className="input"
        aria-label={words.course}
        value={course}
        onChange={(event) => choose(event.target.value)}
      >
        {ids.map((id) => (
          <option key={id} value={id}>
            {titleOf(id)}
          </option>
        ))}
      </select>
      {data?.items.length === 0 && (
        <Empty title={words.noStaff}>
          <p>{words.noStaffHint}</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <Listing
          title={words.figures}
          columns={[words.department, ...NUMBERS.map((name) => words.numbers[name])]}
          of="figures"
        >
          {data.items.map((row) => (
            <tr key={row.department}>
              <th scope="row">{row.department}</th>
              {NUMBERS.map((name) => (
                <td key={name}>{formats.number(row[name])}</td>
              ))}
            </tr>
          ))}
        </Listing>
      )}
    </section>
  );
}

function Waves({ courses }: { courses: readonly Course[] }) {
  const words = useWords(WORDS);
  const titleOf = useTitle(courses);
  const { data } = useRead<{ items: Wave[] }>('/api/training/waves?limit=50');
  return (
    <section className="card part" aria-labelledby="waves">
      <h2 id="waves">{words.waves}</h2>
      {data?.items.length === 0 && <p className="soft">{words.noWave}</p>}
      {data?.items.map((one) => (
        <OneWave key={one.id} wave={one} title={titleOf(one.course)} />
      ))}
    </section>
  );
}

function OneWave({ wave: { id, version, reason, openedAt, dueAt, stoppedAt, endedAt }, title }: OneWaveProps) {
  const words = useWords(WORDS);
  const state = stoppedAt ? 'stopped' : endedAt ? 'ended' : 'running';
  const [isOpen, open] = useState(false);
  return (
    <details className="wave" onToggle={(event) => open(event.currentTarget.open)}>
      <summary>
        <strong>{title}</strong> {version}{' '}
        <Chip tone={state === 'running' ? 'accent' : 'none'}>{words.state[state]}</Chip>{' '}
        <span className="soft small">
          {id} · {words.reason[reason]} · <Time at={openedAt} /> → <Time at={dueAt} />
        </span>
      </summary>
      {isOpen && <Counts id={id} />}
      {state === 'running' && (
        <OtherButton act="stop-wave" prefill={{ wave: id }} label={words.stop(id)}>
          {words.stopIt}
        </OtherButton>
      )}
    </details>
  );
}

interface OneWaveProps {
  wave: Wave;
  title: string;
}

const COUNTS = ['assigned', 'open', 'passed', 'failed', 'overdue', 'checkPassed', 'surveyed', 'unreached'] as const;

function Counts({ id }: { id: string }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const { data } = useRead<z.infer<typeof seenWave>>(`/api/training/waves/${id}`);
  if (!data) return <div className="skeleton" />;
  return (
    <dl className="counts digits">
      {COUNTS.map((name) => (
        <div key={name}>
          <dt className="soft small">{words.counts[name]}</dt>
          <dd>{formats.number(data.counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
