import type { AlertWords, ExerciseKind } from './alert-words';

export const EXERCISE_FR: Pick<AlertWords['kinds'], ExerciseKind> = {
  'exercise-inject': {
    title: 'Il se passe quelque chose',
    happened: 'Dans cet exercice, quelque chose se passe maintenant.',
    asked: 'Agissez comme dans un incident réel.',
  },
  'exercise-planned': {
    title: "Exercice : vous êtes de l'équipe",
    happened: 'Un exercice de réponse aux incidents est prévu et vous y avez un rôle.',
    asked:
      "Connectez-vous, lisez la procédure d'escalade et votre rôle, et confirmez les deux (POST /api/exercises/{id}/confirm-role). Si vous ne pouvez pas venir, dites-le à l'animateur, qui vous excuse.",
  },
  'exercise-unconfirmed': {
    title: "Exercice : votre rôle n'est pas confirmé",
    happened: "L'exercice commence bientôt et vous n'avez confirmé ni la procédure d'escalade ni votre rôle.",
    asked:
      "Confirmez les deux (POST /api/exercises/{id}/confirm-role), ou dites à l'animateur que vous ne pouvez pas venir.",
  },
  'exercise-ended': {
    title: 'Exercice conclu',
    happened: "L'exercice est conclu. Son rapport contient les temps, les constats et ce qui a été convenu.",
    asked: 'Lisez le rapport (GET /api/exercises/{id}/report).',
  },
  'resolution-given': {
    title: 'Une mesure vous revient',
    happened: 'Lors d’un exercice, une mesure a été convenue et vous en êtes responsable.',
    asked: 'Lisez-la dans le rapport, mettez-la en œuvre et dites comment (POST /api/exercises/{id}/resolve-finding).',
  },
  'resolution-overdue': {
    title: 'Mesure en retard',
    happened: "Une mesure convenue après un exercice n'est pas en œuvre dans le temps imparti.",
    asked: 'Mettez-la en œuvre et dites comment (POST /api/exercises/{id}/resolve-finding).',
  },
};

export const EXERCISE_LABELS_FR = { said: 'Ce qui se passe', saidBy: 'Dit' };

export const EXERCISE_DETAILS_FR: Pick<AlertWords['details'], 'exercise' | 'resolution'> = {
  exercise: (startsAt) => `Commence le ${startsAt}`,
  resolution: (finding, due) => `Constat ${finding} : sa mesure est due le ${due}`,
};
