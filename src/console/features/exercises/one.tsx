import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import type { exercise } from '../../../contract/exercise/exercises';
import { BothTimes, Time } from '../../ui/countdown';
import { usePeople, useRead, useSignedIn, type Person } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { OtherButton } from '../../ui/other-acts';
import { Chip, PersonName, Problem, Shape } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

type Exercise = z.infer<typeof exercise>;
interface Part {
  exercise: Exercise;
  people: readonly Person[] | undefined;
}

/** One exercise: who plays, what was brought in, when each step was done, and what was found. */
export function OneExercise({ id }: { id: string }) {
  const words = useWords(WORDS);
  const { data, error } = useRead<Exercise>(`/api/exercises/${encodeURIComponent(id)}`);
  const { data: people } = usePeople();
  if (!data) return error ? <Problem fault={error} /> : <div className="skeleton" />;
  const part = { exercise: data, people };
  return (
    <div className="exercises">
      <p>
        <Link href="/exercises">← {words.title}</Link>
      </p>
      <Head {...part} />
      <Roster {...part} />
      <Score {...part} />
      <Findings {...part} />
      <Injects {...part} />
    </div>
  );
}

function Head({ exercise: it, people }: Part) {
  const words = useWords(WORDS);
  return (
    <header className="card part">
      <h1>{it.scenario.title}</h1>
      <p className="chips">
        <Chip tone="urgent">{words.exercise}</Chip>
        <Chip tone="accent">{words.phase[it.phase]}</Chip>
        <Chip>{words.pace(it.factor)}</Chip>
      </p>
      <p>{it.scenario.objective}</p>
      <p className="soft small">
        {it.id} · <BothTimes at={it.startsAt} /> · {words.facilitator}{' '}
        <PersonName id={it.facilitator} people={people} />
      </p>
      {it.incident && (
        <p>
          <Link href={`/incidents/${it.incident}`}>{words.incident(it.incident)} →</Link>
        </p>
      )}
      {it.phase === 'ended' && it.lacking.length > 0 && (
        <div className="problem">
          <strong>{words.lacking}</strong>
          <ul>
            {it.lacking.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
      <Acts exercise={it} />
    </header>
  );
}

/** Which acts a phase has; the API says beyond that whose they are. */
const ACTS = {
  planned: ['cancel-exercise'],
  running: ['end-exercise'],
  ended: ['conclude-exercise'],
  concluded: [],
} as const;

function Acts({ exercise: { id, phase } }: Pick<Part, 'exercise'>) {
  const words = useWords(WORDS);
  return (
    <p className="chips">
      {ACTS[phase].map((act) => (
        <OtherButton key={act} act={act} prefill={{ exercise: id }} />
      ))}
      {(phase === 'ended' || phase === 'concluded') && (
        <a className="button" href={`/api/exercises/${id}/report`}>
          {words.report}
        </a>
      )}
    </p>
  );
}

function Roster({ exercise: { id, team, phase, unconfirmed }, people }: Part) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const { data: me } = useSignedIn();
  const isRecorded = phase === 'running' || phase === 'ended';
  const isMine = phase !== 'ended' && phase !== 'concluded' && me && unconfirmed.includes(me.person.id);
  return (
    <Section id="roster" title={words.roster}>
      {isMine && (
        <p>
          <OtherButton act="confirm-role" prefill={{ exercise: id }} look="first" />
        </p>
      )}
      <ul className="lines">
        {team.map(({ person, department, roles, confirmedAt, attended, excuse }) => (
          <li key={person}>
            <span className="line-main" data-done={confirmedAt}>
              <Shape of={confirmedAt ? 'calm' : 'none'} />
              <PersonName id={person} people={people} />
              <span className="soft small">
                {department} · {roles.map((role) => vocabulary.role[role]).join(', ')}
              </span>
            </span>
            <span className="soft small">
              {confirmedAt ? words.confirmed : words.unconfirmed}
              {attended && ` · ${words.attended[attended]}`} {excuse}
            </span>
            {isRecorded && (
              <OtherButton
                act="record-attendance"
                prefill={{ exercise: id, person }}
                label={words.attendanceOf(person)}
              >
                {words.attendance}
              </OtherButton>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Score({ exercise: { score, phase } }: Part) {
  const words = useWords(WORDS);
  const formats = useFormats();
  return (
    <Section id="score" title={words.score}>
      {score.length === 0 && <p className="soft">{phase === 'ended' ? words.scoring : words.noScore}</p>}
      <ul className="lines">
        {score.map(({ step, withinHours, afterHours, met }) => (
          <li key={step}>
            <span className="line-main">
              <Shape of={met ? 'calm' : 'late'} /> {words.step[step]}
            </span>
            <span className="digits small">
              {met ? words.met : words.unmet} ·{' '}
              {afterHours === undefined ? words.never : words.after(formats.number(afterHours))} /{' '}
              {words.within(formats.number(withinHours))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Findings({ exercise: { id, findings, phase }, people }: Part) {
  const words = useWords(WORDS);
  const isOpen = phase === 'running' || phase === 'ended';
  return (
    <Section id="findings" title={words.findings}>
      {isOpen && (
        <p>
          <OtherButton act="add-finding" prefill={{ exercise: id }} />
        </p>
      )}
      {findings.length === 0 && <p className="soft">{words.noFindings}</p>}
      <ul className="lines">
        {findings.map(({ number, words: said, resolution, owner, due, done }) => (
          <li key={number}>
            <span className="line-main scenario">
              <strong>{said}</strong>
              <span>{resolution}</span>
              {done && <span className="soft small">{done.words}</span>}
            </span>
            <span className="soft small">
              <PersonName id={owner} people={people} /> <Time at={due} />
            </span>
            {!done && (
              <OtherButton
                act="resolve-finding"
                prefill={{ exercise: id, finding: number }}
                label={words.resolve(number)}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Injects({ exercise: { injects } }: Part) {
  const words = useWords(WORDS);
  if (injects.length === 0) return null;
  return (
    <Section id="injects" title={words.injects}>
      <ol className="lines">
        {injects.map(({ id, at, from, words: said }) => (
          <li key={id}>
            <span className="line-main scenario">
              <strong>{from}</strong>
              <span className="text">{said}</span>
            </span>
            <span className="soft small">
              <Time at={at} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="card part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
