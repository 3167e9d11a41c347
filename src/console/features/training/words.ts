import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  figures: string;
  course: string;
  department: string;
  numbers: Record<'staff' | 'trained' | 'open' | 'overdue' | 'failed' | 'never', string>;
  noStaff: string;
  noStaffHint: string;
  waves: string;
  noWave: string;
  state: Record<'stopped' | 'ended' | 'running', string>;
  reason: Record<'joining' | 'yearly' | 'follow-up' | 'by-hand', string>;
  stop: (wave: string) => string;
  stopIt: string;
  counts: Record<
    'assigned' | 'open' | 'passed' | 'failed' | 'overdue' | 'checkPassed' | 'surveyed' | 'unreached',
    string
  >;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'Training',
    figures: 'Who is trained, by department',
    course: 'Course',
    department: 'Department',
    numbers: {
      staff: 'Staff',
      trained: 'Trained',
      open: 'Open',
      overdue: 'Overdue',
      failed: 'Failed',
      never: 'Never given',
    },
    noStaff: 'No staff is listed yet.',
    noStaffHint: 'An operator sends the staff list as CSV to /api/staff/import.',
    waves: 'What was given to whom',
    noWave: 'Nothing was given yet.',
    state: { stopped: 'Stopped', ended: 'Ended', running: 'Under way' },
    reason: { joining: 'for who joined', yearly: 'yearly', 'follow-up': 'again', 'by-hand': 'given by a person' },
    stop: (wave) => `Stop ${wave}`,
    stopIt: 'Stop it',
    counts: {
      assigned: 'Given to',
      open: 'Open',
      passed: 'Passed',
      failed: 'Failed',
      overdue: 'Overdue',
      checkPassed: 'Still knew it later',
      surveyed: 'Answered the survey',
      unreached: 'Mail came back',
    },
  },
  fr: {
    title: 'Formation',
    figures: 'Qui est formé, par service',
    course: 'Cours',
    department: 'Service',
    numbers: {
      staff: 'Effectif',
      trained: 'Formés',
      open: 'En cours',
      overdue: 'En retard',
      failed: 'Échoués',
      never: 'Jamais donné',
    },
    noStaff: 'Aucun effectif n’est encore connu.',
    noStaffHint: 'Un exploitant envoie la liste en CSV à /api/staff/import.',
    waves: 'Ce qui a été donné, et à qui',
    noWave: 'Rien n’a encore été donné.',
    state: { stopped: 'Arrêté', ended: 'Terminé', running: 'En cours' },
    reason: { joining: 'à l’arrivée', yearly: 'annuel', 'follow-up': 'de nouveau', 'by-hand': 'donné par quelqu’un' },
    stop: (wave) => `Arrêter ${wave}`,
    stopIt: 'L’arrêter',
    counts: {
      assigned: 'Donné à',
      open: 'En cours',
      passed: 'Réussi',
      failed: 'Échoué',
      overdue: 'En retard',
      checkPassed: 'Le savaient encore',
      surveyed: 'Ont répondu au sondage',
      unreached: 'Courriel revenu',
    },
  },
};
