import type { Catalogue } from '../../ui/words';

export interface SourceWords {
  title: string;
  hint: string;
  none: string;
  address: (address: string) => string;
  renewIt: string;
  renew: (name: string) => string;
  end: (name: string) => string;
}

interface Words {
  title: string;
  health: string;
  checks: Record<string, string>;
  states: Record<string, string>;
  well: string;
  look: string;
  queue: Record<'workflow' | 'activity', (queue: string) => string>;
  lag: (waiting: string, seconds: string) => string;
  unsent: string;
  none: string;
  reports: string;
  declarations: string;
  check: string;
  noCheck: string;
  faults: { one: string; other: string };
  pastRetention: string;
  forms: SourceWords;
  machines: SourceWords;
  linkOf: (name: string) => string;
  copyLink: (name: string) => string;
  copy: string;
  copied: string;
  temporal: string;
  all: string;
  howToRead: string[];
  rules: string;
  version: (version: string) => string;
  hours: { one: string; other: string };
  hoursOf: Record<string, string>;
  whole: string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'Operations',
    health: 'Health',
    checks: { register: 'Database', schema: 'Tables', temporal: 'Temporal', clock: 'Clock of this machine' },
    states: { up: 'Up', away: 'Away', current: 'Current', right: 'Right', unknown: 'Unknown' },
    well: 'well',
    look: 'look here',
    queue: {
      workflow: (queue) => `Steps of incidents that wait for a worker (${queue})`,
      activity: (queue) => `Work that waits for a worker (${queue})`,
    },
    lag: (waiting, seconds) => `${waiting}, the oldest for ${seconds} s`,
    unsent: 'Oldest message not sent yet',
    none: 'none waits',
    reports: 'Reports whose incident is not opened yet',
    declarations: 'Declarations not given to their incident yet',
    check: 'Hourly check of the register',
    noCheck: 'has not come to its end yet',
    faults: { one: '# fault', other: '# faults' },
    pastRetention: 'Closed incidents past their retention',
    forms: {
      title: 'Report forms for people without an account',
      hint: 'Whoever has the link may report, and no more. Another link ends the one before at once.',
      none: 'None is open.',
      address: (address) => `A mail to ${address} is a report, too, and is answered from there.`,
      renewIt: 'Make another link',
      renew: (name) => `Make another link for ${name}`,
      end: (name) => `End it: the form ${name}`,
    },
    machines: {
      title: 'Systems that report by themselves',
      hint: 'Each signs what it finds by a secret of its own. After another secret is made, the one before counts for a day.',
      none: 'None is connected.',
      address: (address) => address,
      renewIt: 'Make another secret',
      renew: (name) => `Make another secret for ${name}`,
      end: (name) => `End it: the source ${name}`,
    },
    linkOf: (name) => `Link of ${name}`,
    copyLink: (name) => `Copy the link of ${name}`,
    copy: 'Copy',
    copied: 'Copied',
    temporal: 'Incidents in Temporal',
    all: 'All workflows in Temporal’s UI',
    howToRead: [
      'Each incident is one workflow under its own number; a second tab, “Pending Activities”, shows what it tries to do now.',
      'Payloads are encrypted. To read them there, set the codec server in the UI’s settings to the address of this page with /codec.',
      'Nothing is done there: cancelling or terminating a workflow ends no obligation. Use the acts of the incident’s page.',
    ],
    rules: 'Rules in force',
    version: (version) => `Version ${version}.`,
    hours: { one: '# hour', other: '# hours' },
    hoursOf: {
      triageHours: 'To finish the triage',
      decisionHours: 'To decide after it',
      commitmentHours: 'To tell all affected customers',
      eventNoticeHours: 'To tell of an observation',
      withdrawalNoticeHours: 'To tell of a withdrawal',
      lateFoundHours: 'For customers found late, at least',
      confirmDeclarationHours: 'To confirm a declaration',
      reasonDemandHours: 'Until a reason for a delay is asked for',
      reasonQuietHours: 'Until it is asked for again',
    },
    whole: 'The whole of them',
  },
  fr: {
    title: 'Exploitation',
    health: 'Santé',
    checks: { register: 'Base de données', schema: 'Tables', temporal: 'Temporal', clock: 'Horloge de cette machine' },
    states: { up: 'En marche', away: 'Injoignable', current: 'À jour', right: 'Juste', unknown: 'Inconnu' },
    well: 'bien',
    look: 'à regarder',
    queue: {
      workflow: (queue) => `Étapes d’incidents en attente d’un worker (${queue})`,
      activity: (queue) => `Travaux en attente d’un worker (${queue})`,
    },
    lag: (waiting, seconds) => `${waiting}, le plus ancien depuis ${seconds} s`,
    unsent: 'Plus ancien message non envoyé',
    none: 'aucun n’attend',
    reports: 'Signalements dont l’incident n’est pas encore ouvert',
    declarations: 'Déclarations non encore remises à leur incident',
    check: 'Contrôle horaire du registre',
    noCheck: 'n’est encore jamais arrivé à son terme',
    faults: { one: '# défaut', other: '# défauts' },
    pastRetention: 'Incidents clos au-delà de leur conservation',
    forms: {
      title: 'Formulaires pour qui n’a pas de compte',
      hint: 'Qui a le lien peut signaler, rien de plus. Un autre lien met aussitôt fin au précédent.',
      none: 'Aucun n’est ouvert.',
      address: (address) => `Un courriel à ${address} est aussi un signalement\u202f; la réponse part de là.`,
      renewIt: 'Faire un autre lien',
      renew: (name) => `Faire un autre lien pour ${name}`,
      end: (name) => `Mettre fin au formulaire ${name}`,
    },
    machines: {
      title: 'Systèmes qui signalent d’eux-mêmes',
      hint: 'Chacun signe ce qu’il trouve par son propre secret. Après un nouveau secret, le précédent vaut encore un jour.',
      none: 'Aucun n’est relié.',
      address: (address) => address,
      renewIt: 'Faire un autre secret',
      renew: (name) => `Faire un autre secret pour ${name}`,
      end: (name) => `Mettre fin à la source ${name}`,
    },
    linkOf: (name) => `Lien de ${name}`,
    copyLink: (name) => `Copier le lien de ${name}`,
    copy: 'Copier',
    copied: 'Copié',
    temporal: 'Les incidents dans Temporal',
    all: 'Tous les workflows dans l’interface de Temporal',
    howToRead: [
      'Chaque incident est un workflow qui porte son numéro\u202f; l’onglet «\u202fPending Activities\u202f» montre ce qu’il tente en ce moment.',
      'Les données sont chiffrées. Pour les lire là-bas, indiquez comme serveur de codec l’adresse de cette page suivie de /codec.',
      'On n’y fait rien\u202f: annuler ou terminer un workflow ne met fin à aucune obligation. Utilisez les actes de la page de l’incident.',
    ],
    rules: 'Règles en vigueur',
    version: (version) => `Version ${version}.`,
    hours: { one: '# heure', other: '# heures' },
    hoursOf: {
      triageHours: 'Pour finir le tri',
      decisionHours: 'Pour décider ensuite',
      commitmentHours: 'Pour avertir tous les clients touchés',
      eventNoticeHours: 'Pour dire une observation',
      withdrawalNoticeHours: 'Pour dire un retrait',
      lateFoundHours: 'Pour les clients trouvés tard, au moins',
      confirmDeclarationHours: 'Pour confirmer une déclaration',
      reasonDemandHours: 'Avant de demander la raison d’un retard',
      reasonQuietHours: 'Avant de la redemander',
    },
    whole: 'En entier',
  },
};
