import { obligationIdOf } from './state';
import { heldBy } from '../case/blockers';
import type { Event } from '../events';
import { HOUR } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { Task } from '../tasks/state';
import { doers, openTasks } from '../tasks/tasks';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';
import type { Obligation } from './state';

/** What somebody is to do until an instant; then it is asked for until it is done or skipped. */
export const task: OwnClock = {
  owedTo: 'us',
  onDue: {
    alert: 'task-overdue',
    to: (state, it) => doers(taskOf(state, it) ?? { role: 'lead' }),
    detail: (state, it) => {
      const { number, title } = taskOf(state, it) ?? {};
      return number && title ? { about: 'task', task: number, title } : undefined;
    },
    reaskAfterMs: ({ reasonQuietHours }) => reasonQuietHours * HOUR,
    leavesUndecided: () => false,
  },
  toldBy: ['tasks-given'],
  follows: (state, at) => {
    const open = state.obligations.filter(({ kind, status }) => kind === 'task' && status === 'open');
    const ended = open.flatMap((it): Event[] => endOf(it, taskOf(state, it), at));
    const begun = openTasks(state)
      .filter((one) => !open.some(({ subject }) => subject === subjectOf(one)))
      .map((one): Event => ({
        ...{ type: 'obligation-opened', obligation: obligationIdOf(`task/${one.number}`), kind: 'task' },
        ...{ since: at, due: one.due, subject: subjectOf(one) },
      }));
    return [...ended, ...begun];
  },
  blocksClosing: (state, it) => {
    const { number, title, department } = taskOf(state, it) ?? {};
    return heldBy(it, 'task-open', { number, title, of: department });
  },
  endsWithDeclaration: false,
};

export function taskOf({ tasks }: Pick<IncidentState, 'tasks'>, { subject }: Pick<Obligation, 'subject'>) {
  return tasks.find((one) => subjectOf(one) === subject);
}

function subjectOf({ number }: Pick<Task, 'number'>): string {
  return `task ${number}`;
}

function endOf(it: Obligation, of: Task | undefined, at: Parameters<typeof metAt>[1]): Event[] {
  if (of?.status === 'open') return [];
  if (of?.status === 'done') return [metAt(it, at)];
  return [{ type: 'obligation-voided', obligation: it.id, why: of?.words ?? 'skipped' }];
}
