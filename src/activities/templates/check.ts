import type { Found } from '../clocks/check';
import { asHtml, asText, stripControlChars, languageOf, type Language, type Part } from '../../texts/page';
import { utc } from '../../texts/time';

interface CheckWords {
  subject: (faults: number) => string;
  happened: (at: string, faults: number) => string;
  more: (count: number) => string;
  headings: { found: string; asked: string };
  asked: string;
  look: string;
  repeat: string;
}

const WORDS: Record<Language, CheckWords> = {
  en: {
    subject: (faults) => `[Tocsin] The check found ${faults === 1 ? 'a fault' : `${faults} faults`}`,
    happened: (at, faults) =>
      `The check of ${at}, which holds the register against Temporal, found ${faults === 1 ? 'one fault' : `${faults} faults`}. Until it is repaired, a promise to customers may be at risk. This mail comes again after every check that finds a fault.`,
    more: (count) => `and ${count} more`,
    headings: { found: 'What was found', asked: 'What is asked of you' },
    asked:
      'Operators: run the check by hand, and follow docs/operating/register.md. Leads: see to the cases that are named, and keep their clocks yourself until this is mended.',
    look: 'By hand:',
    repeat: 'You may have received this message once before.',
  },
  fr: {
    subject: (faults) => `[Tocsin] Le contrôle a trouvé ${faults === 1 ? 'un défaut' : `${faults} défauts`}`,
    happened: (at, faults) =>
      `Le contrôle du ${at}, qui compare le registre à Temporal, a trouvé ${faults === 1 ? 'un défaut' : `${faults} défauts`}. Tant que ce n’est pas réparé, une promesse faite à des clients peut être en danger. Ce message revient après chaque contrôle qui trouve un défaut.`,
    more: (count) => `et ${count} de plus`,
    headings: { found: 'Ce qui a été trouvé', asked: 'Ce qui vous est demandé' },
    asked:
      'Exploitants : lancez le contrôle à la main et suivez docs/operating/register.md (en anglais). Responsables : occupez-vous des dossiers cités et surveillez vous-mêmes leurs échéances jusqu’à la réparation.',
    look: 'À la main :',
    repeat: 'Vous avez peut-être déjà reçu ce message une fois.',
  },
};

/** The findings, in their own English words; the rest in the reader's language. Nothing in it is about a person. */
export function checkMail(
  { at, faults, first }: Found,
  reader: { language: string },
  publicUrl: string,
  possibleRepeat: boolean,
) {
  const language = languageOf(reader.language);
  const words = WORDS[language];
  const subject = words.subject(faults);
  const more = faults - first.length;
  const parts: Part[] = [
    ...(possibleRepeat ? [{ paragraph: words.repeat }] : []),
    { paragraph: words.happened(utc(at), faults) },
    { heading: words.headings.found },
    ...first.map((fault) => ({ paragraph: stripControlChars(fault) })),
    ...(more > 0 ? [{ paragraph: words.more(more) }] : []),
    { heading: words.headings.asked },
    { paragraph: words.asked },
    { paragraph: words.look },
    { command: 'npm run verify' },
    { link: publicUrl, words: 'Tocsin' },
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}
