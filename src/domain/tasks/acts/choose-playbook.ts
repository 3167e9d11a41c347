import { raise } from '../../alerts/alerts';
import type { Event } from '../../events';
import { HOUR, plus } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import { restrictedBy, restricting } from '../../restriction/restricting';
import { API_ONLY, RESPONDERS, type CommandContext, type CommandRule } from '../../rule';
import type { Playbook, Step } from '../state';
import { openTasks } from '../tasks';

export interface ChoosePlaybook {
  playbook: string;
  reason?: string;
  /** As the API has it under that name: the incident keeps this copy. */
  content?: Playbook;
}

const TITLES_TOLD = 10;

export const choosePlaybook: CommandRule<ChoosePlaybook> = {
  description:
    'Go on by a playbook: its steps become tasks, each due from now. Of another chosen before, what is done stays done, and what this one has not ends.',
  roles: RESPONDERS,
  doors: API_ONLY,
  decide: (hearing, { playbook: name, reason, content }) => {
    const { state } = hearing;
    if (!content || content.name !== name) return refuse('missing', `There is no playbook "${name}".`, ['/playbook']);
    if (state.playbook?.name === name && state.playbook.version === content.version)
      return refuse('already-so', `This incident goes by version ${content.version} of ${name} already.`);
    return [
      { type: 'playbook-chosen', playbook: content, ...(reason && { reason }) },
      ...stepsEnded(hearing, content),
      ...stepsAdded(hearing, content),
      ...needToKnow(hearing, content),
    ];
  },
};

/** What was given by hand goes on. */
function stepsEnded({ state }: CommandContext, { title, steps }: Playbook): Event[] {
  return openTasks(state)
    .filter(({ step }) => step !== undefined && !steps.some(({ id }) => id === step))
    .map(({ number: task }) => ({
      ...{ type: 'task-ended', task, outcome: 'skipped' },
      words: `No step of the playbook that was chosen: ${title}.`,
    }));
}

function stepsAdded(hearing: CommandContext, { steps }: Playbook): Event[] {
  const { state, said } = hearing;
  const fresh = steps.filter(({ id }) => !state.tasks.some(({ step, status }) => step === id && status !== 'skipped'));
  const first = state.tasks.length + 1;
  const given = fresh.map(({ id: step, title, department, role, limitHours }, index): Event => ({
    ...{ type: 'task-given', number: first + index, title, department, role, step },
    due: plus(said.at, limitHours * HOUR),
  }));
  return [...given, ...alertsOf(hearing, fresh)];
}

/** One mail to each role, however many of the steps are its. */
function alertsOf({ state, said, nextId }: CommandContext, steps: Step[]): Event[] {
  return [...new Set(steps.map(({ role }) => role))].map((role) => {
    const titles = steps.filter((step) => step.role === role).map(({ title }) => title);
    const detail = {
      ...{ about: 'tasks' as const, titles: titles.slice(0, TITLES_TOLD) },
      more: Math.max(0, titles.length - TITLES_TOLD),
    };
    return raise(state, said.at, nextId(), 'tasks-given', { roles: [role] }, { detail });
  });
}

/** Whoever chose it goes on with it, beside the fewest who can act. */
function needToKnow(hearing: CommandContext, { needToKnow: isAsked, title }: Playbook): Event[] {
  const { state, said } = hearing;
  if (!isAsked || state.restriction) return [];
  const restricted = restrictedBy(state.roster, {}, `Playbook: ${title}.`);
  const isNamed = restricted.members.some(({ person }) => person === said.by);
  const members = isNamed ? restricted.members : [...restricted.members, { person: said.by }];
  return restricting(hearing, { ...restricted, members });
}
