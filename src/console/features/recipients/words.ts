import type { RecipientOutcome } from '../../../domain/delivery/outcomes';
import type { Catalogue } from '../../ui/words';

interface Words {
  title: (notice: string) => string;
  all: string;
  outcome: Record<RecipientOutcome, string>;
  /** Of one recipient. */
  one: Record<RecipientOutcome, string>;
  search: string;
  export: string;
  customer: string;
  address: string;
  state: string;
  said: string;
  nobody: string;
  loading: string;
  paused: string;
  stopped: string;
  gone: string;
  going: (perMinute: string, left: string) => string;
  waiting: (left: string) => string;
  minutes: { one: string; other: string };
  people: { one: string; other: string };
  attempts: string;
  noAttempt: string;
  attempt: Record<string, string>;
  handed: string;
  marks: string;
  mark: Record<string, string>;
  letter: string;
  asApproved: string;
  notAsApproved: string;
  repeat: string;
  again: string;
  further: string;
  pack: string;
  packOfOne: string;
  packForProvers: string;
  next: string;
  byPerson: string;
}

const ENGLISH: Words['outcome'] = {
  planned: 'Planned',
  sent: 'Sent',
  refused: 'Refused',
  bounced: 'Bounced',
  opened: 'Opened',
  confirmed: 'Confirmed',
  'told-by-person': 'Told by a person',
  'given-up': 'Given up',
};

export const WORDS: Catalogue<Words> = {
  en: {
    title: (notice) => `Recipients of notice ${notice}`,
    all: 'All',
    outcome: ENGLISH,
    one: ENGLISH,
    search: 'Customer or address',
    export: 'Export CSV',
    customer: 'Customer',
    address: 'Address',
    state: 'Where it stands',
    said: 'What the server said',
    nobody: 'Nobody is as asked for.',
    loading: '…',
    paused: 'Paused: nothing more goes out until somebody goes on with it.',
    stopped: 'Stopped for good.',
    gone: 'Nothing waits to be sent.',
    going: (perMinute, left) => `${perMinute} a minute; about ${left} left.`,
    waiting: (left) => `${left} wait; none ended within the last minute.`,
    minutes: { one: '# minute', other: '# minutes' },
    people: { one: '# recipient', other: '# recipients' },
    attempts: 'Attempts',
    noAttempt: 'None yet.',
    attempt: { accepted: 'Accepted', refused: 'Refused', deferred: 'Put off by the server', unknown: 'Unknown' },
    handed: 'handed over',
    marks: 'What came back',
    mark: {
      bounced: 'Came back',
      opened: 'Opened',
      confirmed: 'Confirmed',
      question: 'A question',
      'wrong-person': 'Says it is the wrong person',
      replied: 'Replied',
      'told-by-person': 'Told by a person',
    },
    letter: 'The very text',
    asApproved: 'Word by word as it was approved: its SHA-256 is the approved one.',
    notAsApproved: 'This is not the approved text: its SHA-256 differs.',
    repeat: 'An earlier attempt may have reached the server: it may have been sent twice.',
    again: 'Send it again',
    further: 'Try next contact',
    pack: 'Proof pack',
    packOfOne: 'Proof pack of this customer',
    packForProvers: 'Proof packs are for lead, privacy, legal and auditors.',
    next: 'Next attempt',
    byPerson: 'Told by a person',
  },
  fr: {
    title: (notice) => `Destinataires de la notification ${notice}`,
    all: 'Tous',
    outcome: {
      planned: 'Prévus',
      sent: 'Envoyés',
      refused: 'Refusés',
      bounced: 'Revenus',
      opened: 'Ouverts',
      confirmed: 'Confirmés',
      'told-by-person': 'Avertis de vive voix',
      'given-up': 'Abandonnés',
    },
    one: {
      planned: 'Prévu',
      sent: 'Envoyé',
      refused: 'Refusé',
      bounced: 'Revenu',
      opened: 'Ouvert',
      confirmed: 'Confirmé',
      'told-by-person': 'Averti de vive voix',
      'given-up': 'Abandonné',
    },
    search: 'Client ou adresse',
    export: 'Exporter en CSV',
    customer: 'Client',
    address: 'Adresse',
    state: 'Où il en est',
    said: 'Réponse du serveur',
    nobody: 'Personne ne correspond.',
    loading: '…',
    paused: 'En pause\u202f: plus rien ne part tant que personne ne reprend.',
    stopped: 'Arrêté définitivement.',
    gone: 'Rien n’attend d’être envoyé.',
    going: (perMinute, left) => `${perMinute} par minute\u202f; encore ${left} environ.`,
    waiting: (left) => `${left} en attente\u202f; aucun envoi terminé depuis une minute.`,
    minutes: { one: '# minute', other: '# minutes' },
    people: { one: '# destinataire', other: '# destinataires' },
    attempts: 'Tentatives',
    noAttempt: 'Aucune pour l’instant.',
    attempt: {
      accepted: 'Accepté',
      refused: 'Refusé',
      deferred: 'Remis à plus tard par le serveur',
      unknown: 'Inconnu',
    },
    handed: 'remis',
    marks: 'Ce qui est revenu',
    mark: {
      bounced: 'Revenu',
      opened: 'Ouvert',
      confirmed: 'Confirmé',
      question: 'Une question',
      'wrong-person': 'Dit ne pas être la bonne personne',
      replied: 'A répondu',
      'told-by-person': 'Averti de vive voix',
    },
    letter: 'Le texte exact',
    asApproved: 'Mot pour mot le texte approuvé\u202f: son SHA-256 est celui qui a été approuvé.',
    notAsApproved: 'Ce n’est pas le texte approuvé\u202f: son SHA-256 diffère.',
    repeat: 'Une tentative précédente a pu atteindre le serveur\u202f: l’envoi a pu être double.',
    again: 'Renvoyer',
    further: 'Essayer le contact suivant',
    pack: 'Dossier de preuve',
    packOfOne: 'Dossier de preuve de ce client',
    packForProvers: 'Les dossiers de preuve reviennent au pilote, à la vie privée, au juridique et aux auditeurs.',
    next: 'Prochaine tentative',
    byPerson: 'Averti de vive voix',
  },
};
