import type { AlertWords, LessonKind } from './alert-words';

export const LESSONS_FR: Pick<AlertWords['kinds'], LessonKind> = {
  'tasks-given': {
    title: 'Des tâches pour vous',
    happened: 'Dans cet incident, quelque chose est à faire par vous ou votre service.',
    asked:
      "Lisez ce que c'est et pour quand, dites qui s'en charge (commande : pass-task) et terminez-la une fois faite (commande : end-task).",
  },
  'task-overdue': {
    title: 'Tâche en retard',
    happened: "Une tâche de cet incident n'est pas faite dans le temps imparti.",
    asked: 'Accusez réception, faites-la et terminez-la, ou passez-la en donnant la raison (commande : end-task).',
  },
  'post-mortem-opened': {
    title: 'Post-mortem ouvert',
    happened: 'Un post-mortem de cet incident est ouvert et vous en êtes membre. Il est confidentiel.',
    asked: 'Lisez-le, annotez la chronologie, répondez à ses questions et jugez les étapes de la procédure.',
  },
  'post-mortem-overdue': {
    title: 'Post-mortem en retard',
    happened: "Le post-mortem de cet incident n'est pas approuvé dans le temps imparti.",
    asked: 'Accusez réception, écrivez ce qui manque et faites-le approuver par deux personnes.',
  },
  'action-given': {
    title: 'Une modification vous est confiée',
    happened: 'Le post-mortem de cet incident comporte une action dont vous êtes responsable.',
    asked: "Lisez l'action, faites la modification et indiquez quelle version du document l'a reprise.",
  },
  'action-overdue': {
    title: 'Action en retard',
    happened: "Une action du post-mortem de cet incident n'est pas faite, ou son effet n'est pas vérifié.",
    asked: "Accusez réception, puis indiquez quelle version l'a reprise, ou faites vérifier son effet par un collègue.",
  },
};

export const LESSON_DETAILS_FR: Pick<AlertWords['details'], 'tasks' | 'task' | 'regimeDuty' | 'postMortem' | 'action'> =
  {
    tasks: (titles, more) => `À faire : ${titles}${more > 0 ? `, et ${more} autres` : ''}`,
    task: (task, title) => `Tâche ${task} : ${title}`,
    regimeDuty: (duty, regime, recipient, due) => `${duty} (${regime}), à ${recipient}, avant ${due}`,
    postMortem: (due) => `À approuver avant le ${due}`,
    action: {
      change: (action, due) => `Action ${action} : à faire avant le ${due}`,
      effect: (action, due) => `Action ${action} : effet à vérifier avant le ${due}`,
    },
  };
