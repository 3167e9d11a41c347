import type { AlertWords, LessonKind } from './alert-words';

/** What a post-mortem asks for: by number and instant, never by its contents. */
export const LESSONS_EN: Pick<AlertWords['kinds'], LessonKind> = {
  'tasks-given': {
    title: 'Tasks for you',
    happened: 'In this incident there is something for you or your department to do.',
    asked:
      'Read what it is and until when, say who does it (command: pass-task), and end it when it is done (command: end-task).',
  },
  'task-overdue': {
    title: 'Task overdue',
    happened: 'A task of this incident is not done in the time it is given.',
    asked: 'Acknowledge, do it and end it, or skip it with the reason (command: end-task).',
  },
  'post-mortem-opened': {
    title: 'Post-mortem open',
    happened: 'A post-mortem of this incident is open, and you are one of its members. It is confidential.',
    asked: 'Read it, annotate the timeline, answer its questions and judge the steps of the procedure.',
  },
  'post-mortem-overdue': {
    title: 'Post-mortem overdue',
    happened: 'The post-mortem of this incident is not approved in the time it is given.',
    asked: 'Acknowledge, write what it lacks, and have it approved by two people.',
  },
  'action-given': {
    title: 'A change is yours to make',
    happened: 'The post-mortem of this incident has an action, and you own it.',
    asked: 'Read the action, make the change, and say which version of the document took it up.',
  },
  'action-overdue': {
    title: 'Action overdue',
    happened: 'An action of the post-mortem of this incident is not done, or its effect is not checked.',
    asked: 'Acknowledge, then say which version took it up, or have its effect checked by a colleague.',
  },
};

export const LESSON_DETAILS_EN: Pick<AlertWords['details'], 'tasks' | 'task' | 'regimeDuty' | 'postMortem' | 'action'> =
  {
    tasks: (titles, more) => `To do: ${titles}${more > 0 ? `, and ${more} more` : ''}`,
    task: (task, title) => `Task ${task}: ${title}`,
    regimeDuty: (duty, regime, recipient, due) => `${duty} (${regime}), to ${recipient}, before ${due}`,
    postMortem: (due) => `To be approved by ${due}`,
    action: {
      change: (action, due) => `Action ${action}: to be done by ${due}`,
      effect: (action, due) => `Action ${action}: its effect is to be checked by ${due}`,
    },
  };
