import type { Catalogue } from '../../ui/words';

export interface Words {
  choose: string;
  now: string;
  yourTime: string;
  oneALine: string;
  cancel: string;
  addRow: string;
  removeRow: string;
  inThatLanguage: string;
  doing: string;
  done: (what: string) => string;
  report: string;
  send: string;
  acts: string;
  find: string;
  foundNothing: string;
  groups: Record<'acts' | 'incidents' | 'customers' | 'help', string>;
  help: [name: string, place: string][];
  declareDue: string;
  declareOr: string;
  steps: Record<'a' | 'b' | 'c' | 'd' | 'e' | 'then', string>;
  tests: Record<'effect' | 'manner' | 'data' | 'processedByUs', string>;
  /** What triage may still need. */
  entries: Record<
    ('evaluation' | 'inScope' | 'malicious' | 'findings' | 'severity' | 'alerted') | keyof Words['tests'],
    string
  >;
  testsHint: string;
  reachedHint: string;
  missing: string;
  releaseCount: (count: string) => string;
  releaseType: string;
  releaseFinal: string;
  nothingOpen: string;
  standsOpen: string;
  acknowledge: string;
  deleteDraft: string;
  textHash: string;
  waitsFor: (people: string) => string;
  newKey: string;
  newKeyOnce: string;
  newKeyKept: string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    choose: 'Choose …',
    now: 'Now',
    yourTime: 'In your own time zone.',
    oneALine: 'One a line.',
    cancel: 'Cancel',
    addRow: 'Add another',
    removeRow: 'Take this out',
    inThatLanguage: 'In that language',
    doing: 'Being done …',
    done: (what) => `Done: ${what}.`,
    report: 'Report something',
    send: 'Send the report',
    acts: 'All acts',
    find: 'Find an act, an incident, a customer',
    foundNothing: 'Nothing is called that.',
    groups: { acts: 'Acts', incidents: 'Incidents', customers: 'Customers', help: 'Go to' },
    help: [
      ['All incidents', '/'],
      ['Awaits my approval', '/?view=awaiting-my-approval'],
      ['Customers', '/customers'],
      ['People', '/people'],
      ['Operations, and how to read Temporal', '/operations'],
      ['API documentation', '/api/docs'],
    ],
    declareDue: 'Customers must then be told by',
    declareOr: 'Sooner for a customer whose contract says so.',
    steps: {
      a: 'The event, and the definition',
      b: 'In scope?',
      c: 'Malicious?',
      d: 'Findings and severity',
      e: 'Who was alerted',
      then: 'What it is, if it is no incident',
    },
    tests: {
      effect: 'Was data destroyed, lost, altered, disclosed or accessed?',
      manner: 'By accident, or unlawfully?',
      data: 'Is it personal, support or consulting data?',
      processedByUs: 'Do we process it for a customer?',
    },
    entries: {
      evaluation: 'what happened',
      effect: 'what became of the data',
      manner: 'by accident or unlawfully',
      data: 'kind of data',
      processedByUs: 'whether we process it',
      inScope: 'whether it is ours',
      malicious: 'whether somebody meant harm',
      findings: 'what is known',
      severity: 'severity, and why',
      alerted: 'somebody who was reached',
    },
    testsHint: 'One “no” means that this is no incident of ours.',
    reachedHint: 'Whom our own mails reached counts by itself.',
    missing: 'Triage still needs',
    releaseCount: (count) => `This sends the notice to ${count}. It cannot be called back.`,
    releaseType: 'Type that number to release it',
    releaseFinal: 'customers',
    nothingOpen: 'Nothing stands open.',
    standsOpen: 'Settle this first:',
    acknowledge: 'You take it into your hands: its escalation ends, and its clocks go on.',
    deleteDraft: 'Start afresh',
    textHash: 'Hash of the text as you read it',
    waitsFor: (people) => `Asked for. It takes effect once one of these agrees: ${people}.`,
    newKey: 'A new key',
    newKeyOnce: 'It is shown this once. Put it where you keep passwords.',
    newKeyKept: 'I have kept it',
  },
  fr: {
    choose: 'Choisir …',
    now: 'Maintenant',
    yourTime: 'Dans votre fuseau horaire.',
    oneALine: 'Un par ligne.',
    cancel: 'Annuler',
    addRow: 'Ajouter',
    removeRow: 'Retirer',
    inThatLanguage: 'Dans cette langue',
    doing: 'En cours …',
    done: (what) => `Fait\u202f: ${what}.`,
    report: 'Signaler quelque chose',
    send: 'Envoyer le signalement',
    acts: 'Tous les actes',
    find: 'Chercher un acte, un incident, un client',
    foundNothing: 'Rien ne porte ce nom.',
    groups: { acts: 'Actes', incidents: 'Incidents', customers: 'Clients', help: 'Aller à' },
    help: [
      ['Tous les incidents', '/'],
      ['Attend mon approbation', '/?view=awaiting-my-approval'],
      ['Clients', '/customers'],
      ['Personnes', '/people'],
      ['Exploitation, et comment lire Temporal', '/operations'],
      ['Documentation de l’API', '/api/docs'],
    ],
    declareDue: 'Les clients devront être avertis avant le',
    declareOr: 'Plus tôt si le contrat d’un client le dit.',
    steps: {
      a: 'L’événement et la définition',
      b: 'De notre ressort\u202f?',
      c: 'Malveillant\u202f?',
      d: 'Constats et gravité',
      e: 'Qui a été alerté',
      then: 'Ce que c’est, si ce n’est pas un incident',
    },
    tests: {
      effect: 'Des données ont-elles été détruites, perdues, altérées, divulguées ou consultées\u202f?',
      manner: 'Par accident, ou de façon illicite\u202f?',
      data: 'Données personnelles, d’assistance ou de conseil\u202f?',
      processedByUs: 'Les traitons-nous pour un client\u202f?',
    },
    entries: {
      evaluation: 'ce qui s’est passé',
      effect: 'ce que sont devenues les données',
      manner: 'accident ou acte illicite',
      data: 'nature des données',
      processedByUs: 'si nous les traitons',
      inScope: 'si c’est de notre ressort',
      malicious: 'si quelqu’un a voulu nuire',
      findings: 'ce que l’on sait',
      severity: 'gravité, et pourquoi',
      alerted: 'quelqu’un qui ait été joint',
    },
    testsHint: 'Un seul «\u202fnon\u202f»\u202f: ce n’est pas un incident à nous.',
    reachedHint: 'Qui a reçu nos courriels compte de lui-même.',
    missing: 'Il manque encore au tri',
    releaseCount: (count) => `La notification part vers ${count}. On ne peut pas la rappeler.`,
    releaseType: 'Saisissez ce nombre pour la diffuser',
    releaseFinal: 'clients',
    nothingOpen: 'Rien ne reste ouvert.',
    standsOpen: 'À régler d’abord\u202f:',
    acknowledge: 'Vous le prenez en charge\u202f: l’escalade cesse, les délais continuent.',
    deleteDraft: 'Recommencer',
    textHash: 'Empreinte du texte que vous avez lu',
    waitsFor: (people) => `Demandé. Cela prend effet dès l’accord de l’un d’eux\u202f: ${people}.`,
    newKey: 'Une nouvelle clé',
    newKeyOnce: 'Elle n’est montrée qu’une fois. Rangez-la avec vos mots de passe.',
    newKeyKept: 'Je l’ai conservée',
  },
};
