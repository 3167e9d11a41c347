import type { StandingFinding } from '../../register';
import { asHtml, asText, languageOf, stripControlChars, type Language, type Part } from '../../texts/page';
import { utc } from '../../texts/time';

interface FindingsWords {
  subject: (count: number) => string;
  happened: string;
  found: (finding: { subject: string; sentence: string; since: string }) => string;
  remedy: (done: string) => string;
  more: (count: number) => string;
  headings: { found: string; asked: string };
  asked: string;
  repeat: string;
}

const WORDS: Record<Language, FindingsWords> = {
  en: {
    subject: (count) => `[Tocsin] Something fell silent: ${count === 1 ? 'one finding' : `${count} findings`}`,
    happened:
      'The watch, which runs beside Temporal, found what follows. Each is told once, and again only if it lasts for hours.',
    found: ({ subject, sentence, since }) => `${subject}: ${sentence}. Since ${since}.`,
    remedy: (done) => `Done about it: ${done}.`,
    more: (count) => `and ${count} more`,
    headings: { found: 'What was found', asked: 'What is asked of you' },
    asked:
      'Operators: find out who or what did this, and follow docs/operating/outages.md. Leads: read the timeline of the cases named here, and keep their clocks yourself where nothing was done about it yet. Owners of a store, or of what an audit found: do what its line says.',
    repeat: 'You may have received this message once before.',
  },
  fr: {
    subject: (count) => `[Tocsin] Silence anormal : ${count === 1 ? 'un constat' : `${count} constats`}`,
    happened:
      'La veille, qui fonctionne à côté de Temporal, a constaté ce qui suit. Chaque constat est annoncé une fois, et de nouveau seulement s’il dure des heures.',
    found: ({ subject, sentence, since }) => `${subject} : ${sentence}. Depuis le ${since}.`,
    remedy: (done) => `Ce qui a été fait : ${done}.`,
    more: (count) => `et ${count} de plus`,
    headings: { found: 'Ce qui a été constaté', asked: 'Ce qui vous est demandé' },
    asked:
      'Exploitants : cherchez qui ou quoi en est la cause et suivez docs/operating/outages.md (en anglais). Responsables : lisez la chronologie des dossiers cités et surveillez vous-mêmes leurs échéances là où rien n’a encore été fait. Propriétaires d’un fonds de données ou d’un constat d’audit : faites ce qu’en dit la ligne.',
    repeat: 'Vous avez peut-être déjà reçu ce message une fois.',
  },
};

const MAX_FINDINGS = 100;

/** The findings, in their own English words; the rest in the reader's language. */
export function findingsMail(
  findings: StandingFinding[],
  reader: { language: string },
  publicUrl: string,
  possibleRepeat: boolean,
) {
  const language = languageOf(reader.language);
  const words = WORDS[language];
  const subject = words.subject(findings.length);
  const more = findings.length - MAX_FINDINGS;
  const parts: Part[] = [
    ...(possibleRepeat ? [{ paragraph: words.repeat }] : []),
    { paragraph: words.happened },
    { heading: words.headings.found },
    ...findings.slice(0, MAX_FINDINGS).map((finding) => ({ paragraph: sentenceOf(finding, words) })),
    ...(more > 0 ? [{ paragraph: words.more(more) }] : []),
    { heading: words.headings.asked },
    { paragraph: words.asked },
    { link: publicUrl, words: 'Tocsin' },
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}

function sentenceOf({ subject, sentence, since, remedy }: StandingFinding, words: FindingsWords): string {
  const found = words.found({ subject, sentence: stripControlChars(sentence), since: utc(since) });
  return remedy === undefined ? found : `${found} ${words.remedy(stripControlChars(remedy))}`;
}
