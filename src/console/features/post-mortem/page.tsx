import type { ReactNode } from 'react';
import { Link, useParams } from 'wouter';
import { BothTimes, Countdown, Time } from '../../ui/countdown';
import { useOfIncident, usePeople, useSignedIn } from '../../ui/data';
import { Chip, PersonName, Problem } from '../../ui/parts';
import { QUESTION_WORDS, useStepNames } from '../../ui/post-mortem-words';
import { useWords } from '../../ui/words';
import { Actions } from './actions';
import { Members } from './members';
import { Begin, type Outline, type Whole } from './parts';
import { Story } from './story';
import './post-mortem.css';
import { WORDS } from './words';

/** What was learnt of an incident: written by its members, approved by two, followed until its actions had their effect. */
export function PostMortemPage() {
  const { id = '' } = useParams();
  const words = useWords(WORDS);
  const { data, error } = useOfIncident<Whole | Outline>(id, '/post-mortem?limit=200');
  if (!data) return error ? <Problem fault={error} /> : <div className="skeleton" />;
  return (
    <div className="post-mortem">
      <Head id={id} data={data} />
      {'answers' in data ? (
        <>
          <Lacking data={data} />
          <Questions data={data} />
          <Steps data={data} />
          <Actions data={data} />
          <Synthesis data={data} />
          <Members data={data} />
          <Story data={data} />
        </>
      ) : (
        <>
          <p className="note">{words.outline}</p>
          <Actions data={data} />
        </>
      )}
    </div>
  );
}

function Head({ id, data: { status, due, approvals, ...data } }: { id: string; data: Whole | Outline }) {
  const words = useWords(WORDS);
  const { data: people } = usePeople();
  return (
    <header>
      <p>
        <Link href={`/incidents/${id}`}>← {id}</Link>
      </p>
      <h1>{words.title}</h1>
      <p className="chips">
        <Chip tone={status === 'open' ? 'soon' : 'calm'}>{words.status[status]}</Chip>
      </p>
      {approvals.map(({ by, at }) => (
        <p key={by} className="soft small">
          {words.approvedBy} <PersonName id={by} people={people} /> · <Time at={at} />
        </p>
      ))}
      {status === 'open' && (
        <p className="soft small">
          {words.due} <BothTimes at={due} /> · <Countdown due={due} />
        </p>
      )}
      {status === 'open' && 'version' in data && <Approve data={{ ...data, approvals }} />}
    </header>
  );
}

function Approve({
  data: { version, lacking, approvals },
}: {
  data: Pick<Whole, 'version' | 'lacking' | 'approvals'>;
}) {
  const words = useWords(WORDS);
  const { data: me } = useSignedIn();
  const isMine = approvals.some(({ by }) => by === me?.person.id);
  const whyNot = lacking.length > 0 ? words.unfinished : isMine ? words.approvedByYou : undefined;
  return (
    <div className="chips">
      <Begin command="approve-post-mortem" prefill={{ version }} look="first" whyNot={whyNot} />
    </div>
  );
}

/** As the API says it in English, in the words of the page. */
function Lacking({ data: { lacking, answers, steps, procedure } }: { data: Whole }) {
  const words = useWords(WORDS);
  const asked = useWords(QUESTION_WORDS);
  const stepName = useStepNames();
  if (lacking.length === 0) return null;
  const open = [
    ...QUESTIONS.filter((question) => !answers[question]).map((question) => asked[question]),
    ...procedure.filter((step) => !steps[step]).map(stepName),
  ];
  const points = lacking.length > open.length ? [...open, words.anAction] : open;
  return (
    <section className="card part" aria-label={words.lacking}>
      <h2>{words.lacking}</h2>
      <ul className="bullets small">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  );
}

const QUESTIONS = ['sufficient', 'causes', 'went-well', 'changes'] as const;

function Questions({ data: { answers, status, prompts } }: { data: Whole }) {
  const words = useWords(WORDS);
  const asked = useWords(QUESTION_WORDS);
  return (
    <section className="card part" aria-label={words.questions}>
      <h2>{words.questions}</h2>
      {prompts.length > 0 && (
        <>
          <p className="soft small">{words.prompts}</p>
          <ul className="bullets small">
            {prompts.map((prompt) => (
              <li key={prompt}>{prompt}</li>
            ))}
          </ul>
        </>
      )}
      {QUESTIONS.map((question) => (
        <Judged key={question} title={asked[question]} judged={answers[question]} isNeutral={question === 'changes'}>
          {status === 'open' && <Begin command="answer-question" prefill={{ question, ...plain(answers[question]) }} />}
        </Judged>
      ))}
    </section>
  );
}

function Steps({ data: { procedure, steps, status } }: { data: Whole }) {
  const words = useWords(WORDS);
  const stepName = useStepNames();
  if (procedure.length === 0) return null;
  return (
    <section className="card part" aria-label={words.steps}>
      <h2>{words.steps}</h2>
      {procedure.map((step) => (
        <Judged key={step} title={stepName(step)} judged={steps[step]}>
          {status === 'open' && <Begin command="judge-step" prefill={{ step, ...plain(steps[step]) }} />}
        </Judged>
      ))}
    </section>
  );
}

type Judgement = NonNullable<Whole['steps'][string]>;

function plain(judged: Judgement | undefined) {
  return judged && { ...(judged.verdict && { verdict: judged.verdict }), words: judged.words };
}

interface JudgedProps {
  title: string;
  judged?: Judgement;
  /** No answer to it is better than another. */
  isNeutral?: boolean;
  children: ReactNode;
}

function Judged({ title, judged, isNeutral, children }: JudgedProps) {
  const words = useWords(WORDS);
  return (
    <div className="judged">
      <div>
        <h3>{title}</h3>
        {judged ? <p className="text">{judged.words}</p> : <p className="soft">{words.open}</p>}
      </div>
      {judged?.verdict && (
        <Chip tone={isNeutral ? 'none' : TONES[judged.verdict]}>{words.verdict[judged.verdict]}</Chip>
      )}
      {children}
    </div>
  );
}

const TONES = { yes: 'calm', partly: 'soon', no: 'late' } as const;

function Synthesis({ data: { synthesis, status } }: { data: Whole }) {
  const words = useWords(WORDS);
  const { data: people } = usePeople();
  const mine = useSignedIn().data?.person.id;
  const isMine = synthesis?.approvals.some(({ by }) => by === mine);
  const whyNot = synthesis?.by === mine ? words.ownText : isMine ? words.approvedByYou : undefined;
  return (
    <section className="card part" aria-label={words.synthesis}>
      <h2>{words.synthesis}</h2>
      {synthesis ? (
        (['cause', 'done', 'prevention'] as const).map((part) => (
          <div key={part}>
            <h3 className="soft small">{words.part[part]}</h3>
            <p className="text">{synthesis[part]}</p>
          </div>
        ))
      ) : (
        <p className="soft">{words.noSynthesis}</p>
      )}
      {synthesis?.approvals.map(({ by, at }) => (
        <p key={by} className="soft small">
          {words.approvedBy} <PersonName id={by} people={people} /> · <Time at={at} />
        </p>
      ))}
      {synthesis && <p className="soft small">{synthesis.approvedAt ? words.inNotices : words.twoApprove}</p>}
      <div className="chips">
        <Begin
          command="write-synthesis"
          prefill={synthesis && { cause: synthesis.cause, done: synthesis.done, prevention: synthesis.prevention }}
        />
        {synthesis && !synthesis.approvedAt && status !== 'open' && (
          <Begin command="approve-synthesis" prefill={{ version: synthesis.version }} look="first" whyNot={whyNot} />
        )}
      </div>
    </section>
  );
}
