import type { Nature } from '../domain/exercise/mark';
import type { Step } from '../domain/exercise/scenario';
import type { Attendance, Phase } from '../domain/exercise/state';
import type { Language } from './page';

export interface ReportWords {
  headings: Record<'score' | 'team' | 'injects' | 'findings' | 'lacking', string>;
  labels: Record<
    'phase' | 'nature' | 'scenario' | 'facilitator' | 'departments' | 'incident' | 'began' | 'ended' | 'pace',
    string
  >;
  phases: Record<Phase, string>;
  natures: Record<Nature, string>;
  steps: Record<Step, string>;
  attended: Record<Attendance['attended'], string>;
  pace: (factor: number) => string;
  expected: (hours: number) => string;
  done: (hours: number) => string;
  /** How many hours into the story. */
  after: (hours: number) => string;
  inTime: string;
  ofSteps: (met: number, steps: number) => string;
  notDone: string;
  met: string;
  missed: string;
  confirmed: (at: string) => string;
  unconfirmed: string;
  notRecorded: string;
  resolved: (words: string) => string;
  open: string;
}

const EN: ReportWords = {
  headings: {
    score: 'Score card: expected against done',
    team: 'Team',
    injects: 'What happened, by the clock of the story',
    findings: 'Findings and agreed resolutions',
    lacking: 'What it lacks before it can be concluded',
  },
  labels: {
    phase: 'Stands',
    nature: 'Nature',
    scenario: 'Scenario and version',
    facilitator: 'Facilitator',
    departments: 'Departments',
    incident: 'Its incident',
    began: 'Began',
    ended: 'Ended',
    pace: 'Speed',
  },
  phases: { planned: 'planned', running: 'running', ended: 'ended', concluded: 'concluded' },
  natures: { security: 'security', physical: 'physical', privacy: 'privacy' },
  steps: {
    acknowledge: 'First alert acknowledged',
    assess: 'Triage ended',
    declare: 'Declared',
    scope: 'Affected customers named',
    approve: 'Notice approved by two',
    tell: 'All customers told',
  },
  attended: { present: 'was there', excused: 'was excused', absent: 'was absent' },
  pace: (factor) => (factor === 1 ? 'real time' : `${factor} hours of the story for each hour`),
  expected: (hours) => `expected within ${hours} h`,
  done: (hours) => `done after ${hours} h`,
  after: (hours) => `After ${hours} h`,
  inTime: 'In time',
  ofSteps: (met, steps) => `${met} of ${steps} steps`,
  notDone: 'not done',
  met: 'met',
  missed: 'missed',
  confirmed: (at) => `confirmed ${at}`,
  unconfirmed: 'has not confirmed the procedure and the role',
  notRecorded: 'attendance not recorded',
  resolved: (words) => `Done: ${words}`,
  open: 'Open',
};

const FR: ReportWords = {
  headings: {
    score: 'Temps : attendu et réalisé',
    team: 'Équipe',
    injects: "Ce qui s'est passé, à l'heure du récit",
    findings: 'Constats et mesures convenues',
    lacking: 'Ce qui manque pour conclure',
  },
  labels: {
    phase: 'État',
    nature: 'Nature',
    scenario: 'Scénario et version',
    facilitator: 'Animation',
    departments: 'Services',
    incident: 'Son incident',
    began: 'Début',
    ended: 'Fin',
    pace: 'Vitesse',
  },
  phases: { planned: 'prévu', running: 'en cours', ended: 'terminé', concluded: 'conclu' },
  natures: { security: 'sécurité', physical: 'physique', privacy: 'confidentialité' },
  steps: {
    acknowledge: 'Première alerte prise en charge',
    assess: 'Tri terminé',
    declare: 'Déclaré',
    scope: 'Clients concernés désignés',
    approve: 'Notification approuvée par deux personnes',
    tell: 'Tous les clients informés',
  },
  attended: { present: 'présent', excused: 'excusé', absent: 'absent' },
  pace: (factor) => (factor === 1 ? 'temps réel' : `${factor} heures du récit par heure`),
  expected: (hours) => `attendu en ${hours} h`,
  done: (hours) => `fait après ${hours} h`,
  after: (hours) => `Après ${hours} h`,
  inTime: 'Dans les temps',
  ofSteps: (met, steps) => `${met} étapes sur ${steps}`,
  notDone: 'pas fait',
  met: 'tenu',
  missed: 'manqué',
  confirmed: (at) => `confirmé ${at}`,
  unconfirmed: "n'a confirmé ni la procédure ni le rôle",
  notRecorded: 'présence non notée',
  resolved: (words) => `Fait : ${words}`,
  open: 'Ouvert',
};

export const REPORT_WORDS: Record<Language, ReportWords> = { en: EN, fr: FR };
