import type { WrongClock } from '../../register';
import { asHtml, asText, stripControlChars, languageOf, type Language, type Part } from '../../texts/page';
import { utc } from '../../texts/time';

interface ClockWords {
  subject: string;
  happened: (process: string, off: string, since: string) => string;
  off: (seconds: number, isAhead: boolean) => string;
  stopped: string;
  headings: { asked: string };
  asked: string;
}

const WORDS: Record<Language, ClockWords> = {
  en: {
    subject: '[Tocsin] The clock of a machine is wrong',
    happened: (process, off, since) => `${process}: its clock is ${off} the database’s. Noticed ${since}.`,
    off: (seconds, isAhead) => `${seconds} s ${isAhead ? 'ahead of' : 'behind'}`,
    stopped:
      'An API there answers every command with 503, and a worker there sends no notice and no alert, until the clock is right. Where another API or worker runs, that one goes on. Whether it is the machine or the database that is wrong, only you can see.',
    headings: { asked: 'What is asked of you' },
    asked:
      'Compare both clocks with a third, and set right the one that is wrong (timedatectl, chronyc tracking). Nothing needs to be started again. You get this mail once until it is right.',
  },
  fr: {
    subject: '[Tocsin] L’horloge d’une machine est fausse',
    happened: (process, off, since) =>
      `${process} : son horloge est ${off} celle de la base de données. Constaté ${since}.`,
    off: (seconds, isAhead) => `${seconds} s ${isAhead ? 'en avance sur' : 'en retard sur'}`,
    stopped:
      'Une API y répond 503 à toute commande, et un worker n’y envoie ni notification ni alerte, jusqu’à ce que l’horloge soit juste. S’il y a une autre API ou un autre worker, ceux-là continuent. Si c’est la machine ou la base de données qui a tort, vous seuls pouvez le voir.',
    headings: { asked: 'Ce qui vous est demandé' },
    asked:
      'Comparez les deux horloges avec une troisième et réglez celle qui est fausse (timedatectl, chronyc tracking). Rien n’est à redémarrer. Ce message ne vient qu’une fois jusque-là.',
  },
};

/** Holds nothing about a person or an incident. */
export function clockMail({ process, aheadMs, since }: WrongClock, reader: { language: string }, publicUrl: string) {
  const language = languageOf(reader.language);
  const { subject, happened, off, stopped, headings, asked } = WORDS[language];
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  const parts: Part[] = [
    { paragraph: happened(stripControlChars(process), off(seconds, aheadMs > 0), utc(since)) },
    { paragraph: stopped },
    { heading: headings.asked },
    { paragraph: asked },
    { link: publicUrl, words: 'Tocsin' },
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}
