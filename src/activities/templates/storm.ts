import type { StormNews } from '../../register';
import { asHtml, asText, languageOf, stripControlChars, type Language, type Part } from '../../texts/page';

interface StormWords {
  subject: (incident: string, count: number) => string;
  happened: (count: number, sources: string, incident: string) => string;
  first: string;
  headings: { asked: string };
  asked: string;
  repeat: string;
}

const WORDS: Record<Language, StormWords> = {
  en: {
    subject: (incident, count) =>
      `[Tocsin] ${incident}: ${count === 1 ? 'another finding' : `${count} other findings`} joined this case`,
    happened: (count, sources, incident) =>
      `${count === 1 ? 'One other finding' : `${count} other findings`} of ${sources} joined ${incident}, only because they came shortly after others. What comes next is told in an hour at the earliest, together.`,
    first: 'The first of them',
    headings: { asked: 'What is asked of you' },
    asked:
      'Read them under the report of the incident. If one has nothing to do with the case, report it as an incident of its own.',
    repeat: 'You may have received this message once before.',
  },
  fr: {
    subject: (incident, count) =>
      `[Tocsin] ${incident} : ${count === 1 ? 'un autre constat a rejoint' : `${count} autres constats ont rejoint`} ce dossier`,
    happened: (count, sources, incident) =>
      `${count === 1 ? 'Un autre constat' : `${count} autres constats`} de ${sources} : rattachement à ${incident} pour la seule raison d’être arrivé peu après d’autres. La suite sera annoncée en une fois, dans une heure au plus tôt.`,
    first: 'Le premier',
    headings: { asked: 'Ce qui vous est demandé' },
    asked:
      'Lisez-les sous le signalement de l’incident. Si l’un d’eux est sans rapport avec le dossier, signalez-le comme un incident à part.',
    repeat: 'Vous avez peut-être déjà reçu ce message une fois.',
  },
};

const SHOWN = 500;

export function stormMail(
  { incident, count, sources, first }: StormNews,
  reader: { language: string },
  publicUrl: string,
  possibleRepeat: boolean,
) {
  const language = languageOf(reader.language);
  const words = WORDS[language];
  const subject = words.subject(incident, count);
  const names = sources.map(stripControlChars).join(', ');
  const parts: Part[] = [
    ...(possibleRepeat ? [{ paragraph: words.repeat }] : []),
    { paragraph: words.happened(count, names, incident) },
    { rows: [[words.first, stripControlChars(first).slice(0, SHOWN)]] },
    { heading: words.headings.asked },
    { paragraph: words.asked },
    { link: `${publicUrl}/incidents/${incident}`, words: incident },
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}
