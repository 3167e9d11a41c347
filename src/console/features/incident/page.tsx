import { useParams } from 'wouter';
import { useAskedAct } from '../../ui/acts';
import { useIncident, usePeople, useSignedIn, type Incident, type Person } from '../../ui/data';
import { Keys, useKeys } from '../../ui/keys';
import { Button, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { ClockShelf } from './clocks';
import { Evidence } from './evidence';
import { Facts } from './facts';
import { Head } from './head';
import './incident.css';
import { Next } from './next';
import { Notices } from './notices';
import { Procedures } from './procedures';
import { Questions } from './questions';
import { Regimes } from './regimes';
import { Related } from './related';
import { Report } from './report';
import { Scope } from './scope';
import { SeverityPart } from './severity';
import { OurRole, Playbook, Tasks } from './tasks';
import { Team } from './team';
import { Timeline } from './timeline';
import { TrainingOf } from './training';
import { WORDS } from './words';

/** What the parts of the page are about. */
export interface Part {
  incident: Incident;
  people: readonly Person[] | undefined;
}

/** One incident: what it owes, what to do next, and everything known of it. */
export function IncidentPage() {
  const { id = '' } = useParams();
  const { data: incident, error } = useIncident(id);
  const { data: people } = usePeople();
  if (!incident) return error ? <Problem fault={error} /> : <div className="skeleton" />;
  const part = { incident, people };
  return (
    <div className="incident">
      <Head {...part} />
      <div className="incident-body">
        <div className="incident-main">
          <Next {...part} />
          <Report {...part} />
          <ClockShelf {...part} />
          <Tasks {...part} />
          <Facts {...part} />
          <Scope {...part} />
          <Notices {...part} />
          <Questions {...part} />
          <Evidence {...part} />
        </div>
        <div className="incident-side">
          <Team {...part} />
          <SeverityPart {...part} />
          <Playbook {...part} />
          <OurRole {...part} />
          <Regimes {...part} />
          <Related {...part} />
          <Procedures {...part} />
          <TrainingOf {...part} />
          <Timeline {...part} />
        </div>
      </div>
      <Thumb incident={incident} />
      <IncidentKeys />
    </div>
  );
}

function IncidentKeys() {
  const [, ask] = useAskedAct();
  useKeys({
    a: () => ask({ act: 'acknowledge', prefill: {} }),
    n: () => ask({ act: 'note-progress', prefill: {} }),
  });
  return <Keys own={['a', 'n']} />;
}

/** On a phone, the two buttons that a thumb reaches. */
function Thumb({ incident }: Pick<Part, 'incident'>) {
  const words = useWords(WORDS);
  const [, ask] = useAskedAct();
  const { data: me } = useSignedIn();
  if (!me || incident.stage?.stage === 'closed') return null;
  return (
    <div className="thumb">
      <Button onClick={() => ask({ act: 'choose', prefill: {} })}>{words.allActs}</Button>
      <Button look="first" onClick={() => ask({ act: 'note-progress', prefill: {} })}>
        {words.note}
      </Button>
    </div>
  );
}
