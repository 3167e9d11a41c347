import type { Fold } from '../../fold';
import type { Task, TasksSlice } from '../state';

/** Who does what until when, how the departments stand, and by which playbook. */
export const foldTasks: Fold<TasksSlice> = ({ tasks, departments }, event, { at, by }) => {
  switch (event.type) {
    case 'task-given': {
      const { type: _, ...task } = event;
      return { tasks: [...tasks, { ...task, status: 'open' }] };
    }
    case 'task-passed':
      return { tasks: changed(tasks, event.task, { owner: event.owner }) };
    case 'task-ended': {
      const { outcome: status, words } = event;
      return { tasks: changed(tasks, event.task, { status, ...(words && { words }), endedAt: at, by }) };
    }
    case 'department-reported':
      return { departments: { ...departments, [event.department]: { line: event.line, by, at } } };
    case 'bridge-set': {
      const { link, number } = event;
      return { bridge: { ...(link && { link }), ...(number && { number }) } };
    }
    case 'playbook-chosen':
      return { playbook: event.playbook };
    default:
      return {};
  }
};

function changed(tasks: Task[], number: number, to: Partial<Task>): Task[] {
  return tasks.map((task) => (task.number === number ? { ...task, ...to } : task));
}
