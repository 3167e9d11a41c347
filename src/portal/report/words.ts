import type { Exchange } from '../../domain/triage/report';
import type { Language } from '../../texts/page';

export type Said =
  'taken' | 'added' | 'state' | 'nothing' | 'too-long' | 'too-many' | 'unknown' | 'closed' | 'not-readable';

interface ReportWords {
  title: string;
  other: Language;
  otherName: string;
  said: Record<Said, string>;
  gone: { title: string; text: string };
  report: string;
  hint: string;
  seen: string;
  name: string;
  answerTo: string;
  send: string;
  receipt: string;
  keep: string;
  since: (at: string) => string;
  isOpen: string;
  isClosed: string;
  thread: string;
  by: Record<Exchange, string>;
  follow: string;
  reference: string;
  more: string;
  ask: string;
}

const EN: ReportWords = {
  title: 'Report something about data',
  other: 'fr',
  otherName: 'Français',
  said: {
    taken: 'Thank you. Your report is with our team.',
    added: 'Thank you. What you added is with our team.',
    state: 'This is how it stands.',
    nothing: 'Nothing was sent: write what you saw.',
    'too-long': 'Nothing was sent: the text is too long. Write less, and send the rest by the reference.',
    'too-many': 'Nothing was sent: this form took as much as it may within an hour. Try again later, or call us.',
    unknown: 'We have no report of this reference. Look at it again: it has four groups of five.',
    closed: 'Nothing was added: this report is closed. Send a new one.',
    'not-readable': 'Nothing was sent: what your browser sent could not be read. Try again from this page.',
  },
  gone: {
    title: 'This link opens nothing',
    text: 'It may be incomplete, or its time is over. Ask whoever gave it to you.',
  },
  report: 'What did you see?',
  hint: 'It takes a minute. You need no account. Write nothing of what the data themselves say.',
  seen: 'What you saw, where, and when',
  name: 'Your name (as you like)',
  answerTo: 'How we reach you: a mail address or a number (as you like)',
  send: 'Send the report',
  receipt: 'Your reference',
  keep: 'Keep it: with it you can ask after the report here, and add to it.',
  since: (at) => `Received on ${at}.`,
  isOpen: 'It is being worked on.',
  isClosed: 'It is closed.',
  thread: 'Said since',
  by: { 'to-reporter': 'Our team', 'from-reporter': 'You' },
  follow: 'Ask after a report, or add to it',
  reference: 'Reference',
  more: 'What you add (leave it empty to see how it stands)',
  ask: 'Send',
};

const FR: ReportWords = {
  title: 'Signaler quelque chose sur des données',
  other: 'en',
  otherName: 'English',
  said: {
    taken: 'Merci. Votre signalement est auprès de notre équipe.',
    added: 'Merci. Votre ajout est auprès de notre équipe.',
    state: 'Voici où il en est.',
    nothing: 'Rien n’a été envoyé\u202f: écrivez ce que vous avez vu.',
    'too-long': 'Rien n’a été envoyé\u202f: le texte est trop long. Écrivez moins, et le reste par la référence.',
    'too-many': 'Rien n’a été envoyé\u202f: ce formulaire a reçu tout ce qu’il peut en une heure. Réessayez plus tard.',
    unknown: 'Nous n’avons aucun signalement de cette référence. Vérifiez-la\u202f: quatre groupes de cinq.',
    closed: 'Rien n’a été ajouté\u202f: ce signalement est clos. Envoyez-en un nouveau.',
    'not-readable':
      'Rien n’a été envoyé\u202f: l’envoi de votre navigateur est illisible. Réessayez depuis cette page.',
  },
  gone: {
    title: 'Ce lien n’ouvre rien',
    text: 'Il est peut-être incomplet, ou périmé. Demandez à qui vous l’a donné.',
  },
  report: 'Qu’avez-vous vu\u202f?',
  hint: 'Une minute suffit, sans compte. N’écrivez rien du contenu même des données.',
  seen: 'Ce que vous avez vu, où et quand',
  name: 'Votre nom (si vous voulez)',
  answerTo: 'Comment vous joindre\u202f: courriel ou numéro (si vous voulez)',
  send: 'Envoyer le signalement',
  receipt: 'Votre référence',
  keep: 'Gardez-la\u202f: elle permet de suivre le signalement ici, et d’y ajouter.',
  since: (at) => `Reçu le ${at}.`,
  isOpen: 'On y travaille.',
  isClosed: 'Il est clos.',
  thread: 'Dit depuis',
  by: { 'to-reporter': 'Notre équipe', 'from-reporter': 'Vous' },
  follow: 'Suivre un signalement, ou y ajouter',
  reference: 'Référence',
  more: 'Ce que vous ajoutez (laissez vide pour voir où il en est)',
  ask: 'Envoyer',
};

export const REPORT_WORDS: Record<Language, ReportWords> = { en: EN, fr: FR };
