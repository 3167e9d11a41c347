import type { Phase } from '../domain/exercise/state';
import { SPAN_WORDS, UNFIT_WORDS } from '../domain/programme/figure-words';
import type { Span } from '../domain/programme/figures';
import type { Language } from './page';

export interface YearlyWords {
  title: (year: number) => string;
  asOf: (at: string) => string;
  nothing: string;
  headings: Record<
    'classes' | 'severities' | 'times' | 'told' | 'late' | 'contacts' | 'overdue' | 'coverage' | 'exercises' | 'audits',
    string
  > & { training: (course: string) => string };
  classes: Record<string, string>;
  severities: Record<string, string>;
  declared: (declared: number, late: number) => string;
  restricted: (count: number) => string;
  spans: (typeof SPAN_WORDS)['en'];
  span: (span: Span) => string;
  owed: string;
  told: Record<'told' | 'within72hOfDeclaration' | 'within72hOfAwareness', string>;
  noReason: string;
  unfit: Record<string, string>;
  overdue: Record<'postMortems' | 'exercises' | 'audits', string>;
  trained: (counts: { staff: number; trained: number; overdue: number }) => string;
  held: (counts: { exercises: number; attended: number; met: number; steps: number }) => string;
  phases: Record<Phase, string>;
  score: (met: number, steps: number) => string;
  closed: (at: string, statement: string) => string;
  open: string;
  due: (at: string) => string;
  done: (words: string) => string;
}

const EN: YearlyWords = {
  title: (year) => `Data protection incidents: report of ${year}`,
  asOf: (at) => `As of ${at}. The year is one of UTC. Exercises are in no number of incidents. Confidential.`,
  nothing: 'None.',
  headings: {
    classes: 'Reported, by class',
    severities: 'Reported, by class and severity',
    times: 'How long it took',
    told: 'Affected customers told',
    late: 'Promises to customers not kept in time, and why',
    contacts: 'Customers whom a notice may not reach',
    overdue: 'Overdue',
    training: (course) => `Training: ${course}`,
    coverage: 'Exercises, by department',
    exercises: 'Exercises and their findings',
    audits: 'Audits and their findings',
  },
  classes: {
    undetermined: 'undetermined',
    incident: 'incident',
    event: 'event (caused by the customer)',
    'out-of-scope': 'out of scope',
    'not-an-incident': 'not an incident',
  },
  severities: { none: 'not assessed', low: 'low', medium: 'medium', high: 'high', 'very-high': 'very high' },
  declared: (declared, late) => `Declared: ${declared}. Of them with a late promise to customers: ${late}.`,
  restricted: (count) => `Restricted and not yours to read: ${count}. They are in the numbers, and not named below.`,
  spans: SPAN_WORDS.en,
  span: ({ median, p90, incidents }) =>
    median === null
      ? 'no incident'
      : `median ${median} h, 90th percentile ${p90 ?? median} h, of ${incidents} incident(s)`,
  owed: 'To be told',
  told: {
    told: 'Told, at any time',
    within72hOfDeclaration: 'Within 72 hours of the declaration',
    within72hOfAwareness: 'Within 72 hours of awareness',
  },
  noReason: 'No reason was recorded.',
  unfit: UNFIT_WORDS.en,
  overdue: { postMortems: 'Post-mortems or their actions', exercises: 'Resolutions of exercises', audits: 'Findings' },
  trained: ({ trained, staff, overdue }) => `${trained} of ${staff} trained, ${overdue} overdue`,
  held: ({ exercises, attended, met, steps }) =>
    `${exercises} held, ${attended} attended, ${met} of ${steps} steps in time`,
  phases: { planned: 'planned', running: 'running', ended: 'ended', concluded: 'concluded' },
  score: (met, steps) => `${met} of ${steps} expected steps in time`,
  closed: (at, statement) => `Closed ${at}: ${statement}`,
  open: 'Open',
  due: (at) => `due ${at}`,
  done: (words) => `done: ${words}`,
};

const FR: YearlyWords = {
  title: (year) => `Incidents de protection des données\u00a0: rapport ${year}`,
  asOf: (at) =>
    `Au ${at}. L’année est celle du temps universel. Les exercices ne comptent dans aucun nombre d’incidents. Confidentiel.`,
  nothing: 'Aucun.',
  headings: {
    classes: 'Signalés, par classe',
    severities: 'Signalés, par classe et gravité',
    times: 'Durées',
    told: 'Clients touchés et informés',
    late: 'Promesses aux clients non tenues à temps, et pourquoi',
    contacts: 'Clients qu’une notification risque de ne pas atteindre',
    overdue: 'En retard',
    training: (course) => `Formation\u00a0: ${course}`,
    coverage: 'Exercices, par service',
    exercises: 'Exercices et leurs constats',
    audits: 'Audits et leurs constats',
  },
  classes: {
    undetermined: 'indéterminé',
    incident: 'incident',
    event: 'événement (causé par le client)',
    'out-of-scope': 'hors périmètre',
    'not-an-incident': 'pas un incident',
  },
  severities: { none: 'non évaluée', low: 'faible', medium: 'moyenne', high: 'élevée', 'very-high': 'très élevée' },
  declared: (declared, late) =>
    `Déclarés\u00a0: ${declared}. Dont avec une promesse aux clients en retard\u00a0: ${late}.`,
  restricted: (count) =>
    `Restreints, qu’il ne vous revient pas de lire\u00a0: ${count}. Ils sont dans les nombres, et ne sont pas nommés ci-dessous.`,
  spans: SPAN_WORDS.fr,
  span: ({ median, p90, incidents }) =>
    median === null
      ? 'aucun incident'
      : `médiane ${median} h, 90e\u00a0centile ${p90 ?? median} h, sur ${incidents} incident(s)`,
  owed: 'À informer',
  told: {
    told: 'Informés, à tout moment',
    within72hOfDeclaration: 'Sous 72\u00a0heures après la déclaration',
    within72hOfAwareness: 'Sous 72\u00a0heures après la connaissance',
  },
  noReason: 'Aucune raison n’a été notée.',
  unfit: UNFIT_WORDS.fr,
  overdue: {
    postMortems: 'Retours d’expérience ou leurs actions',
    exercises: 'Résolutions d’exercices',
    audits: 'Constats d’audit',
  },
  trained: ({ trained, staff, overdue }) => `${trained} formés sur ${staff}, ${overdue} en retard`,
  held: ({ exercises, attended, met, steps }) =>
    `${exercises} tenus, ${attended} suivis, ${met} étapes à temps sur ${steps}`,
  phases: { planned: 'prévu', running: 'en cours', ended: 'terminé', concluded: 'conclu' },
  score: (met, steps) => `${met} étapes attendues à temps sur ${steps}`,
  closed: (at, statement) => `Clos ${at}\u00a0: ${statement}`,
  open: 'Ouvert',
  due: (at) => `pour le ${at}`,
  done: (words) => `fait\u00a0: ${words}`,
};

export const YEARLY_WORDS: Record<Language, YearlyWords> = { en: EN, fr: FR };
