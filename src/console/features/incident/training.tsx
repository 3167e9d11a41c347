import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { incidentTraining } from '../../../contract/training/incident-training';
import type { Role } from '../../../domain/primitives/people';
import { read } from '../../ui/api';
import { Time } from '../../ui/countdown';
import { useSignedIn } from '../../ui/data';
import { Chip, Problem, type Tone } from '../../ui/parts';
import { Search } from '../../ui/search';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { TRAINING } from './training-words';

type Taught = z.infer<typeof incidentTraining>;

const READERS: readonly Role[] = ['lead', 'privacy', 'legal'];
const TONES: Partial<Record<Taught['items'][number]['standing'], Tone>> = {
  ...{ trained: 'calm', lapsed: 'late', failed: 'late', overdue: 'late', never: 'soon' },
};

/** What somebody who caused the incident had been taught by then. Asked for by a person alone, since each reading is kept. */
export function TrainingOf({ incident: { id } }: Pick<Part, 'incident'>) {
  const words = useWords(TRAINING);
  const { data: me } = useSignedIn();
  const [staff, seek] = useState('');
  const { data, error } = useQuery({
    queryKey: ['training of', id, staff],
    queryFn: ({ signal }) => read<Taught>(`/api/incidents/${id}/training?staff=${encodeURIComponent(staff)}`, signal),
    enabled: staff !== '',
    staleTime: Infinity,
    retry: false,
  });
  if (!me?.person.roles.some((role) => READERS.includes(role))) return null;
  return (
    <section className="card part" aria-labelledby="training">
      <h2 id="training">{words.title}</h2>
      <p className="soft small">{words.hint}</p>
      <Search label={words.seek} seek={seek} />
      {error && <Problem fault={error} />}
      {data && <Standings taught={data} />}
    </section>
  );
}

function Standings({ taught: { name, department, items } }: { taught: Taught }) {
  const words = useWords(TRAINING);
  return (
    <>
      <h3>{words.of(name, department)}</h3>
      <ul className="lines small">
        {items.map(({ course, standing, validUntil }) => (
          <li key={course}>
            <span className="line-main">{course}</span>
            <span>
              <Chip tone={TONES[standing]}>{words.standing[standing]}</Chip>{' '}
              {standing === 'trained' && validUntil && (
                <span className="soft">
                  {words.validUntil} <Time at={validUntil} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
