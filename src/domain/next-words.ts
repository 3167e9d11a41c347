import type { Addressees } from './alerts/state';
import type { NextBest } from './next-best';
import type { Instant } from './primitives/instant';

export type NextLanguage = 'en' | 'fr';

/** The one sentence that says what to do. The same in mail, in the API and on the page. */
export function sentenceIn(language: NextLanguage, best: NextBest): string {
  return WORDS[language].sentences[best.caption](best.body);
}

/** How a reader is told instants and people. */
export interface Telling {
  instant: (at: Instant) => string;
  names: (to: Addressees) => string;
}

/** What happens if nobody does it, and when; by UTC and by ids, unless it is told otherwise. */
export function otherwiseIn(
  language: NextLanguage,
  { otherwise }: NextBest,
  { instant, names }: Telling = { instant: utc, names: namesOf },
): string {
  const { then, at, since, to } = otherwise;
  return WORDS[language].otherwise[then]({
    at: at && instant(at),
    since: since && instant(since),
    to: to && names(to),
    isOne: to && ('persons' in to ? to.persons : to.roles).length === 1,
  });
}

interface Words {
  sentences: Record<NextBest['caption'], (body: Record<string, unknown>) => string>;
  otherwise: Record<
    NextBest['otherwise']['then'],
    (when: { at?: string; since?: string; to?: string; isOne?: boolean }) => string
  >;
}

const EN: Words = {
  sentences: {
    acknowledge: () => 'Acknowledge the alert: say that you take this up.',
    assess: () => 'Record the triage; what is not known yet may be answered "unknown".',
    classify: () => 'Say what the case is.',
    decide: () =>
      'Decide: declare it, on suspicion if need be, class it otherwise, or note what is missing until when.',
    declare: () => 'Declare it.',
    wait: () => 'Note what is missing, and until when.',
    'declare-again': () => 'Confirm the declaration, signed in.',
    withdraw: () => 'Ask for the withdrawal of the declaration.',
    scope: () => 'Name the affected customers.',
    remove: () => 'Take off whom the register does not have, or import it.',
    fact: ({ field }) => `Set the fact "${words(field)}" for the notice.`,
    draft: ({ kind }) => `Draft ${kind ? `the ${words(kind)} notice` : 'a notice'} from the facts.`,
    approve: ({ notice }) => `Approve notice ${words(notice)} word for word, or reject it with the reason.`,
    reject: ({ notice }) => `Reject notice ${words(notice)}.`,
    release: ({ notice }) => `Release notice ${words(notice)}: two people approved it.`,
    explain: () => 'Give the reason why customers are told late.',
    waive: () => 'Ask to give up telling one customer, by name.',
    contact: ({ customer }) =>
      `Tell ${words(customer) || 'the customer'} in person, and record it: no notice gets there.`,
    revoke: () => 'Take the record of the contact back.',
    'waive-promise': () => 'Ask to give up what was promised.',
    postpone: () => 'Say who finds the fact out, and until when.',
    help: ({ customer }) => `Help ${words(customer)}, and note what it got.`,
    member: () => 'Add the members that this restricted incident lacks.',
    glass: () => 'Let yourself in: no member answers.',
    confirm: () => 'Confirm or decline, as the second person, what was asked for.',
    decline: () => 'Decline what was asked for.',
    'end-help': () => 'Say that the help has ended, and how.',
    'end-task': ({ task }) => `End task ${words(task)}, or skip it with the reason.`,
    file: () => 'Notify the authority, and record it.',
    'regime-duty': () => 'Do what the law wants of us, and record it.',
    'release-withheld': () => 'Release what is withheld from customers, or say why not yet.',
    'review-withheld': () => 'Say why something must still be withheld, and until when.',
    close: () => 'Nothing is owed: close it with its outcome, or go on with the work.',
  },
  otherwise: {
    escalates: ({ at, to, isOne }) => `If nobody does by ${at}, ${to} ${isOne ? 'is' : 'are'} alerted.`,
    alerts: ({ at, to, isOne }) => `If nobody does by ${at}, ${to} ${isOne ? 'is' : 'are'} alerted until it is done.`,
    'asks-again': ({ since, at }) => `It is overdue since ${since}${at ? `, and is asked for again at ${at}` : ''}.`,
    late: ({ at }) => `If nobody does, customers are told late: they are due before ${at}.`,
    'stays-late': ({ since, at }) =>
      `Customers are late since ${since}${at ? `; a reason is demanded again at ${at}` : ''}.`,
    demanded: ({ at }) => `The reason is demanded again at ${at}.`,
    'stays-open': () => 'If nobody does, the incident stays open.',
  },
};

const FR: Words = {
  sentences: {
    acknowledge: () => 'Accusez réception de l’alerte\u202f: dites que vous vous en chargez.',
    assess: () => 'Consignez le tri\u202f; ce qui n’est pas encore connu peut rester «\u202finconnu\u202f» (unknown).',
    classify: () => 'Dites ce qu’est ce dossier.',
    decide: () =>
      'Décidez\u202f: déclarez-le, sur simple soupçon s’il le faut, classez-le autrement, ou notez ce qui manque et jusqu’à quand.',
    declare: () => 'Déclarez-le.',
    wait: () => 'Notez ce qui manque, et jusqu’à quand.',
    'declare-again': () => 'Confirmez la déclaration, authentifié.',
    withdraw: () => 'Demandez le retrait de la déclaration.',
    scope: () => 'Nommez les clients concernés.',
    remove: () => 'Retirez qui ne figure pas au registre, ou importez-le.',
    fact: ({ field }) => `Consignez le fait «\u202f${words(field)}\u202f» pour la notification.`,
    draft: ({ kind }) =>
      `Rédigez ${kind ? `la notification (${words(kind)})` : 'une notification'} à partir des faits.`,
    approve: ({ notice }) => `Approuvez la notification ${words(notice)} mot pour mot, ou rejetez-la avec le motif.`,
    reject: ({ notice }) => `Rejetez la notification ${words(notice)}.`,
    release: ({ notice }) => `Diffusez la notification ${words(notice)}\u202f: deux personnes l’ont approuvée.`,
    explain: () => 'Donnez la raison pour laquelle les clients sont informés en retard.',
    waive: () => 'Demandez de renoncer à informer un client, nommément.',
    contact: ({ customer }) =>
      `Informez ${words(customer) || 'le client'} de vive voix et consignez-le\u202f: aucune notification ne lui parvient.`,
    revoke: () => 'Annulez la mention du contact.',
    'waive-promise': () => 'Demandez de renoncer à ce qui fut promis.',
    postpone: () => 'Dites qui établit le fait, et jusqu’à quand.',
    help: ({ customer }) => `Aidez ${words(customer)}, et notez ce qui lui fut remis.`,
    member: () => 'Ajoutez les membres qui manquent à cet incident restreint.',
    glass: () => 'Entrez\u202f: aucun membre ne répond.',
    confirm: () => 'Confirmez ou écartez, comme seconde personne, ce qui fut demandé.',
    decline: () => 'Écartez ce qui fut demandé.',
    'end-help': () => 'Dites que l’aide est terminée, et comment.',
    'end-task': ({ task }) => `Terminez la tâche ${words(task)}, ou passez-la en donnant la raison.`,
    file: () => 'Notifiez l’autorité, et consignez-le.',
    'regime-duty': () => 'Faites ce que la loi exige de nous, et consignez-le.',
    'release-withheld': () => 'Levez ce qui est tu aux clients, ou dites pourquoi pas encore.',
    'review-withheld': () => 'Dites pourquoi il faut encore le taire, et jusqu’à quand.',
    close: () => 'Rien n’est dû\u202f: clôturez le dossier avec son issue, ou poursuivez le travail.',
  },
  otherwise: {
    escalates: ({ at, to }) => `À défaut, alerte le ${at}\u202f: ${to}.`,
    alerts: ({ at, to }) => `À défaut, alerte le ${at}, et jusqu’à ce que ce soit fait\u202f: ${to}.`,
    'asks-again': ({ since, at }) => `En retard depuis le ${since}${at ? `\u202f; nouvelle demande le ${at}` : ''}.`,
    late: ({ at }) => `À défaut, les clients seront informés en retard\u202f: ils doivent l’être avant le ${at}.`,
    'stays-late': ({ since, at }) =>
      `Les clients sont en retard depuis le ${since}${at ? `\u202f; une raison sera de nouveau exigée le ${at}` : ''}.`,
    demanded: ({ at }) => `La raison sera de nouveau exigée le ${at}.`,
    'stays-open': () => 'À défaut, le dossier reste ouvert.',
  },
};

const WORDS: Record<NextLanguage, Words> = { en: EN, fr: FR };

function namesOf(to: Addressees): string {
  return ('persons' in to ? to.persons : to.roles).join(', ');
}

function words(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function utc(at: Instant): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
