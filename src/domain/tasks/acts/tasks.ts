import { raise } from '../../alerts/alerts';
import type { AlertDetail } from '../../alerts/state';
import type { Event } from '../../events';
import { instantFrom } from '../../primitives/instant';
import { refuse, type Refusal } from '../../primitives/refusal';
import type { PersonId } from '../../primitives/people';
import { EVERY_DOOR, RESPONDERS, type CommandContext, type CommandRule } from '../../rule';
import type { IncidentState } from '../../state';
import { outsidersFault } from '../../visibility';
import type { Task } from '../state';
import { doers, roleOf } from '../tasks';

export interface GiveTask {
  title: string;
  department: string;
  owner?: PersonId;
  due: string;
}

export const giveTask: CommandRule<GiveTask> = {
  description:
    'Give a department something to do until an instant, to a person of it or to all. Late, it is asked for until it is done or skipped; closing waits for it.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: (hearing, { title, department, owner, due: until }) => {
    const { state, said } = hearing;
    const due = instantFrom(until);
    if (!due || due <= said.at) return refuse('impossible-instant', '"due" must be an instant to come.', ['/due']);
    const fault = owner === undefined ? undefined : ownerFault(state, owner);
    if (fault) return fault;
    const role = roleOf(department);
    const number = state.tasks.length + 1;
    const given: Event = { type: 'task-given', number, title, department, role, ...(owner && { owner }), due };
    return [given, ...alertsOf(hearing, { title, owner, role })];
  },
};

export interface PassTask {
  task: number;
  owner: PersonId;
}

export const passTask: CommandRule<PassTask> = {
  description: 'Say who does a task from now on. Its clock goes on.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: (hearing, { task: number, owner }) => {
    const task = openTask(hearing.state, number);
    if ('refused' in task) return task;
    if (task.owner === owner) return refuse('already-so', `Task ${number} is ${owner}'s already.`);
    const fault = ownerFault(hearing.state, owner);
    return fault ?? [{ type: 'task-passed', task: number, owner }, ...alertsOf(hearing, { ...task, owner })];
  },
};

export interface EndTask {
  task: number;
  outcome: 'done' | 'skipped';
  words?: string;
}

export const endTask: CommandRule<EndTask> = {
  description: 'Say that a task is done or, with the reason, that it is skipped.',
  roles: [...RESPONDERS, 'executive'],
  doors: EVERY_DOOR,
  decide: ({ state }, { task: number, outcome, words }) => {
    const task = openTask(state, number);
    if ('refused' in task) return task;
    return outcome === 'skipped' && !words
      ? refuse('missing', 'A task is skipped with a reason: add "words".', ['/words'])
      : [{ type: 'task-ended', task: number, outcome, ...(words && { words }) }];
  },
};

function ownerFault(state: IncidentState, owner: PersonId): Refusal | undefined {
  return Object.hasOwn(state.roster, owner)
    ? outsidersFault(state, [owner], '/owner')
    : refuse('unknown-person', `Nobody here has the id ${owner}; see /api/people.`, ['/owner']);
}

function openTask({ tasks }: IncidentState, number: number): Task | Refusal {
  const task = tasks.find((one) => one.number === number);
  if (!task) return refuse('nothing-open', `This incident has no task ${number}; it has ${tasks.length}.`, ['/task']);
  return task.status === 'open'
    ? task
    : refuse('already-so', `Task ${number} is ${task.status} since ${task.endedAt}.`);
}

function alertsOf({ state, said, nextId }: CommandContext, task: Pick<Task, 'title' | 'owner' | 'role'>): Event[] {
  if (task.owner === said.by) return [];
  const detail: AlertDetail = { about: 'tasks', titles: [task.title], more: 0 };
  return [raise(state, said.at, nextId(), 'tasks-given', doers(task), { detail })];
}
