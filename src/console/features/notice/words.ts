import type { Catalogue } from '../../ui/words';

interface Words {
  back: string;
  facts: string;
  letter: string;
  asRead: string;
  customer: string;
  anyCustomer: string;
  language: string;
  ofCustomer: string;
  form: Record<'html' | 'text', string>;
  subject: string;
  to: string;
  nobody: string;
  composing: string;
  complete: string;
  lacking: string;
  approvals: string;
  approvedBy: string;
  wanted: Record<'law' | 'lead', string>;
  hash: string;
  noHash: string;
  approve: string;
  reject: string;
  release: string;
  stale: string;
  rejected: string;
  freshKeys: (people: string) => string;
  withoutContact: (customers: string) => string;
  drafted: string;
  by: string;
  sent: string;
  told: (told: string, all: string) => string;
  recipients: string;
  sendTest: string;
  testIs: string;
  testSent: (to: string) => string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    back: 'To the incident',
    facts: 'Facts it was drafted from',
    letter: 'The letter',
    asRead: 'Exactly as the customer gets it.',
    customer: 'As read by',
    anyCustomer: 'The first customer in scope',
    language: 'Language',
    ofCustomer: 'The recipient’s own',
    form: { html: 'Mail', text: 'Plain text' },
    subject: 'Subject',
    to: 'To',
    nobody: 'Nobody in scope could be reached by a notice yet.',
    composing: 'The text is being composed.',
    complete: 'Every field is stated.',
    lacking: 'Not stated yet',
    approvals: 'Two approvals',
    approvedBy: 'approved',
    wanted: { law: 'Legal or privacy', lead: 'Lead or communications' },
    hash: 'Hash of this text, which an approval binds',
    noHash: 'None yet: the text is being composed.',
    approve: 'Approve this text',
    reject: 'Reject it',
    release: 'Release it …',
    stale: 'Facts changed since it was drafted. Draft it again, then have it approved.',
    rejected: 'Rejected',
    freshKeys: (people) => `Approved with a key that another had granted less than a day before: ${people}. Ask them.`,
    withoutContact: (customers) => `No usable contact: ${customers}. Correct it first, or tell them in another way.`,
    drafted: 'Drafted',
    by: 'by',
    sent: 'Sent',
    told: (told, all) => `${told} of ${all} customers told`,
    recipients: 'Each recipient',
    sendTest: 'Send it to myself',
    testIs: 'Choose a customer: the mail is marked as a test, and goes to your own address alone.',
    testSent: (to) => `Under way to ${to}, marked as a test.`,
  },
  fr: {
    back: 'Vers l’incident',
    facts: 'Faits dont il est tiré',
    letter: 'Le courrier',
    asRead: 'Exactement tel que le client le reçoit.',
    customer: 'Tel que lu par',
    anyCustomer: 'Le premier client touché',
    language: 'Langue',
    ofCustomer: 'Celle du destinataire',
    form: { html: 'Courriel', text: 'Texte brut' },
    subject: 'Objet',
    to: 'À',
    nobody: 'Aucun client touché n’est encore joignable par un avis.',
    composing: 'Le texte est en cours de composition.',
    complete: 'Chaque champ est renseigné.',
    lacking: 'Pas encore renseigné',
    approvals: 'Deux approbations',
    approvedBy: 'a approuvé',
    wanted: { law: 'Juridique ou protection des données', lead: 'Direction de crise ou communication' },
    hash: 'Empreinte de ce texte, que lie une approbation',
    noHash: 'Aucune encore\u00a0: le texte est en cours de composition.',
    approve: 'Approuver ce texte',
    reject: 'Le refuser',
    release: 'Le libérer …',
    stale: 'Des faits ont changé depuis. Rédigez-le de nouveau, puis faites-le approuver.',
    rejected: 'Refusé',
    freshKeys: (people) =>
      `Approuvé avec une clé accordée par un autre depuis moins d’un jour\u00a0: ${people}. Demandez-leur.`,
    withoutContact: (customers) =>
      `Aucun contact utilisable\u00a0: ${customers}. Corrigez d’abord, ou avertissez autrement.`,
    drafted: 'Rédigé le',
    by: 'par',
    sent: 'Envoyé',
    told: (told, all) => `${told} clients avertis sur ${all}`,
    recipients: 'Chaque destinataire',
    sendTest: 'Me l’envoyer',
    testIs: 'Choisissez un client\u00a0: le courriel porte la mention d’essai et ne va qu’à votre propre adresse.',
    testSent: (to) => `En route vers ${to}, avec la mention d’essai.`,
  },
};
