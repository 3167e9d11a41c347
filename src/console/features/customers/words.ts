import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  search: string;
  unreachable: string;
  unfit: string;
  fit: string;
  moreUnfit: string;
  nothing: string;
  first: string;
  firstHint: string;
  more: string;
  forOperators: string;
  incidents: string;
  ended: string;
  reachable: string;
  notReachable: string;
  stale: string;
  verified: string;
  proposals: string;
  proposalsHint: string;
  proposal: Record<'change' | 'add' | 'end', string>;
  proposedBy: (contact: string) => string;
  accept: (whose: string) => string;
  decline: (whose: string) => string;
  role: Record<string, string>;
  import: string;
  importHint: string;
  template: string;
  file: string;
  mapping: string;
  asNamed: string;
  column: Record<string, string>;
  dryRun: string;
  importNow: string;
  close: string;
  row: (row: string, column: string) => string;
  tried: string;
  imported: string;
  counts: (created: string, changed: string, same: string) => string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'Customers',
    search: 'Name or id',
    unreachable: 'Out of reach',
    unfit: 'To be put right',
    fit: 'A notice would reach everybody.',
    moreUnfit: 'There are more: they show once these are put right.',
    nothing: 'No customer is as asked for.',
    first: 'No customers yet',
    firstHint: 'An operator imports them by a file, one row for each contact. Without them nobody can be told.',
    more: 'There are more: narrow it by a name.',
    forOperators: 'Importing is for operators. Ask one of them.',
    incidents: 'Incidents that name it',
    ended: 'Ended',
    reachable: 'A notice reaches somebody',
    notReachable: 'No notice reaches anybody',
    stale: 'mail came back',
    verified: 'confirmed',
    proposals: 'Contacts would have it otherwise',
    proposalsHint: 'Ask back by another way before you accept an address at another domain.',
    proposal: { change: 'Change', add: 'One more', end: 'A contact no longer' },
    proposedBy: (contact) => `proposed by ${contact}`,
    accept: (whose) => `Accept what ${whose} proposes`,
    decline: (whose) => `Decline what ${whose} proposes`,
    role: {
      administrator: 'Administrator, gets notices',
      privacy: 'Privacy, gets notices too',
      security: 'Security, gets notices too',
    },
    import: 'Import customers',
    importHint: 'A CSV file, one row for each contact, all rows or none.',
    template: 'A file to begin with',
    file: 'File of customers',
    mapping: 'Which column is which',
    asNamed: 'by its own name',
    column: {
      customer_id: 'Customer’s id',
      customer_name: 'Customer’s name',
      language: 'Language',
      time_zone: 'Time zone',
      contract_hours: 'Contract’s hours',
      contract_terms: 'Contract’s terms',
      account_id: 'Account’s id',
      account_kind: 'Account’s kind',
      account_name: 'Account’s name',
      product: 'Product',
      contact_id: 'Contact’s id',
      contact_name: 'Contact’s name',
      contact_email: 'Contact’s address',
      contact_role: 'Contact’s role',
      contact_language: 'Contact’s language',
    },
    dryRun: 'Try it, without effect',
    importNow: 'Import',
    close: 'Close',
    row: (row, column) => `Row ${row}, ${column}:`,
    tried: 'Tried, nothing is stored.',
    imported: 'Imported.',
    counts: (created, changed, same) => `${created} new, ${changed} changed, ${same} as they were.`,
  },
  fr: {
    title: 'Clients',
    search: 'Nom ou identifiant',
    unreachable: 'Hors d’atteinte',
    unfit: 'À corriger',
    fit: 'Une notification atteindrait tout le monde.',
    moreUnfit: 'Il y en a d’autres\u202f: ils s’affichent une fois ceux-ci corrigés.',
    nothing: 'Aucun client ne correspond.',
    first: 'Aucun client pour l’instant',
    firstHint:
      'Un opérateur les importe par un fichier, une ligne par contact. Sans eux, personne ne peut être averti.',
    more: 'Il y en a d’autres\u202f: précisez un nom.',
    forOperators: 'L’import revient aux opérateurs. Demandez-leur.',
    incidents: 'Incidents qui le nomment',
    ended: 'Terminé',
    reachable: 'Une notification atteint quelqu’un',
    notReachable: 'Aucune notification n’atteint personne',
    stale: 'courriel revenu',
    verified: 'confirmé',
    proposals: 'Des contacts demandent un changement',
    proposalsHint: 'Vérifiez par une autre voie avant d’accepter une adresse d’un autre domaine.',
    proposal: { change: 'Changement', add: 'Un de plus', end: 'N’est plus un contact' },
    proposedBy: (contact) => `proposé par ${contact}`,
    accept: (whose) => `Accepter ce que propose ${whose}`,
    decline: (whose) => `Écarter ce que propose ${whose}`,
    role: {
      administrator: 'Administrateur, reçoit les notifications',
      privacy: 'Vie privée, reçoit aussi les notifications',
      security: 'Sécurité, reçoit aussi les notifications',
    },
    import: 'Importer des clients',
    importHint: 'Un fichier CSV, une ligne par contact, toutes les lignes ou aucune.',
    template: 'Un fichier pour commencer',
    file: 'Fichier des clients',
    mapping: 'Quelle colonne est quoi',
    asNamed: 'par son propre nom',
    column: {
      customer_id: 'Identifiant du client',
      customer_name: 'Nom du client',
      language: 'Langue',
      time_zone: 'Fuseau horaire',
      contract_hours: 'Heures du contrat',
      contract_terms: 'Délais du contrat',
      account_id: 'Identifiant du compte',
      account_kind: 'Genre du compte',
      account_name: 'Nom du compte',
      product: 'Produit',
      contact_id: 'Identifiant du contact',
      contact_name: 'Nom du contact',
      contact_email: 'Adresse du contact',
      contact_role: 'Rôle du contact',
      contact_language: 'Langue du contact',
    },
    dryRun: 'Essayer, sans effet',
    importNow: 'Importer',
    close: 'Fermer',
    row: (row, column) => `Ligne ${row}, ${column}\u202f:`,
    tried: 'Essayé, rien n’est enregistré.',
    imported: 'Importé.',
    counts: (created, changed, same) => `${created} nouveaux, ${changed} modifiés, ${same} inchangés.`,
  },
};
