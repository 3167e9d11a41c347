import { asHtml, asText, languageOf, type Language, type Part } from '../../texts/page';
import { utc } from '../../texts/time';
import type { WaitingReview } from '../programme/programme';

interface ReviewWords {
  subject: (id: string, isOverdue: boolean) => string;
  happened: (due: string, isOverdue: boolean) => string;
  asked: string;
  repeat: string;
}

const WORDS: Record<Language, ReviewWords> = {
  en: {
    subject: (id, isOverdue) => `[Tocsin] Programme review ${id} ${isOverdue ? 'is overdue' : 'is open'}`,
    happened: (due, isOverdue) =>
      isOverdue
        ? `The review of all post-mortems of the period was due ${due}, and nobody has approved it. This mail comes each day until it is.`
        : `The period has ended, and its post-mortems are looked over together. The review is due ${due}.`,
    asked: 'Read what came back and what is open, write down what you decide, and have two colleagues approve it.',
    repeat: 'You may have received this message once before.',
  },
  fr: {
    subject: (id, isOverdue) => `[Tocsin] La revue du programme ${id} est ${isOverdue ? 'en retard' : 'ouverte'}`,
    happened: (due, isOverdue) =>
      isOverdue
        ? `La revue de tous les retours d’expérience de la période était attendue le ${due} et personne ne l’a approuvée. Ce message revient chaque jour d’ici là.`
        : `La période est terminée ; ses retours d’expérience sont examinés ensemble. La revue est attendue le ${due}.`,
    asked:
      'Lisez ce qui revient et ce qui reste ouvert, écrivez ce que vous décidez et faites-le approuver par deux collègues.',
    repeat: 'Vous avez peut-être déjà reçu ce message une fois.',
  },
};

/** That a review waits, by its number: nothing of what it looks at. */
export function reviewMail(
  { id, dueAt, isOverdue }: WaitingReview,
  reader: { language: string },
  publicUrl: string,
  possibleRepeat: boolean,
) {
  const language = languageOf(reader.language);
  const words = WORDS[language];
  const subject = words.subject(id, isOverdue);
  const parts: Part[] = [
    ...(possibleRepeat ? [{ paragraph: words.repeat }] : []),
    { paragraph: words.happened(utc(dueAt), isOverdue) },
    { paragraph: words.asked },
    { link: publicUrl, words: 'Tocsin' },
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}
