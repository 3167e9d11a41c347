import type { Nature } from '../../../domain/exercise/mark';
import type { Step } from '../../../domain/exercise/scenario';
import type { Phase } from '../../../domain/exercise/state';
import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  exercise: string;
  none: string;
  why: string;
  scenarios: string;
  nature: Record<Nature, string>;
  hours: (hours: number) => string;
  plan: (title: string) => string;
  planThis: string;
  phase: Record<Phase, string>;
  pace: (factor: number) => string;
  facilitator: string;
  incident: (id: string) => string;
  lacking: string;
  report: string;
  roster: string;
  confirmed: string;
  unconfirmed: string;
  attended: Record<'present' | 'excused' | 'absent', string>;
  attendance: string;
  attendanceOf: (person: string) => string;
  score: string;
  scoring: string;
  noScore: string;
  step: Record<Step, string>;
  met: string;
  unmet: string;
  never: string;
  after: (hours: string) => string;
  within: (hours: string) => string;
  findings: string;
  noFindings: string;
  resolve: (finding: number) => string;
  injects: string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'Exercises',
    exercise: 'Exercise: nothing of it happened',
    none: 'None was planned yet.',
    why: 'Once a year each department plays an incident. It runs by the same code, and no mail leaves the house.',
    scenarios: 'What there is to play',
    nature: { security: 'Security', physical: 'On paper', privacy: 'Privacy' },
    hours: (hours) => `${hours} hours`,
    plan: (title) => `Plan it: ${title}`,
    planThis: 'Plan it',
    phase: { planned: 'Planned', running: 'Running', ended: 'Ended', concluded: 'Concluded' },
    pace: (factor) => (factor === 1 ? 'In real time' : `${factor} × as fast`),
    facilitator: 'run by',
    incident: (id) => `To its incident ${id}`,
    lacking: 'Before it can be concluded:',
    report: 'Its report',
    roster: 'Who plays',
    confirmed: 'knows their role',
    unconfirmed: 'has not confirmed their role',
    attended: { present: 'there', excused: 'excused', absent: 'absent' },
    attendance: 'Was there?',
    attendanceOf: (person) => `Record whether ${person} was there`,
    score: 'Score card',
    scoring: 'It is being made.',
    noScore: 'It is made when the exercise has ended.',
    step: {
      acknowledge: 'Taken in hand',
      assess: 'Triage ended',
      declare: 'Declared',
      scope: 'Customers named',
      approve: 'Notice approved',
      tell: 'Customers told',
    },
    met: 'Met',
    unmet: 'Not met',
    never: 'never done',
    after: (hours) => `after ${hours} h`,
    within: (hours) => `within ${hours} h`,
    findings: 'Findings and resolutions',
    noFindings: 'None yet.',
    resolve: (finding) => `Finding ${finding} is done`,
    injects: 'What was brought in',
  },
  fr: {
    title: 'Exercices',
    exercise: 'Exercice\u202f: rien de cela n’a eu lieu',
    none: 'Aucun n’est encore prévu.',
    why: 'Une fois l’an, chaque service joue un incident. C’est le même code, et aucun courriel ne sort de la maison.',
    scenarios: 'Ce qu’il y a à jouer',
    nature: { security: 'Sécurité', physical: 'Sur papier', privacy: 'Protection des données' },
    hours: (hours) => `${hours} heures`,
    plan: (title) => `Le prévoir\u202f: ${title}`,
    planThis: 'Le prévoir',
    phase: { planned: 'Prévu', running: 'En cours', ended: 'Terminé', concluded: 'Conclu' },
    pace: (factor) => (factor === 1 ? 'En temps réel' : `${factor} × plus vite`),
    facilitator: 'mené par',
    incident: (id) => `Vers son incident ${id}`,
    lacking: 'Avant de le conclure\u202f:',
    report: 'Son compte rendu',
    roster: 'Qui joue',
    confirmed: 'connaît son rôle',
    unconfirmed: 'n’a pas confirmé son rôle',
    attended: { present: 'présent', excused: 'excusé', absent: 'absent' },
    attendance: 'Présent\u202f?',
    attendanceOf: (person) => `Noter si ${person} était là`,
    score: 'Résultats',
    scoring: 'En cours de calcul.',
    noScore: 'Établis à la fin de l’exercice.',
    step: {
      acknowledge: 'Pris en charge',
      assess: 'Tri terminé',
      declare: 'Déclaré',
      scope: 'Clients nommés',
      approve: 'Notification approuvée',
      tell: 'Clients avertis',
    },
    met: 'Tenu',
    unmet: 'Non tenu',
    never: 'jamais fait',
    after: (hours) => `après ${hours} h`,
    within: (hours) => `en ${hours} h`,
    findings: 'Constats et résolutions',
    noFindings: 'Aucun pour l’instant.',
    resolve: (finding) => `Le constat ${finding} est réglé`,
    injects: 'Ce qui a été apporté',
  },
};
