import type { Amount, Fact, FactField, FactSheet, NoticeMatter } from '../../src/domain/notices/facts';
import { knownFact } from '../../src/domain/notices/known-fact';
import type { NoticeKind } from '../../src/domain/notices/kinds';
import type { Instant } from '../../src/domain/primitives/instant';
import type { CustomerKey } from '../../src/domain/scope/state';
import type { Severity } from '../../src/domain/triage/report';
import type { Recipient } from '../../src/texts/notice';

/*
 * Three incidents as customers read of them, in English and French: a misdirected mail; an insider, with two updates of which one tells what was
 * withheld; a coding error at a processor, with 150,000 persons, a correction, and figures for each customer.
 */

interface Step {
  kind: NoticeKind;
  facts: Partial<Record<FactField, Fact>>;
  message?: [en: string, fr: string];
  reason?: [en: string, fr: string];
  about?: number;
  /** Of which fields something is withheld by then. */
  withheld?: FactField[];
}

export interface NoticeStory {
  name: string;
  incident: string;
  severity: Severity;
  declaredAt: string;
  awareAt: string;
  /** What is said of each, in words also by language. */
  recipients: (Recipient & Partial<Record<CustomerKey, string>>)[];
  steps: Step[];
}

export const STORIES: NoticeStory[] = [
  {
    ...{ name: 'misdirected-mail', incident: 'INC-2026-0101', severity: 'medium' },
    ...{ declaredAt: '2026-11-23T09:20:00.000Z', awareAt: '2026-11-23T08:55:00.000Z' },
    recipients: [
      {
        ...{ customer: 'Lycée Jean Moulin', account: 'Lycée Jean Moulin, support', contact: 'Claire Duval' },
        ...{
          timeZone: 'Europe/Paris',
          data: 'Names of 320 pupils with the private circumstances noted beside them',
          'data.fr': 'Noms de 320 élèves, avec les situations personnelles notées en regard',
        },
      },
    ],
    steps: [
      {
        kind: 'initial',
        facts: {
          nature: said(
            'A support mail with a list of named pupils and their private circumstances was sent to all pupils of the school in place of another file.',
            'Un courriel d’assistance contenant une liste nominative d’élèves et leurs situations personnelles a été envoyé à tous les élèves de l’établissement, à la place d’un autre fichier.',
          ),
          breachKind: said('Loss of confidentiality', 'Atteinte à la confidentialité'),
          howFound: said(
            'Reported by a member of our staff within minutes.',
            'Signalé par un membre de notre personnel en quelques minutes.',
          ),
          service: said('Support by e-mail', 'Assistance par courriel'),
          exposure: period('2026-11-23T08:12:00Z', '2026-11-23T08:40:00Z'),
          containment: said(
            'The mail was recalled; copies may remain with recipients.',
            'Le courriel a été rappelé ; des copies peuvent subsister chez des destinataires.',
          ),
          personsAffected: number({ precision: 'exact', count: 320 }),
          volumeAffected: number({ precision: 'exact', count: 320 }),
          volumeExposed: number({ precision: 'exact', count: 320 }),
          dataCategories: said(
            'Names and private circumstances, some of them concerning health',
            'Noms et situations personnelles, dont certaines touchent à la santé',
          ),
          personCategories: said('Pupils', 'Élèves'),
          consequences: { status: 'unknown', until: at('2026-11-25T16:00:00.000Z'), owner: 'responder' },
          mitigation: said(
            'The mail was recalled and every recipient was asked to delete it.',
            'Le courriel a été rappelé et chaque destinataire a été invité à le supprimer.',
          ),
          measuresProposed: said(
            'Written confirmations of deletion are being gathered.',
            'Des confirmations écrites de suppression sont en cours de collecte.',
          ),
          customerAction: said(
            'Tell your staff not to open or pass on the mail of 23 November, 09:12, and tell us if a pupil or parent turns to you.',
            'Demandez à votre personnel de ne pas ouvrir ni transmettre le courriel du 23 novembre, 9 h 12, et prévenez-nous si un élève ou un parent s’adresse à vous.',
          ),
          otherParty: { status: 'not-applicable' },
          contactPoint: said('Our privacy team, at any hour', 'Notre équipe de protection des données, à toute heure'),
        },
        message: ['We are sorry for this mistake of ours.', 'Nous vous présentons nos excuses pour cette erreur.'],
      },
      {
        kind: 'final',
        facts: {
          consequences: said(
            'Embarrassment and gossip for the pupils named; no other use is known.',
            'Gêne et rumeurs pour les élèves nommés ; aucun autre usage n’est connu.',
          ),
          containment: said(
            'All 320 recipients have confirmed the deletion in writing.',
            'Les 320 destinataires ont confirmé la suppression par écrit.',
          ),
          measuresProposed: said(
            'From now on a second person checks each file before it goes to a whole school.',
            'Désormais, une seconde personne vérifie tout fichier avant son envoi à un établissement entier.',
          ),
          customerAction: said(
            'Tell pupils and parents who turn to you that every copy is deleted, and pass their questions on to us.',
            'Indiquez aux élèves et aux parents qui s’adressent à vous que toutes les copies sont supprimées, et transmettez-nous leurs questions.',
          ),
        },
      },
    ],
  },
  {
    ...{ name: 'insider', incident: 'INC-2026-0102', severity: 'high' },
    ...{ declaredAt: '2026-11-10T14:30:00.000Z', awareAt: '2026-11-10T13:05:00.000Z' },
    recipients: [
      {
        customer: 'Elm Street Clinics',
        account: 'Elm Street Clinics, archive',
        contact: 'Ada Brandt',
        timeZone: 'Europe/London',
      },
    ],
    steps: [
      {
        kind: 'initial',
        withheld: ['nature'],
        facts: {
          nature: said(
            'A person with access to your archive copied records without need.',
            'Une personne ayant accès à vos archives a copié des dossiers sans nécessité.',
          ),
          breachKind: said('Loss of confidentiality', 'Atteinte à la confidentialité'),
          service: said('Archive', 'Archivage'),
          exposure: period('2026-09-01T00:00:00Z', '2026-11-10T13:05:00Z'),
          volumeAffected: number({ precision: 'range', count: 200, to: 900 }),
          volumeExposed: { status: 'unknown', until: at('2026-11-17T17:00:00.000Z'), owner: 'responder' },
          personsAffected: { status: 'unknown', until: at('2026-11-17T17:00:00.000Z'), owner: 'responder' },
          dataCategories: said('Names, dates of birth, appointments', 'Noms, dates de naissance, rendez-vous'),
          personCategories: said('Patients', 'Patients'),
          consequences: said('Loss of control over the data', 'Perte de maîtrise des données', 'likely'),
          mitigation: said('The access was withdrawn at once.', 'L’accès a été retiré immédiatement.'),
          customerAction: said(
            'Keep the access logs of your own systems since 1 September, and do not speak publicly of the case for now.',
            'Conservez les journaux d’accès de vos propres systèmes depuis le 1er septembre et ne vous exprimez pas publiquement pour l’instant.',
          ),
          otherParty: { status: 'withheld', until: at('2026-12-01T09:00:00.000Z'), ground: 'law-enforcement' },
          contactPoint: said('Our privacy team, at any hour', 'Notre équipe de protection des données, à toute heure'),
        },
      },
      {
        kind: 'update',
        withheld: ['nature'],
        facts: {
          volumeAffected: number({ precision: 'exact', count: 412 }),
          volumeExposed: number({ precision: 'exact', count: 412 }),
          personsAffected: number({ precision: 'exact', count: 398 }),
        },
      },
      {
        kind: 'update',
        facts: {
          nature: said(
            'A person with access to your archive copied records without need.\n\nThe copies were made at night, with a maintenance account, to a private storage device.',
            'Une personne ayant accès à vos archives a copié des dossiers sans nécessité.\n\nLes copies ont été faites de nuit, avec un compte de maintenance, vers un support de stockage privé.',
          ),
          otherParty: said(
            'A former employee of our maintenance contractor; the police are investigating.',
            'Un ancien salarié de notre prestataire de maintenance ; une enquête de police est en cours.',
          ),
          authorities: said('Police, on 10 November 2026', 'Police, le 10 novembre 2026'),
        },
      },
      {
        kind: 'final',
        facts: {
          measuresProposed: said(
            'Access of contractors to archives now needs a second person.',
            'L’accès des prestataires aux archives requiert désormais une seconde personne.',
          ),
          containment: said(
            'All copies were secured by the police.',
            'Toutes les copies ont été saisies par la police.',
          ),
          consequences: said(
            'Loss of control over the data until the police secured it; no further use is known.',
            'Perte de maîtrise des données jusqu’à leur saisie par la police ; aucune autre utilisation n’est connue.',
          ),
          customerAction: said(
            'Keep the access logs of your own systems since 1 September until the police have closed the case.',
            'Conservez les journaux d’accès de vos propres systèmes depuis le 1er septembre jusqu’à la clôture de l’enquête de police.',
          ),
        },
        message: [
          'We thank you for your patience while details could not be disclosed.',
          'Nous vous remercions de votre patience tant que certains éléments ne pouvaient être communiqués.',
        ],
      },
    ],
  },
  {
    ...{ name: 'coding-error', incident: 'INC-2026-0103', severity: 'medium' },
    ...{ declaredAt: '2026-10-05T06:00:00.000Z', awareAt: '2026-10-04T21:30:00.000Z' },
    recipients: [
      {
        ...{ customer: 'Mairie de Frêne-sur-Loire', account: 'Frêne, portail famille', contact: 'Anne Morel' },
        ...{ timeZone: 'Europe/Paris', personsAffected: '11240', volumeAffected: '13902' },
      },
      {
        ...{ customer: 'Birch Insurance plc', account: 'Birch, customer portal', contact: 'Noah Reed' },
        ...{ timeZone: 'America/New_York', personsAffected: '86310', volumeAffected: '120447' },
      },
    ],
    steps: [
      {
        kind: 'initial',
        facts: {
          nature: said(
            'An error in a release of our portal let signed-in users see the profile pages of other users of the same organisation.',
            'Une erreur dans une version de notre portail a permis à des utilisateurs connectés de voir les pages de profil d’autres utilisateurs du même organisme.',
          ),
          breachKind: said('Loss of confidentiality', 'Atteinte à la confidentialité'),
          howFound: said('Detected by our own monitoring.', 'Détecté par notre propre surveillance.'),
          service: said('Customer portal', 'Portail client'),
          exposure: period('2026-10-02T18:00:00Z', '2026-10-04T22:10:00Z'),
          containment: said('The release was withdrawn.', 'La version a été retirée.'),
          personsAffected: number({ precision: 'approximate', count: 150_000 }),
          volumeAffected: { status: 'unknown', until: at('2026-10-08T16:00:00.000Z'), owner: 'responder' },
          volumeExposed: { status: 'unknown', until: at('2026-10-08T16:00:00.000Z'), owner: 'responder' },
          dataCategories: said('Names, addresses, telephone numbers', 'Noms, adresses, numéros de téléphone'),
          personCategories: said('Users of your portal', 'Utilisateurs de votre portail'),
          consequences: said('Deceptive calls and mail', 'Appels et courriels frauduleux', 'likely'),
          mitigation: said('The release was withdrawn and mended.', 'La version a été retirée et corrigée.'),
          measuresProposed: said(
            'A test of separation between users before each release.',
            'Un test d’étanchéité entre utilisateurs avant chaque version.',
          ),
          customerAction: said(
            'Warn your users of deceptive calls that mention their address.',
            'Mettez en garde vos utilisateurs contre des appels frauduleux mentionnant leur adresse.',
          ),
          otherParty: { status: 'not-applicable' },
          contactPoint: said('Our privacy team, at any hour', 'Notre équipe de protection des données, à toute heure'),
        },
        message: [
          'Across all our customers about 150,000 persons are affected. The figures below are for your organisation alone.',
          'Tous clients confondus, environ 150 000 personnes sont concernées. Les chiffres ci-dessous valent pour votre seul organisme.',
        ],
      },
      {
        kind: 'correction',
        about: 1,
        reason: [
          'The period of exposure began one day earlier than we stated.',
          'La période d’exposition a commencé un jour plus tôt que nous ne l’avions indiqué.',
        ],
        facts: {
          exposure: period('2026-10-01T18:00:00Z', '2026-10-04T22:10:00Z'),
        },
      },
      {
        kind: 'final',
        facts: {
          personsAffected: number({ precision: 'exact', count: 149_882 }),
          volumeAffected: number({ precision: 'exact', count: 203_551 }),
          volumeExposed: number({ precision: 'exact', count: 1_204 }),
        },
      },
    ],
  },
];

/** Each notice of a story as it is drafted, with the facts of the one before. */
export function mattersOf(story: NoticeStory): { matter: NoticeMatter; factsBefore?: FactSheet }[] {
  let facts: FactSheet = {};
  return story.steps.map(({ kind, facts: news, message, reason, about, withheld }, place) => {
    const factsBefore = place > 0 ? facts : undefined;
    facts = { ...facts, ...news };
    const matter = {
      ...{ incident: story.incident, notice: place + 1, sentAs: place + 1, kind, facts, commitmentHours: 72 },
      ...{ declaredAt: story.declaredAt, awareAt: story.awareAt },
      ...{ severity: story.severity, ...(withheld && { withheld }) },
      ...(message && { message: message[0], messages: [{ lang: 'fr', text: message[1] }] }),
      ...(reason && { reason: inBoth(reason) }),
      ...(about && { about: { notice: about, sentAs: about } }),
    } as NoticeMatter;
    return { matter, ...(factsBefore && { factsBefore }) };
  });
}

function said(en: string, fr: string, confidence?: 'likely'): Fact {
  return fact({ value: en, lang: 'en', translations: [{ lang: 'fr', text: fr }], ...(confidence && { confidence }) });
}

function number(amount: Amount): Fact {
  return fact({ amount });
}

function period(from: string, to: string): Fact {
  return fact({ period: { from, to } });
}

function fact(stated: Parameters<typeof knownFact>[0]) {
  const known = knownFact(stated);
  if ('refused' in known) throw new Error(known.why);
  return known;
}

function at(text: string): Instant {
  return text as Instant;
}

function inBoth([en, fr]: [string, string]) {
  return [
    { lang: 'en', text: en },
    { lang: 'fr', text: fr },
  ];
}
