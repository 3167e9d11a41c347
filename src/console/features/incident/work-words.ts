import type { OurRole } from '../../../domain/case/role';
import type { Catalogue } from '../../ui/words';

interface Words {
  tasks: string;
  giveTask: string;
  noTasks: string;
  bridge: string;
  noBridge: string;
  setBridge: string;
  report: string;
  department: Record<string, string>;
  status: Record<'done' | 'skipped', string>;
  end: Record<'done' | 'skipped', string>;
  pass: string;
  playbook: string;
  choose: string;
  noPlaybook: string;
  version: (version: string) => string;
  within: (hours: number) => string;
  questions: string;
  keep: string;
  advice: string;
  role: string;
  setRole: string;
  roles: Record<OurRole, string>;
  file: string;
  evidence: string;
  addFile: string;
  recordThing: string;
  noEvidence: string;
  bytes: (count: string) => string;
  custody: string;
  passOn: string;
  fileField: string;
  what: string;
  collectedBy: string;
  keepIt: string;
  sending: string;
  severity: string;
  score: string;
  noSeverity: string;
  overridden: (level: string) => string;
  sum: (context: string, identification: string, circumstances: string, score: string) => string;
  toNext: (margin: string) => string;
  toBelow: (margin: string) => string;
  near: string;
  reasons: string;
  fields: Record<'identification' | 'confidentiality' | 'integrity' | 'availability' | 'malicious', string>;
  values: Record<string, string>;
  suggests: (authority: boolean, persons: boolean) => string;
  nearest: (number: number) => string;
  asked: string;
  noQuestions: string;
  toNotice: (notice: number) => string;
  unanswered: string;
  answerTo: (customer: string) => string;
}

export const WORK: Catalogue<Words> = {
  en: {
    tasks: 'Tasks, by department',
    giveTask: 'Give a task',
    noTasks: 'Nobody was given anything to do yet.',
    bridge: 'Bridge',
    noBridge: 'none yet',
    setBridge: 'Set',
    report: 'Say where your department stands',
    department: {
      response: 'Response',
      security: 'Security',
      legal: 'Legal',
      communications: 'Communications',
      privacy: 'Privacy',
    },
    status: { done: 'done', skipped: 'skipped' },
    end: { done: 'Done', skipped: 'Skip, with the reason' },
    pass: 'Pass on',
    playbook: 'Playbook',
    choose: 'Choose one',
    noPlaybook: 'None is chosen. Its steps become tasks, each with its own clock.',
    version: (version) => `Version ${version}`,
    within: (hours) => `within ${hours} h`,
    questions: 'Questions of triage',
    keep: 'What is kept as evidence',
    advice: 'What customers should be told',
    role: 'What we are here',
    setRole: 'Say otherwise',
    roles: {
      processor: 'Processor: customers tell their own authorities.',
      controller: 'Controller: we tell the authority ourselves, within 72 hours.',
      joint: 'Joint controller: we tell the authority ourselves, within 72 hours.',
    },
    file: 'Record the notification to the authority',
    evidence: 'Evidence',
    addFile: 'Keep a file',
    recordThing: 'Record something that is no file',
    noEvidence: 'Nothing was secured yet.',
    bytes: (count) => `${count} bytes`,
    custody: 'Who had it, in turn',
    passOn: 'Hand on',
    fileField: 'The file, which is sealed as it comes in',
    what: 'What it is',
    collectedBy: 'Who collected it, if it was not you',
    keepIt: 'Keep it',
    sending: 'Being sent …',
    severity: 'Severity',
    score: 'Score it',
    noSeverity: 'Not judged yet.',
    overridden: (level) => `The score says ${level.toLowerCase()}; somebody decided otherwise:`,
    sum: (context, identification, circumstances, score) =>
      `Context ${context} × identification ${identification} + circumstances ${circumstances} = ${score}`,
    toNext: (margin) => `${margin} more would make it the next band.`,
    toBelow: (margin) => `${margin} less would make it the band below.`,
    near: 'Near the next band',
    reasons: 'What it comes of',
    fields: {
      identification: 'How easily it leads to persons',
      confidentiality: 'Who may have it',
      integrity: 'Altered',
      availability: 'Away',
      malicious: 'Somebody meant harm',
    },
    values: {},
    suggests: (authority, persons) =>
      `On the customer’s own duties it suggests: ${authority ? 'tell the authority' : 'no authority'}, ${persons ? 'tell the persons concerned' : 'not the persons concerned'}.`,
    nearest: (number) => `Nearest case of EDPB Guidelines 01/2021: ${number}.`,
    asked: 'Questions of customers',
    noQuestions: 'Nobody has asked anything.',
    toNotice: (notice) => `of notice ${notice}`,
    unanswered: 'Waits for an answer',
    answerTo: (customer) => `Answer ${customer}`,
  },
  fr: {
    tasks: 'Tâches, par service',
    giveTask: 'Donner une tâche',
    noTasks: 'Personne n’a encore de tâche.',
    bridge: 'Pont de crise',
    noBridge: 'aucun pour l’instant',
    setBridge: 'Indiquer',
    report: 'Dire où en est votre service',
    department: {
      response: 'Réponse',
      security: 'Sécurité',
      legal: 'Juridique',
      communications: 'Communication',
      privacy: 'Protection des données',
    },
    status: { done: 'fait', skipped: 'laissé' },
    end: { done: 'Fait', skipped: 'Laisser, avec la raison' },
    pass: 'Transmettre',
    playbook: 'Mode opératoire',
    choose: 'En choisir un',
    noPlaybook: 'Aucun n’est choisi. Ses étapes deviennent des tâches, chacune avec son délai.',
    version: (version) => `Version ${version}`,
    within: (hours) => `en ${hours} h`,
    questions: 'Questions du tri',
    keep: 'Ce qui est gardé comme preuve',
    advice: 'Ce qu’il faut dire aux clients',
    role: 'Notre qualité',
    setRole: 'En dire une autre',
    roles: {
      processor: 'Sous-traitant\u202f: les clients avertissent leur propre autorité.',
      controller: 'Responsable\u202f: nous avertissons nous-mêmes l’autorité, en 72 heures.',
      joint: 'Responsable conjoint\u202f: nous avertissons nous-mêmes l’autorité, en 72 heures.',
    },
    file: 'Noter la notification à l’autorité',
    evidence: 'Preuves',
    addFile: 'Garder un fichier',
    recordThing: 'Noter ce qui n’est pas un fichier',
    noEvidence: 'Rien n’est encore mis en sûreté.',
    bytes: (count) => `${count} octets`,
    custody: 'Qui l’a eue, tour à tour',
    passOn: 'Remettre',
    fileField: 'Le fichier, scellé dès son arrivée',
    what: 'Ce que c’est',
    collectedBy: 'Qui l’a recueilli, si ce n’est vous',
    keepIt: 'Le garder',
    sending: 'Envoi …',
    severity: 'Gravité',
    score: 'La chiffrer',
    noSeverity: 'Pas encore jugée.',
    overridden: (level) => `Le calcul dit ${level.toLowerCase()}\u202f; quelqu’un en a décidé autrement\u202f:`,
    sum: (context, identification, circumstances, score) =>
      `Contexte ${context} × identification ${identification} + circonstances ${circumstances} = ${score}`,
    toNext: (margin) => `${margin} de plus, et c’est le degré au-dessus.`,
    toBelow: (margin) => `${margin} de moins, et c’est le degré en dessous.`,
    near: 'Proche d’un autre degré',
    reasons: 'D’où cela vient',
    fields: {
      identification: 'Facilité d’identifier les personnes',
      confidentiality: 'Qui peut les avoir',
      integrity: 'Altérées',
      availability: 'Indisponibles',
      malicious: 'Intention de nuire',
    },
    values: {
      simple: 'Données simples',
      behavioural: 'Données de comportement',
      financial: 'Données financières',
      sensitive: 'Données sensibles',
      negligible: 'négligeable',
      limited: 'limitée',
      significant: 'importante',
      maximum: 'maximale',
      none: 'non',
      'known-recipients': 'des destinataires connus',
      'unknown-recipients': 'des destinataires inconnus',
      'altered-recoverable': 'altérées, récupérables',
      'altered-lost': 'altérées, perdues',
      temporary: 'pour un temps',
      permanent: 'pour toujours',
      volume: 'Volume',
      'controller-nature': 'Nature du responsable',
      'subject-nature': 'Nature des personnes',
      'invalid-data': 'Données inexactes',
      'public-before': 'Déjà publiques',
      'low-insight': 'Peu parlantes',
    },
    suggests: (authority, persons) =>
      `Pour les devoirs du client, cela suggère\u202f: ${authority ? 'avertir l’autorité' : 'pas d’autorité'}, ${persons ? 'avertir les personnes concernées' : 'pas les personnes concernées'}.`,
    nearest: (number) => `Cas le plus proche des lignes directrices 01/2021 du CEPD\u202f: ${number}.`,
    asked: 'Questions des clients',
    noQuestions: 'Personne n’a rien demandé.',
    toNotice: (notice) => `de la notification ${notice}`,
    unanswered: 'Attend une réponse',
    answerTo: (customer) => `Répondre à ${customer}`,
  },
};
