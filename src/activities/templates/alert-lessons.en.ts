import type { AlertWords, LessonKind } from './alert-words';

/** What a post-mortem asks for: by number and instant, never by its contents. */
export const LESSONS_EN: Pick<AlertWords['kinds'], LessonKind> = {
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
