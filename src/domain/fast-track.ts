import type { Event } from './events';
import { draftNotice, type DraftNotice } from './notices/acts/draft-notice';
import { setFact, type SetFact } from './notices/acts/set-fact';
import { refuse, type Refusal } from './primitives/refusal';
import { API_ONLY, isRefusal, RESPONDERS, type CommandContext, type CommandRule } from './rule';
import { addAffectedCustomers, type AddAffectedCustomers } from './scope/acts/add-affected-customers';
import { choosePlaybook } from './tasks/acts/choose-playbook';
import { endTask } from './tasks/acts/tasks';
import type { Playbook } from './tasks/state';
import { assess, type Assess } from './triage/acts/assess';
import { sightOf, unknownIncident } from './visibility';
import { declare, type Declare } from './case/acts/declare';

export interface FastTrack {
  triage: Assess;
  declaration?: Declare;
  playbook?: string;
  /** As the API has it under that name: the incident keeps this copy. */
  content?: Playbook;
  /** Steps of the playbook that are done already, by their ids. */
  done?: string[];
  affected?: AddAffectedCustomers;
  facts?: SetFact[];
  draft?: DraftNotice;
}

/** Nothing is decided here: each part is judged by the rule of its own command, on the state as the parts before it leave it. */
export const fastTrack: CommandRule<FastTrack> = {
  description:
    'Say at once what a small case takes: triage and, where they hold, declaration, playbook with the steps that are done, affected customers, facts, and the draft of a notice. Each part is judged as by its own command; where one is refused, none is taken.',
  roles: RESPONDERS,
  doors: API_ONLY,
  decide: (hearing, payload) => {
    let events: Event[] = [];
    for (const part of partsOf(payload)) {
      const outcome = part(following(hearing, events));
      if (isRefusal(outcome)) return outcome;
      events = [...events, ...outcome];
    }
    return events;
  },
};

type Part = (hearing: CommandContext) => Event[] | Refusal;

function partsOf({
  triage,
  declaration,
  playbook,
  content,
  done = [],
  affected,
  facts = [],
  draft,
}: FastTrack): Part[] {
  return [
    by(assess, '/triage', triage),
    ...(declaration ? [by(declare, '/declaration', declaration)] : []),
    ...(playbook === undefined ? [] : [by(choosePlaybook, '', { playbook, content })]),
    ...done.map((step): Part => stepDone(step)),
    ...(affected ? [by(addAffectedCustomers, '/affected', affected)] : []),
    ...facts.map((fact, nth) => by(setFact, `/facts/${nth}`, fact)),
    ...(draft ? [by(draftNotice, '/draft', draft)] : []),
  ];
}

/** What its own command would say to the same speaker. */
function by<Payload>({ roles, decide }: CommandRule<Payload>, pointer: string, payload: Payload): Part {
  return (hearing) => {
    const { state, said } = hearing;
    if (sightOf({ id: said.by, roles: said.roles }, state, said.at) !== 'whole') return unknownIncident();
    if (roles === 'system' || !roles.some((role) => said.roles.includes(role)))
      return refuse('not-permitted', `This part is not for ${said.roles.join(', ')}; leave it out.`, [pointer]);
    const outcome = decide(hearing, payload);
    return isRefusal(outcome) ? within(pointer, outcome) : outcome;
  };
}

function within(pointer: string, refusal: Refusal): Refusal {
  const { points } = refusal;
  return points
    ? { ...refusal, points: points.map((point) => (point.startsWith('/') ? pointer + point : point)) }
    : refusal;
}

function stepDone(step: string): Part {
  return (hearing) => {
    const task = hearing.state.tasks.find((one) => one.step === step && one.status === 'open');
    return task
      ? by(endTask, '', { task: task.number, outcome: 'done' })(hearing)
      : refuse('missing', `No open step of the playbook is called "${step}".`, ['/done']);
  };
}

function following(hearing: CommandContext, events: Event[]): CommandContext {
  if (events.length === 0) return hearing;
  const { after } = hearing;
  return { ...hearing, state: after(events), after: (more) => after([...events, ...more]) };
}
