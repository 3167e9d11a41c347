import { useLocation } from 'wouter';
import { otherwiseIn, sentenceIn, type Telling } from '../../../domain/next-words';
import type { IncidentView } from '../../../domain/view';
import { ActButton, useWhyNot } from '../../ui/act-button';
import { useAskedAct } from '../../ui/acts';
import { useBlockers } from '../../ui/blockers';
import { Countdown } from '../../ui/countdown';
import { usePeople, type Incident } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useLanguage, useWords } from '../../ui/words';
import type { Part } from './page';
import { WORDS } from './words';

type Action = NonNullable<Incident['next']>[number];
type Best = NonNullable<IncidentView['best']>;

/** What to do first, and what happens if nobody does it; the rest that waits stands below. */
export function Next({ incident }: Part) {
  const words = useWords(WORDS);
  // The schema names the captions as text alone, so that a new one breaks no reader; here they come of the same release.
  const best = incident.best as Best | undefined;
  const others = distinct(incident.next ?? []).filter((action) => !best || aboutKey(action) !== aboutKey(best));
  const isClosed = incident.headline.stage === 'closed';
  return (
    <section className="card part next" aria-labelledby="next">
      <h2 id="next">{words.next}</h2>
      {!best && <p className="soft">{isClosed ? words.closedNothing : words.nextNothing}</p>}
      {incident.stage?.stage === 'closed' && <Outcome incident={incident.id} outcome={incident.stage.outcome} />}
      {best && <First incident={incident.id} best={best} />}
      {isFresh(incident) && <ClearCase incident={incident.id} />}
      {others.length > 0 && (
        <div className="also">
          <h3 className="soft">{words.also}</h3>
          <ul>
            {others.map((action) => (
              <Other key={aboutKey(action)} incident={incident.id} action={action} />
            ))}
          </ul>
        </div>
      )}
      <StandsOpen incident={incident} />
    </section>
  );
}

function Outcome({ incident, outcome }: { incident: string; outcome: string }) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  return (
    <>
      <h3 className="soft">{words.outcome}</h3>
      <p className="text">{outcome}</p>
      <div className="first">
        <ActButton incident={incident} command="reopen" isReasonShown>
          {vocabulary.command.reopen}
        </ActButton>
      </div>
    </>
  );
}

function First({ incident, best }: { incident: string; best: Best }) {
  const vocabulary = useWords(VOCABULARY);
  const { language } = useLanguage();
  const telling = useTelling();
  const begin = useBegin();
  return (
    <div className="first">
      <p className="first-what">{sentenceIn(language, best)}</p>
      <p className="soft">{otherwiseIn(language, best, telling)}</p>
      <ActButton incident={incident} command={best.command} look="first" isReasonShown onClick={() => begin(best)}>
        {vocabulary.command[best.command]}
      </ActButton>
    </div>
  );
}

/** Reported, and nobody has said yet what it is. */
function isFresh({ headline, triage }: Incident): boolean {
  return headline.stage === 'triage' && headline.class === 'undetermined' && !triage?.endedAt;
}

/** Where one person knows all of a small case. */
function ClearCase({ incident }: { incident: string }) {
  const words = useWords(WORDS);
  return (
    <div className="clear-case">
      <ActButton incident={incident} command="fast-track">
        {words.clearCase}
      </ActButton>
      <span className="soft small">{words.clearCaseHint}</span>
    </div>
  );
}

function Other({ incident, action }: { incident: string; action: Action }) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  const mayNot = useWhyNot(incident)(action.command);
  const begin = useBegin();
  const { field } = action.body;
  const about = typeof field === 'string' && field ? wordFor(vocabulary.fact, field) : aboutOf(action);
  return (
    <li>
      <ActButton incident={incident} command={action.command} look="link" onClick={() => begin(action)}>
        {vocabulary.command[action.command]}
        {about && words.about(about)}
      </ActButton>
      <span className="soft small">
        {action.due && <Countdown due={action.due} />}
        {mayNot && ` ${formats.list(action.roles.map((role) => vocabulary.role[role]))}`}
      </span>
    </li>
  );
}

/** In the reader's own zone, with people by their names. */
function useTelling(): Telling {
  const formats = useFormats();
  const vocabulary = useWords(VOCABULARY);
  const { data: people } = usePeople();
  const nameOf = (id: string) => people?.find((person) => person.id === id)?.name ?? id;
  return {
    instant: formats.instant,
    names: (to) =>
      formats.list('persons' in to ? to.persons.map(nameOf) : to.roles.map((role) => vocabulary.role[role])),
  };
}

/** Opens the form; a text that is approved or rejected is read first, on its own page, which has both buttons. */
function useBegin(): (action: Pick<Action, 'command' | 'body'>) => void {
  const [, ask] = useAskedAct();
  const [path, go] = useLocation();
  return ({ command, body }) => {
    if (typeof body.notice === 'number') go(`${path}/notices/${body.notice}`);
    else ask({ act: command, prefill: body });
  };
}

/** Which one, where several of a kind wait. */
function aboutOf({ body }: Pick<Action, 'body'>): string {
  return [body.customer, body.field, body.notice].filter((one) => one !== undefined && one !== '').join(', ');
}

function aboutKey(action: Pick<Action, 'command' | 'body'>): string {
  return action.command === 'acknowledge' ? 'acknowledge' : `${action.command} ${aboutOf(action)}`;
}

/** Of what several alerts ask for alike, once; to acknowledge is one act for all alerts. */
function distinct(actions: readonly Action[]): Action[] {
  const keyed = actions.map((action) => ({
    key: aboutKey(action),
    action: action.command === 'acknowledge' ? { ...action, body: {} } : action,
  }));
  return keyed
    .filter(({ key }, index) => keyed.findIndex((other) => other.key === key) === index)
    .map(({ action }) => action);
}

function StandsOpen({ incident }: Pick<Part, 'incident'>) {
  const words = useWords(WORDS);
  const points = useBlockers(incident);
  if (points.length === 0) return null;
  return (
    <details>
      <summary>
        {words.standsOpen} ({points.length})
      </summary>
      <ul className="bullets small">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </details>
  );
}
