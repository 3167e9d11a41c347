import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  period: string;
  all: string;
  report: (year: string) => string;
  nothing: string;
  hours: string;
  share: string;
  incidents: string;
  reported: string;
  severities: string;
  unassessed: string;
  declared: (declared: string, late: string) => string;
  times: string;
  measured: string;
  median: string;
  p90: string;
  told: string;
  of: string;
  customers: string;
  from: Record<'told' | 'within72hOfDeclaration' | 'within72hOfAwareness', string>;
  contacts: string;
  faults: string;
  overdue: string;
  open: string;
  overdueOf: Record<'postMortems' | 'exercises' | 'audits', string>;
  training: (course: string) => string;
  department: string;
  trained: string;
  staff: string;
  exercises: string;
  held: string;
  attended: string;
}

const en: Words = {
  title: 'Figures',
  period: 'Period',
  all: 'Since the beginning',
  report: (year) => `Report of ${year} (PDF)`,
  nothing: 'Nothing to count.',
  hours: 'Hours',
  share: 'Share',
  incidents: 'Incidents',
  reported: 'Reported, by class',
  severities: 'Reported, by severity',
  unassessed: 'Not assessed',
  declared: (declared, late) => `Declared: ${declared}. Of them with a late promise to customers: ${late}.`,
  times: 'How long it took',
  measured: 'From, to',
  median: 'Median, h',
  p90: '90th percentile, h',
  told: 'Affected customers told',
  of: 'Of those to be told',
  customers: 'Customers',
  from: {
    told: 'At any time',
    within72hOfDeclaration: 'Within 72 hours of the declaration',
    within72hOfAwareness: 'Within 72 hours of awareness',
  },
  contacts: 'Customers whom a notice may not reach, as it stands',
  faults: 'Why',
  overdue: 'Overdue, as it stands',
  open: 'Overdue',
  overdueOf: {
    postMortems: 'Post-mortems or their actions',
    exercises: 'Resolutions of exercises',
    audits: 'Findings of audits',
  },
  training: (course) => `Trained: ${course}`,
  department: 'Department',
  trained: 'Trained',
  staff: 'Staff',
  exercises: 'Exercises',
  held: 'Held',
  attended: 'Attended',
};

const fr: Words = {
  title: 'Chiffres',
  period: 'Période',
  all: 'Depuis le début',
  report: (year) => `Rapport ${year} (PDF)`,
  nothing: 'Rien à compter.',
  hours: 'Heures',
  share: 'Part',
  incidents: 'Incidents',
  reported: 'Signalés, par classe',
  severities: 'Signalés, par gravité',
  unassessed: 'Non évaluée',
  declared: (declared, late) =>
    `Déclarés\u202f: ${declared}. Dont avec une promesse aux clients en retard\u202f: ${late}.`,
  times: 'Durées',
  measured: 'De, à',
  median: 'Médiane, h',
  p90: '90e\u00a0centile, h',
  told: 'Clients touchés et informés',
  of: 'Parmi ceux à informer',
  customers: 'Clients',
  from: {
    told: 'À tout moment',
    within72hOfDeclaration: 'Sous 72\u00a0heures après la déclaration',
    within72hOfAwareness: 'Sous 72\u00a0heures après la connaissance',
  },
  contacts: 'Clients qu’une notification risque de ne pas atteindre, à ce jour',
  faults: 'Pourquoi',
  overdue: 'En retard, à ce jour',
  open: 'En retard',
  overdueOf: {
    postMortems: 'Retours d’expérience ou leurs actions',
    exercises: 'Résolutions d’exercices',
    audits: 'Constats d’audit',
  },
  training: (course) => `Formés\u202f: ${course}`,
  department: 'Service',
  trained: 'Formés',
  staff: 'Effectif',
  exercises: 'Exercices',
  held: 'Tenus',
  attended: 'Suivis',
};

export const WORDS: Catalogue<Words> = { en, fr };
