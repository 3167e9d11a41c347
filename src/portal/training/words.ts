import type { Language } from '../../texts/page';

/** What the page says of what somebody just did. */
export const SAID = [
  'passed',
  'not-passed',
  'failed',
  'check-passed',
  'check-failed',
  'thanks',
  'not-all-answered',
  'not-ticked',
  'answered-before',
  'not-readable',
] as const;
export type Said = (typeof SAID)[number];
export const GOOD: readonly Said[] = ['passed', 'check-passed', 'thanks'];

export interface TrainingWords {
  gone: { title: string; text: string };
  given: (name: string) => string;
  due: (at: string) => string;
  overdue: (at: string) => string;
  passedAt: (at: string, percent: number) => string;
  validUntil: (at: string) => string;
  failed: string;
  parts: string;
  minutes: (count: number) => string;
  begin: string;
  next: string;
  back: string;
  other: string;
  toQuiz: string;
  quiz: string;
  quizHint: (ask: number, percent: number, left: number) => string;
  check: string;
  checkHint: (ask: number) => string;
  question: (number: number, of: number) => string;
  several: string;
  statement: (name: string) => string;
  send: string;
  result: string;
  wrong: string;
  read: string;
  survey: string;
  surveyHint: string;
  scale: [string, string, string, string, string];
  said: Record<Said, string>;
}

const EN: TrainingWords = {
  gone: {
    title: 'This link opens nothing',
    text: 'It may be incomplete, or the course is over. Open it from the mail again, or ask whoever looks after training.',
  },
  given: (name) => `For ${name}. The link is yours alone: do not pass it on.`,
  due: (at) => `To be passed by ${at}.`,
  overdue: (at) => `It was to be passed by ${at}. You can still do it.`,
  passedAt: (at, percent) => `Passed on ${at}, with ${percent} %.`,
  validUntil: (at) => `It holds until ${at}.`,
  failed:
    'All attempts are used. The course is given to you again by a new mail; speak to your manager if you need help with it.',
  parts: 'Lessons',
  minutes: (count) => `${count} min`,
  begin: 'Begin',
  next: 'Next lesson',
  back: 'Overview',
  other: 'Français',
  toQuiz: 'To the questions',
  quiz: 'Questions',
  quizHint: (ask, percent, left) =>
    `${ask} questions; ${percent} % must be right. ${left === 1 ? 'One attempt is left.' : `${left} attempts are left.`} Each attempt asks other questions.`,
  check: 'What has stayed?',
  checkHint: (ask) => `${ask} short questions, once. Whoever has forgotten too much is given the course again.`,
  question: (number, of) => `Question ${number} of ${of}`,
  several: 'Several may be right.',
  statement: (name) => `I am ${name}, and these answers are mine.`,
  send: 'Send my answers',
  result: 'Your last answers',
  wrong: 'Not right this time',
  read: 'Read again',
  survey: 'What do you think of it?',
  surveyHint: 'Your answers are kept with your department and without your name.',
  scale: ['not at all', 'hardly', 'partly', 'mostly', 'fully'],
  said: {
    passed: 'You have passed. Thank you.',
    'not-passed': 'Not enough answers were right this time. Read what is named below again, and try once more.',
    failed: 'Not enough answers were right, and this was the last attempt.',
    'check-passed': 'Thank you: it has stayed with you.',
    'check-failed': 'Thank you. Too much was forgotten: the course will be given to you once more.',
    thanks: 'Thank you for your answers.',
    'not-all-answered': 'Nothing was sent: answer every question.',
    'not-ticked': 'Nothing was sent: tick the sentence that the answers are yours.',
    'answered-before': 'These questions were answered before; that counts.',
    'not-readable': 'Nothing was sent: what your browser sent could not be read. Try again from this page.',
  },
};

const FR: TrainingWords = {
  gone: {
    title: 'Ce lien n’ouvre rien',
    text: 'Il est peut-être incomplet, ou la formation est terminée. Ouvrez-le de nouveau depuis le message, ou demandez à la personne chargée des formations.',
  },
  given: (name) => `Pour ${name}. Ce lien n’est qu’à vous\u202f: ne le transmettez pas.`,
  due: (at) => `À réussir avant le ${at}.`,
  overdue: (at) => `Elle devait être réussie avant le ${at}. Vous pouvez encore la faire.`,
  passedAt: (at, percent) => `Réussie le ${at}, avec ${percent} %.`,
  validUntil: (at) => `Elle vaut jusqu’au ${at}.`,
  failed:
    'Tous les essais sont utilisés. La formation vous sera redonnée par un nouveau message\u202f; parlez à votre responsable si vous avez besoin d’aide.',
  parts: 'Leçons',
  minutes: (count) => `${count} min`,
  begin: 'Commencer',
  next: 'Leçon suivante',
  back: 'Vue d’ensemble',
  other: 'English',
  toQuiz: 'Aux questions',
  quiz: 'Questions',
  quizHint: (ask, percent, left) =>
    `${ask} questions\u202f; ${percent} % doivent être justes. ${left === 1 ? 'Il reste un essai.' : `Il reste ${left} essais.`} Chaque essai pose d’autres questions.`,
  check: 'Qu’en est-il resté\u202f?',
  checkHint: (ask) => `${ask} courtes questions, une seule fois. Qui a trop oublié reçoit de nouveau la formation.`,
  question: (number, of) => `Question ${number} sur ${of}`,
  several: 'Plusieurs réponses peuvent être justes.',
  statement: (name) => `Je suis ${name}, et ces réponses sont les miennes.`,
  send: 'Envoyer mes réponses',
  result: 'Vos dernières réponses',
  wrong: 'Pas juste cette fois',
  read: 'Relire',
  survey: 'Qu’en pensez-vous\u202f?',
  surveyHint: 'Vos réponses sont gardées avec votre service et sans votre nom.',
  scale: ['pas du tout', 'à peine', 'en partie', 'plutôt', 'tout à fait'],
  said: {
    passed: 'C’est réussi. Merci.',
    'not-passed':
      'Trop peu de réponses étaient justes cette fois. Relisez ce qui est indiqué ci-dessous, puis essayez encore.',
    failed: 'Trop peu de réponses étaient justes, et c’était le dernier essai.',
    'check-passed': 'Merci\u202f: cela vous est resté.',
    'check-failed': 'Merci. Trop de choses ont été oubliées\u202f: la formation vous sera redonnée.',
    thanks: 'Merci pour vos réponses.',
    'not-all-answered': 'Rien n’a été envoyé\u202f: répondez à chaque question.',
    'not-ticked': 'Rien n’a été envoyé\u202f: cochez la phrase qui dit que ces réponses sont les vôtres.',
    'answered-before': 'Ces questions ont déjà reçu une réponse\u202f; c’est elle qui compte.',
    'not-readable':
      'Rien n’a été envoyé\u202f: ce que votre navigateur a envoyé n’est pas lisible. Réessayez depuis cette page.',
  },
};

export const TRAINING_WORDS: Record<Language, TrainingWords> = { en: EN, fr: FR };
