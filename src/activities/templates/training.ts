import type { Instant } from '../../domain/primitives/instant';
import type { Course } from '../../domain/training/course';
import type { StepKind } from '../../domain/training/plan';
import { asHtml, asText, languageOf, stripControlChars, type Language, type Part } from '../../texts/page';
import { utcDay } from '../../texts/time';

interface TrainingMailWords {
  subjects: Record<Exclude<StepKind, 'settle'>, (title: string) => string>;
  happens: Record<Exclude<StepKind, 'settle'>, string>;
  rows: { course: string; due: string; minutes: string };
  open: string;
  yours: string;
  overdue: (count: number) => string;
  more: (count: number) => string;
  asked: string;
  askedOfManager: string;
}

const WORDS: Record<Language, TrainingMailWords> = {
  en: {
    subjects: {
      invite: (title) => `A course for you: ${title}`,
      remind: (title) => `Not passed yet: ${title}`,
      manager: (title) => `People of yours have not passed: ${title}`,
      check: (title) => `Some weeks later: ${title}`,
    },
    happens: {
      invite: 'This course is for everybody who works with our customers’ data, and you are asked to pass it.',
      remind: 'You were given this course, and have not passed it yet.',
      manager: 'The people below were given this course, and have not passed it by its date.',
      check: 'You passed this course some weeks ago. A few short questions show what has stayed.',
    },
    rows: { course: 'Course', due: 'To be passed by', minutes: 'Takes about' },
    open: 'Open the course',
    yours: 'The link is yours alone: do not pass this message on. You need no password.',
    overdue: (count) => (count === 1 ? 'One person:' : `${count} people:`),
    more: (count) => `and ${count} more`,
    asked: 'What is asked of you',
    askedOfManager:
      'Give them the time for it, and see that they do it. Each has a link of their own in their mailbox.',
  },
  fr: {
    subjects: {
      invite: (title) => `Une formation pour vous : ${title}`,
      remind: (title) => `Pas encore réussie : ${title}`,
      manager: (title) => `Des personnes de votre équipe n’ont pas réussi : ${title}`,
      check: (title) => `Quelques semaines plus tard : ${title}`,
    },
    happens: {
      invite:
        'Cette formation est pour tous ceux qui travaillent avec les données de nos clients, et il vous est demandé de la réussir.',
      remind: 'Cette formation vous a été donnée, et vous ne l’avez pas encore réussie.',
      manager: 'Les personnes ci-dessous ont reçu cette formation et ne l’ont pas réussie à la date prévue.',
      check:
        'Vous avez réussi cette formation il y a quelques semaines. Quelques courtes questions montrent ce qui en est resté.',
    },
    rows: { course: 'Formation', due: 'À réussir avant le', minutes: 'Durée environ' },
    open: 'Ouvrir la formation',
    yours: 'Ce lien n’est qu’à vous : ne transmettez pas ce message. Aucun mot de passe n’est nécessaire.',
    overdue: (count) => (count === 1 ? 'Une personne :' : `${count} personnes :`),
    more: (count) => `et ${count} de plus`,
    asked: 'Ce qui vous est demandé',
    askedOfManager:
      'Donnez-leur le temps nécessaire et veillez à ce que ce soit fait. Chacune a son propre lien dans sa messagerie.',
  },
};

interface Reader {
  language: string;
  overdue?: string[];
  overdueCount?: number;
}

/** What one step of a wave says to one of the staff, or to a manager. */
export function trainingMail(
  { language: tag, overdue = [], overdueCount = 0 }: Reader,
  { kind, course, dueAt, link }: { kind: StepKind; course: Course; dueAt: Instant; link: string },
) {
  if (kind === 'settle') throw new Error('This step sends nothing.');
  const language = languageOf(tag);
  const words = WORDS[language];
  const title = titleOf(course, language);
  const minutes = course.parts.reduce((sum, part) => sum + part.minutes, 0);
  const details: [string, string][] = [
    [words.rows.course, title],
    ...(kind === 'check' ? [] : [[words.rows.due, utcDay(dueAt, language)] satisfies [string, string]]),
    ...(kind === 'invite' || kind === 'remind'
      ? [[words.rows.minutes, `${minutes} min`] satisfies [string, string]]
      : []),
  ];
  const parts: Part[] = [
    { paragraph: words.happens[kind] },
    { rows: details },
    ...(kind === 'manager'
      ? [
          { paragraph: peopleOf(words, overdue, overdueCount) },
          { heading: words.asked },
          { paragraph: words.askedOfManager },
        ]
      : [{ link, words: words.open }, { paragraph: words.yours }]),
  ];
  const subject = `[Tocsin] ${words.subjects[kind](title)}`;
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}

function peopleOf({ overdue: heading, more }: TrainingMailWords, names: readonly string[], count: number): string {
  const rest = count - names.length;
  return [heading(count), ...names.map(stripControlChars), ...(rest > 0 ? [more(rest)] : [])].join('\n');
}

function titleOf({ words }: Course, language: Language): string {
  const [first] = Object.values(words);
  return (words[language] ?? first)?.title ?? '';
}
