import type { DraftUnit } from '../../../domain/notices/facts';
import type { Ground } from '../../../domain/withholding/state';
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
  form: Record<'html' | 'text' | 'json' | 'pdf', string>;
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
  savePdf: string;
  commentMarked: string;
  markHint: string;
  comments: string;
  comment: string;
  noComments: string;
  changes: string;
  since: Record<'notice' | 'draft', string>;
  change: Record<'added' | 'removed', string>;
  nothingBefore: string;
  unchanged: (notice: string) => string;
  comparedWith: (notice: string) => string;
  holding: string;
  hold: string;
  notHeld: string;
  risk: string;
  lookedAtAgain: string;
  confirmed: string;
  notConfirmed: string;
  confirmHold: string;
  endHold: string;
  nameFound: (customer: string, where: string) => string;
  allowName: string;
  withheld: string;
  withhold: string;
  nothingWithheld: string;
  showWithheld: string;
  withheldFor: (roles: string) => string;
  withholdingStatus: Record<'standing' | 'declined' | 'released', string>;
  ground: Record<Ground, string>;
  translations: string;
  translated: (language: string) => string;
  untranslated: (language: string, what: string) => string;
  ownUntranslated: (language: string, field: string, customers: number, first: string) => string;
  ownField: Record<'data' | 'volume', string>;
  draftUnit: Record<DraftUnit, string>;
  enterFile: string;
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
    form: { html: 'Mail', text: 'Plain text', json: 'JSON', pdf: 'PDF' },
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
    savePdf: 'Save the letter as PDF',
    commentMarked: 'Comment on what is marked',
    markHint: 'Mark a passage in the text first.',
    comments: 'Comments on passages',
    comment: 'Comment',
    noComments: 'Nobody has commented on a passage.',
    changes: 'What has changed',
    since: { notice: 'Since the last notice', draft: 'Since the last draft' },
    change: { added: 'Added', removed: 'Taken out' },
    nothingBefore: 'There is none before it to compare with.',
    unchanged: (notice) => `Word for word as notice ${notice}.`,
    comparedWith: (notice) => `Compared with notice ${notice}.`,
    holding: 'What keeps it back',
    hold: 'Hold it back',
    notHeld: 'Nobody holds it back. The promise to customers runs on either way.',
    risk: 'Risk',
    lookedAtAgain: 'looked at again',
    confirmed: 'confirmed it.',
    notConfirmed: 'has not confirmed it yet.',
    confirmHold: 'Confirm the hold',
    endHold: 'End the hold',
    nameFound: (customer, where) => `The name of another customer would be read: ${customer} (${where}).`,
    allowName: 'It may stand, because …',
    withheld: 'What customers are not told yet',
    withhold: 'Withhold words',
    nothingWithheld: 'Nothing is withheld.',
    showWithheld: 'Show the words (each reading is kept)',
    withheldFor: (roles) => `The words are read by: ${roles}.`,
    withholdingStatus: { standing: 'Withheld', declined: 'Declined', released: 'Released' },
    ground: {
      'risk-for-other-customers': 'Risk for other customers',
      'stopping-an-attacker': 'Stopping an attacker',
      'law-enforcement': 'Law enforcement',
      other: 'Another ground',
    },
    translations: 'In each language',
    translated: (language) => `${language}: everything is said in it.`,
    untranslated: (language, what) => `${language}: its readers get this in another language, marked as such: ${what}.`,
    ownUntranslated: (language, field, customers, first) =>
      `${language}: so many customers read what is theirs alone in another language, marked as such: ${customers}, of ${field} (${first}).`,
    ownField: { data: 'Their data', volume: 'How much of it' },
    draftUnit: { message: 'Message', reason: 'Reason' },
    enterFile: 'Enter the file of the translator',
  },
  fr: {
    back: 'Vers l’incident',
    facts: 'Faits dont elle est tirée',
    letter: 'Le courrier',
    asRead: 'Exactement tel que le client le reçoit.',
    customer: 'Tel que lu par',
    anyCustomer: 'Le premier client touché',
    language: 'Langue',
    ofCustomer: 'Celle du destinataire',
    form: { html: 'Courriel', text: 'Texte brut', json: 'JSON', pdf: 'PDF' },
    subject: 'Objet',
    to: 'À',
    nobody: 'Aucun client touché n’est encore joignable par une notification.',
    composing: 'Le texte est en cours de composition.',
    complete: 'Chaque champ est renseigné.',
    lacking: 'Pas encore renseigné',
    approvals: 'Deux approbations',
    approvedBy: 'a approuvé',
    wanted: { law: 'Juridique ou protection des données', lead: 'Direction de crise ou communication' },
    hash: 'Empreinte de ce texte, que lie une approbation',
    noHash: 'Aucune encore\u202f: le texte est en cours de composition.',
    approve: 'Approuver ce texte',
    reject: 'La rejeter',
    release: 'La diffuser …',
    stale: 'Des faits ont changé depuis. Rédigez-la de nouveau, puis faites-la approuver.',
    rejected: 'Rejetée',
    freshKeys: (people) =>
      `Approuvée avec une clé accordée par un autre depuis moins d’un jour\u202f: ${people}. Demandez-leur.`,
    withoutContact: (customers) =>
      `Aucun contact utilisable\u202f: ${customers}. Corrigez d’abord, ou avertissez autrement.`,
    drafted: 'Rédigée le',
    by: 'par',
    sent: 'Envoyée',
    told: (told, all) => `${told} clients avertis sur ${all}`,
    recipients: 'Chaque destinataire',
    sendTest: 'Me l’envoyer',
    testIs: 'Choisissez un client\u202f: le courriel porte la mention d’essai et ne va qu’à votre propre adresse.',
    testSent: (to) => `En route vers ${to}, avec la mention d’essai.`,
    savePdf: 'Enregistrer le courrier en PDF',
    commentMarked: 'Commenter le passage marqué',
    markHint: 'Marquez d’abord un passage du texte.',
    comments: 'Commentaires sur des passages',
    comment: 'Commenter',
    noComments: 'Personne n’a commenté de passage.',
    changes: 'Ce qui a changé',
    since: { notice: 'Depuis la dernière notification', draft: 'Depuis le dernier projet' },
    change: { added: 'Ajouté', removed: 'Retiré' },
    nothingBefore: 'Il n’y en a aucune avant elle.',
    unchanged: (notice) => `Mot pour mot comme la notification ${notice}.`,
    comparedWith: (notice) => `Comparée à la notification ${notice}.`,
    holding: 'Ce qui la retient',
    hold: 'La retenir',
    notHeld: 'Personne ne la retient. La promesse aux clients court de toute façon.',
    risk: 'Risque',
    lookedAtAgain: 'revu le',
    confirmed: 'l’a confirmé.',
    notConfirmed: 'ne l’a pas encore confirmé.',
    confirmHold: 'Confirmer',
    endHold: 'Ne plus la retenir',
    nameFound: (customer, where) => `Le nom d’un autre client y serait lu\u202f: ${customer} (${where}).`,
    allowName: 'Il peut y rester, car …',
    withheld: 'Ce que les clients n’apprennent pas encore',
    withhold: 'Taire des mots',
    nothingWithheld: 'Rien n’est tu.',
    showWithheld: 'Montrer les mots (chaque lecture est consignée)',
    withheldFor: (roles) => `Les mots sont lus par\u202f: ${roles}.`,
    withholdingStatus: { standing: 'Tu', declined: 'Écarté', released: 'Dit' },
    ground: {
      'risk-for-other-customers': 'Risque pour d’autres clients',
      'stopping-an-attacker': 'Arrêter un attaquant',
      'law-enforcement': 'Enquête des autorités',
      other: 'Autre motif',
    },
    translations: 'Dans chaque langue',
    translated: (language) => `${language}\u202f: tout y est dit.`,
    untranslated: (language, what) =>
      `${language}\u202f: ses lecteurs reçoivent ceci dans une autre langue, avec une mention\u202f: ${what}.`,
    ownUntranslated: (language, field, customers, first) =>
      `${language}\u202f: nombre de clients qui lisent dans une autre langue, avec une mention, ce qui leur est propre\u202f: ${customers}, pour ${field} (${first}).`,
    ownField: { data: 'Leurs données', volume: 'Leur volume' },
    draftUnit: { message: 'Message', reason: 'Motif' },
    enterFile: 'Reprendre le fichier du traducteur',
  },
};
