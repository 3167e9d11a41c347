import type { AdministrativeAct } from '../../domain/administration/story';
import type { Language } from '../../texts/page';

export interface AdministrationWords {
  acts: Record<AdministrativeAct, string>;
  rows: Record<'act' | 'subject' | 'by' | 'confirmed' | 'at' | 'page', string>;
  aboutYou: string;
  aboutOthers: string;
  shell: string;
  andMore: (count: number) => string;
  more: (count: number) => string;
  notYouHeading: string;
  notYou: string;
  settleHeading: string;
  settle: string;
  settleRead: string;
  story: string;
  repeat: string;
  code: {
    subject: string;
    label: string;
    happened: (hours: number) => string;
    how: string;
    page: string;
    terminal: string;
    repeat: string;
  };
}

export const ADMINISTRATION_WORDS: Record<Language, AdministrationWords> = {
  en: {
    acts: {
      'person-added': 'A person was added',
      'person-changed': 'A person was changed',
      'key-granted': 'A key was granted',
      'key-made': 'A key was made',
      'key-revoked': 'A key was revoked',
      'session-ended': 'A session was ended',
      'operator-recovered': 'An operator was recovered from the shell',
      'act-asked': 'An act waits for a second person',
      'act-declined': 'What was asked for was declined',
      'act-expired': 'What was asked for was confirmed by nobody in time',
      'act-overtaken': 'What was asked for is overtaken',
      'customers-stored': 'A customer was changed',
      'customers-imported': 'Customers were imported',
      'customer-ended': 'A customer was ended',
      'account-ended': 'An account was ended',
      'contact-ended': 'A contact was ended',
      'contact-erased': 'A contact was erased',
      'contact-marked': 'A contact was marked',
      'contacts-asked': 'Contacts were asked whether they are right',
      'contact-proposal-accepted': 'What a contact corrected was taken over',
      'contact-proposal-declined': 'What a contact corrected was declined',
      'contact-webhook-set': 'A contact has another webhook',
      'contact-webhook-rotated': 'A contact’s webhook has another secret',
      'contact-webhook-ended': 'A contact’s webhook was taken off',
      'legal-hold-placed': 'An incident is under a legal hold',
      'legal-hold-lifted': 'A legal hold was lifted',
      'incident-erased': 'An incident was erased',
      'proof-pack-made': 'A proof pack was made',
      'past-incidents-imported': 'Incidents of another register were imported',
      'detection-source-added': 'A source of alarms was added',
      'detection-source-rotated': 'A source of alarms has another secret',
      'detection-source-ended': 'A source of alarms was ended',
      'data-store-put': 'A store of personal data was added or changed',
      'data-store-checked': 'The detection of a store was checked',
      'data-store-ended': 'A store holds no personal data any more',
      'staff-imported': 'The staff list was imported',
      'staff-erased': 'Names and addresses of staff who left were erased',
      'staff-provisioned': 'An identity provider changed one of the staff',
      'scim-client-added': 'An identity provider may keep the staff list',
      'scim-client-ended': 'An identity provider keeps the staff list no more',
      'training-given': 'A course was given to staff',
      'training-stopped': 'A wave of a course was stopped',
      'awareness-session-recorded': 'An awareness session was recorded',
      'procedure-drafted': 'A version of a procedure was drafted',
      'procedure-approved': 'A version of a procedure was approved',
      'programme-review-opened': 'A programme review was opened',
      'programme-review-decided': 'The decisions of a programme review were written',
      'programme-review-approved': 'A programme review was approved',
      'programme-action-done': 'What a programme review decided was done',
      'audit-opened': 'An audit was opened',
      'audit-sampled': 'A sample of an audit was drawn',
      'audit-finding-recorded': 'An audit found something to be done',
      'audit-finding-done': 'What an audit found was done',
      'audit-closed': 'An audit was closed',
      'audit-bundle-made': 'A bundle of an audit was made',
      'details-erased': 'Names and addresses beside the story were erased',
      'rules-adopted': 'Rules were adopted',
    },
    rows: { act: 'Act', subject: 'Of', by: 'By', confirmed: 'Confirmed by', at: 'When', page: 'Page' },
    aboutYou: 'This concerns your own account in Tocsin. You get this mail with each change of it, whoever makes it.',
    aboutOthers: 'You get this mail because you witness what is done to the accounts in Tocsin.',
    shell: 'the shell, or a process at its start',
    andMore: (count) => `, and ${count} more`,
    more: (count) => `and ${count} more, which are in the story`,
    notYouHeading: 'If you did not expect this',
    notYou:
      'Do not answer this mail. Call privacy, an auditor or the lead at once, by a number that you know. An operator revokes the key and takes the change back; what waits for a second person can be declined.',
    settleHeading: 'What is asked of you',
    settle:
      'Operators and privacy: read what was asked for, speak with who asked, and confirm or decline it. Nobody confirms what they asked for themselves.',
    settleRead: 'What waits',
    story: 'The story',
    repeat: 'You may have received this message once before.',
    code: {
      subject: 'Your code for a key',
      label: 'Code',
      happened: (hours) =>
        `A key to Tocsin was granted to you. This code makes it: it is good once, for ${hours} hours. Whoever granted it has not seen it. Tell it to nobody.`,
      how: 'Enter it on this page, and keep the key that it shows where you keep passwords.',
      page: 'Make your key',
      terminal: 'Or at a terminal:',
      repeat: 'You may have received such a message once before. Either code works, and only once.',
    },
  },
  fr: {
    acts: {
      'person-added': 'Une personne a été ajoutée',
      'person-changed': 'Une personne a été modifiée',
      'key-granted': 'Une clé a été accordée',
      'key-made': 'Une clé a été créée',
      'key-revoked': 'Une clé a été révoquée',
      'session-ended': 'Une session a été terminée',
      'operator-recovered': 'Un exploitant a été rétabli depuis le terminal',
      'act-asked': 'Un acte attend une deuxième personne',
      'act-declined': 'Ce qui était demandé a été refusé',
      'act-expired': 'Ce qui était demandé n’a été confirmé par personne à temps',
      'act-overtaken': 'Ce qui était demandé est dépassé',
      'customers-stored': 'Un client a été modifié',
      'customers-imported': 'Des clients ont été importés',
      'customer-ended': 'Un client a pris fin',
      'account-ended': 'Un compte a pris fin',
      'contact-ended': 'Un contact a pris fin',
      'contact-erased': 'Un contact a été effacé',
      'contact-marked': 'Un contact a été marqué',
      'contacts-asked': 'Il a été demandé aux contacts s’ils sont exacts',
      'contact-proposal-accepted': 'La correction d’un contact a été reprise',
      'contact-proposal-declined': 'La correction d’un contact a été refusée',
      'contact-webhook-set': 'Un contact a un autre webhook',
      'contact-webhook-rotated': 'Le webhook d’un contact a un autre secret',
      'contact-webhook-ended': 'Le webhook d’un contact a été retiré',
      'legal-hold-placed': 'Un dossier est soumis à une conservation légale',
      'legal-hold-lifted': 'Une conservation légale a été levée',
      'incident-erased': 'Un dossier a été effacé',
      'proof-pack-made': 'Un dossier de preuve a été établi',
      'past-incidents-imported': 'Des incidents d’un autre registre ont été importés',
      'detection-source-added': 'Une source d’alarmes a été ajoutée',
      'detection-source-rotated': 'Une source d’alarmes a un nouveau secret',
      'detection-source-ended': 'Une source d’alarmes a pris fin',
      'data-store-put': 'Un fonds de données personnelles a été ajouté ou modifié',
      'data-store-checked': 'La détection d’un fonds a été vérifiée',
      'data-store-ended': 'Un fonds ne contient plus de données personnelles',
      'staff-imported': 'La liste du personnel a été importée',
      'staff-erased': 'Les noms et adresses de membres du personnel partis ont été effacés',
      'staff-provisioned': "Un fournisseur d'identité a modifié un membre du personnel",
      'scim-client-added': "Un fournisseur d'identité peut tenir la liste du personnel",
      'scim-client-ended': "Un fournisseur d'identité ne tient plus la liste du personnel",
      'training-given': 'Une formation a été donnée au personnel',
      'training-stopped': 'Une vague de formation a été arrêtée',
      'awareness-session-recorded': 'Une séance de sensibilisation a été consignée',
      'procedure-drafted': 'Une version d’une procédure a été rédigée',
      'procedure-approved': 'Une version d’une procédure a été approuvée',
      'programme-review-opened': 'Une revue du programme a été ouverte',
      'programme-review-decided': 'Les décisions d’une revue du programme ont été écrites',
      'programme-review-approved': 'Une revue du programme a été approuvée',
      'programme-action-done': 'Ce qu’une revue du programme avait décidé a été fait',
      'audit-opened': 'Un audit a été ouvert',
      'audit-sampled': 'Un échantillon d’un audit a été tiré',
      'audit-finding-recorded': 'Un audit a constaté quelque chose à faire',
      'audit-finding-done': 'Ce qu’un audit avait constaté a été fait',
      'audit-closed': 'Un audit a été clos',
      'audit-bundle-made': 'Le dossier d’un audit a été établi',
      'details-erased': 'Des noms et adresses joints à l’historique ont été effacés',
      'rules-adopted': 'Des règles ont été adoptées',
    },
    rows: { act: 'Acte', subject: 'Objet', by: 'Par', confirmed: 'Confirmé par', at: 'Quand', page: 'Page' },
    aboutYou:
      'Ceci concerne votre propre compte dans Tocsin. Vous recevez ce message à chaque modification, quel qu’en soit l’auteur.',
    aboutOthers: 'Vous recevez ce message parce que vous êtes témoin de ce qui est fait aux comptes de Tocsin.',
    shell: 'le terminal, ou un processus à son démarrage',
    andMore: (count) => `, et ${count} de plus`,
    more: (count) => `et ${count} de plus, qui sont dans l’historique`,
    notYouHeading: 'Si vous ne vous y attendiez pas',
    notYou:
      'Ne répondez pas à ce message. Appelez tout de suite la protection des données, un auditeur ou le responsable, à un numéro que vous connaissez. Un exploitant révoque la clé et annule la modification ; ce qui attend une deuxième personne peut être refusé.',
    settleHeading: 'Ce qui vous est demandé',
    settle:
      'Exploitants et protection des données : lisez ce qui est demandé, parlez à la personne qui l’a demandé, puis confirmez ou refusez. Personne ne confirme sa propre demande.',
    settleRead: 'Ce qui attend',
    story: 'L’historique',
    repeat: 'Vous avez peut-être déjà reçu ce message une fois.',
    code: {
      subject: 'Votre code pour une clé',
      label: 'Code',
      happened: (hours) =>
        `Une clé de Tocsin vous a été accordée. Ce code la crée : il vaut une fois, pendant ${hours} heures. La personne qui l’a accordée ne l’a pas vu. Ne le dites à personne.`,
      how: 'Saisissez-le sur cette page, et gardez la clé qu’elle affiche là où vous gardez vos mots de passe.',
      page: 'Créer votre clé',
      terminal: 'Ou dans un terminal :',
      repeat: 'Vous avez peut-être déjà reçu un tel message. L’un ou l’autre code fonctionne, une seule fois.',
    },
  },
};
