import { ActButton } from '../../ui/act-button';
import { BothTimes, Countdown, Time } from '../../ui/countdown';
import type { Incident } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Chip, PersonName, Shape } from '../../ui/parts';
import { useNow } from '../../ui/now';
import { urgencyOf } from '../../ui/urgency';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { WORK } from './work-words';

type Task = NonNullable<Incident['tasks']>[number];

/** Who does what until when, department by department, and where they meet. */
export function Tasks({ incident, people }: Part) {
  const words = useWords(WORK);
  const { id, tasks, departments, stage } = incident;
  if (!tasks) return null;
  const isOpen = stage?.stage !== 'closed';
  const names = [...new Set([...tasks.map(({ department }) => department), ...Object.keys(departments ?? {})])];
  return (
    <section className="card part" aria-labelledby="tasks">
      <div className="part-head">
        <h2 id="tasks">{words.tasks}</h2>
        {isOpen && (
          <ActButton incident={id} command="give-task">
            {words.giveTask}
          </ActButton>
        )}
      </div>
      <Bridge incident={incident} people={people} />
      {names.length === 0 && <p className="soft">{words.noTasks}</p>}
      {names.map((department) => (
        <Department key={department} {...{ incident, people, department, isOpen }} />
      ))}
      {isOpen && (
        <p>
          <ActButton incident={id} command="report-department" look="link">
            {words.report}
          </ActButton>
        </p>
      )}
    </section>
  );
}

function Bridge({ incident: { id, bridge, stage } }: Part) {
  const formats = useFormats();
  const words = useWords(WORK);
  const isLink = bridge?.link && /^https?:\/\//.test(bridge.link);
  return (
    <p className="small chips">
      <strong>{formats.labelled(words.bridge, '')}</strong>
      {isLink ? (
        <a href={bridge.link} target="_blank" rel="noreferrer noopener">
          {bridge.link}
        </a>
      ) : (
        bridge?.link
      )}
      {bridge?.number && <span className="digits">{bridge.number}</span>}
      {!bridge && <span className="soft">{words.noBridge}</span>}
      {stage?.stage !== 'closed' && (
        <ActButton incident={id} command="set-bridge" look="link" prefill={{ ...bridge }}>
          {words.setBridge}
        </ActButton>
      )}
    </p>
  );
}

type DepartmentProps = Part & { department: string; isOpen: boolean };

function Department({ incident, people, department, isOpen }: DepartmentProps) {
  const vocabulary = useWords(VOCABULARY);
  const words = useWords(WORK);
  const said = incident.departments?.[department];
  const tasks = incident.tasks?.filter((task) => task.department === department) ?? [];
  return (
    <div className="department">
      <h3>{words.department[department] ?? wordFor(vocabulary.value, department)}</h3>
      {said && (
        <p className="small">
          {said.line}{' '}
          <span className="soft">
            <PersonName id={said.by} people={people} /> <Time at={said.at} />
          </span>
        </p>
      )}
      <ul className="lines">
        {tasks.map((task) => (
          <OneTask key={task.number} {...{ incident, people, task, isOpen }} />
        ))}
      </ul>
    </div>
  );
}

function OneTask({ incident: { id }, people, task, isOpen }: Part & { task: Task; isOpen: boolean }) {
  const words = useWords(WORK);
  const vocabulary = useWords(VOCABULARY);
  const now = useNow();
  const isDue = task.status === 'open';
  return (
    <li>
      <span className="line-main" data-done={!isDue || undefined}>
        <Shape of={isDue ? urgencyOf(task.due, now) : 'calm'} />
        <span>
          {task.title}
          {task.words && <span className="soft small text"> {task.words}</span>}
        </span>
      </span>
      <span className="small soft">
        {task.owner ? <PersonName id={task.owner} people={people} /> : vocabulary.role[task.role]}{' '}
        {task.status === 'open' ? <Countdown due={task.due} /> : words.status[task.status]}
      </span>
      {isDue && isOpen && <TaskActs incident={id} task={task} />}
    </li>
  );
}

const ENDINGS = ['done', 'skipped'] as const;

function TaskActs({ incident, task }: { incident: string; task: Task }) {
  const words = useWords(WORK);
  const formats = useFormats();
  const named = (what: string) => formats.labelled(what, task.title);
  return (
    <span className="chips">
      {ENDINGS.map((outcome) => (
        <ActButton
          key={outcome}
          incident={incident}
          command="end-task"
          look="link"
          label={named(words.end[outcome])}
          prefill={{ task: task.number, outcome }}
        >
          {words.end[outcome]}
        </ActButton>
      ))}
      <ActButton
        incident={incident}
        command="pass-task"
        look="link"
        label={named(words.pass)}
        prefill={{ task: task.number }}
      >
        {words.pass}
      </ActButton>
    </span>
  );
}

/** The procedure that was chosen for this kind of case: its steps are tasks, the rest is to be read. */
export function Playbook({ incident: { id, playbook, stage, tasks } }: Part) {
  const words = useWords(WORK);
  const isOpen = stage?.stage !== 'closed';
  const isDone = (step: string) => tasks?.some((task) => task.step === step && task.status !== 'open') ?? false;
  return (
    <section className="card part" aria-labelledby="playbook">
      <div className="part-head">
        <h2 id="playbook">{words.playbook}</h2>
        {isOpen && (
          <ActButton incident={id} command="choose-playbook">
            {words.choose}
          </ActButton>
        )}
      </div>
      {!playbook && <p className="soft">{words.noPlaybook}</p>}
      {playbook && (
        <>
          <p>
            <strong>{playbook.title}</strong> <Chip>{words.version(playbook.version)}</Chip>
          </p>
          <ol className="lines small">
            {playbook.steps.map(({ id: step, title, limitHours }) => (
              <li key={step}>
                <span className="line-main" data-done={isDone(step) || undefined}>
                  <Shape of={isDone(step) ? 'calm' : 'none'} /> {title}
                </span>
                <span className="soft">{words.within(limitHours)}</span>
              </li>
            ))}
          </ol>
          <Reading title={words.questions} lines={playbook.triage} />
          <Reading title={words.keep} lines={playbook.evidence} />
          <Reading title={words.advice} lines={[playbook.noticeAdvice]} />
        </>
      )}
    </section>
  );
}

function Reading({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul className="bullets small">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}

/** What we are of the data concerned, and what we told an authority of our own. */
export function OurRole({ incident: { id, ourRole, filings, stage }, people }: Part) {
  const words = useWords(WORK);
  const role = ourRole?.role ?? 'processor';
  return (
    <section className="card part" aria-labelledby="role">
      <div className="part-head">
        <h2 id="role">{words.role}</h2>
        {stage?.stage !== 'closed' && (
          <ActButton incident={id} command="set-role">
            {words.setRole}
          </ActButton>
        )}
      </div>
      <p>{words.roles[role]}</p>
      {ourRole && (
        <p className="small">
          {ourRole.reason}{' '}
          <span className="soft">
            <PersonName id={ourRole.by} people={people} />
          </span>
        </p>
      )}
      {filings?.map(({ authority, at, reference, notRequired }) => (
        <p key={`${authority} ${at}`} className="small">
          {authority} {reference} <BothTimes at={at} /> {notRequired}
        </p>
      ))}
      {role !== 'processor' && (
        <ActButton incident={id} command="record-filing" isReasonShown>
          {words.file}
        </ActButton>
      )}
    </section>
  );
}
