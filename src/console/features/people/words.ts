import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  /** What of an incident was read, by the codes of the access log; evidence has its number behind. */
  sections: Record<string, string>;
  nobody: string;
  inactive: string;
  change: (name: string) => string;
  revoke: (key: string) => string;
  revokeIt: string;
  endSession: (browser: string) => string;
  endIt: string;
  this: string;
  pending: string;
  pendingHint: string;
  act: Record<string, string>;
  asked: string;
  waitsFor: (people: string) => string;
  overtaken: string;
  confirm: (subject: string) => string;
  decline: (subject: string) => string;
  keys: string;
  sessions: string;
  looked: string;
  none: string;
  state: Record<'valid' | 'expiring' | 'expired', string>;
  used: string;
  never: string;
  until: string;
  refused: string;
  forOthers: (roles: string) => string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    sections: {
      'proof-pack': 'proof pack',
    },
    title: 'People',
    nobody: 'You read of nobody here.',
    inactive: 'Inactive',
    change: (name) => `Change ${name}`,
    revoke: (key) => `Revoke the key ${key}`,
    revokeIt: 'Revoke',
    endSession: (browser) => `End the session in ${browser}`,
    endIt: 'End',
    this: 'This one',
    pending: 'Waits for a second person',
    pendingHint: 'It takes effect once another than who asked agrees.',
    act: {},
    asked: 'asked by',
    waitsFor: (people) => `waits for ${people}`,
    overtaken: 'Overtaken: ask for it again',
    confirm: (subject) => `Confirm: ${subject}`,
    decline: (subject) => `Decline: ${subject}`,
    keys: 'Keys',
    sessions: 'Sessions',
    looked: 'Looked at',
    none: 'None.',
    state: { valid: 'Valid', expiring: 'Expires soon', expired: 'Expired' },
    used: 'used',
    never: 'never',
    until: 'until',
    refused: 'refused',
    forOthers: (roles) => `This is for: ${roles}. Ask one of them.`,
  },
  fr: {
    sections: {
      incident: 'dossier',
      status: 'où il en est',
      deliveries: 'destinataires',
      'proof-pack': 'dossier de preuve',
      access: 'consultations',
      history: 'historique',
      clocks: 'échéances',
      timeline: 'chronologie',
      related: 'incidents liés',
      notices: 'notifications',
      notice: 'notification',
      scope: 'périmètre',
      'post-mortem': 'retour d’expérience',
      'withheld words': 'mots tus',
      translations: 'traductions',
      'fact versions': 'versions des faits',
    },
    title: 'Personnes',
    nobody: 'Vous ne lisez ici personne.',
    inactive: 'Inactif',
    change: (name) => `Modifier ${name}`,
    revoke: (key) => `Révoquer la clé ${key}`,
    revokeIt: 'Révoquer',
    endSession: (browser) => `Terminer la session dans ${browser}`,
    endIt: 'Terminer',
    this: 'Celle-ci',
    pending: 'Attend une seconde personne',
    pendingHint: 'Cela prend effet dès l’accord d’un autre que le demandeur.',
    act: {
      'person-added': 'Personne ajoutée',
      'person-changed': 'Personne modifiée',
      'key-granted': 'Clé accordée',
    },
    asked: 'demandé par',
    waitsFor: (people) => `attend ${people}`,
    overtaken: 'Dépassé\u202f: redemandez-le',
    confirm: (subject) => `Confirmer\u202f: ${subject}`,
    decline: (subject) => `Écarter\u202f: ${subject}`,
    keys: 'Clés',
    sessions: 'Sessions',
    looked: 'Consultations',
    none: 'Aucune.',
    state: { valid: 'Valide', expiring: 'Expire bientôt', expired: 'Expirée' },
    used: 'utilisée',
    never: 'jamais',
    until: 'jusqu’au',
    refused: 'refusé',
    forOthers: (roles) => `Cela revient à\u202f: ${roles}. Demandez-leur.`,
  },
};
