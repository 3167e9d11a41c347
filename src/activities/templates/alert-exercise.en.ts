import type { AlertWords, ExerciseKind } from './alert-words';

export const EXERCISE_EN: Pick<AlertWords['kinds'], ExerciseKind> = {
  'exercise-inject': {
    title: 'Something happens',
    happened: 'In this exercise something happens now.',
    asked: 'Act as you would in a real incident.',
  },
  'exercise-planned': {
    title: 'Exercise: you are in the team',
    happened: 'An exercise of the incident response is planned, and you have a part in it.',
    asked:
      'Sign in, read the escalation procedure and your own role, and confirm both (POST /api/exercises/{id}/confirm-role). If you cannot come, tell the facilitator, who excuses you.',
  },
  'exercise-unconfirmed': {
    title: 'Exercise: your role is not confirmed',
    happened: 'The exercise begins soon, and you have not confirmed the escalation procedure and your role.',
    asked: 'Confirm both (POST /api/exercises/{id}/confirm-role), or tell the facilitator that you cannot come.',
  },
  'exercise-ended': {
    title: 'Exercise concluded',
    happened: 'The exercise is concluded. Its report has the score card, the findings and what was agreed.',
    asked: 'Read the report (GET /api/exercises/{id}/report).',
  },
  'resolution-given': {
    title: 'A resolution is yours',
    happened: 'In an exercise a resolution was agreed, and you own it.',
    asked: 'Read it in the report, do it, and say how (POST /api/exercises/{id}/resolve-finding).',
  },
  'resolution-overdue': {
    title: 'Resolution overdue',
    happened: 'A resolution that was agreed after an exercise is not done in the time it is given.',
    asked: 'Do it, and say how (POST /api/exercises/{id}/resolve-finding).',
  },
};

export const EXERCISE_LABELS_EN = { said: 'What happens', saidBy: 'Says' };

export const EXERCISE_DETAILS_EN: Pick<AlertWords['details'], 'exercise' | 'resolution'> = {
  exercise: (startsAt) => `Begins ${startsAt}`,
  resolution: (finding, due) => `Finding ${finding}: its resolution is due ${due}`,
};
