import type { ContactRole } from '../../domain/primitives/customers';
import type { Language } from '../../texts/page';

/** What the page says of what somebody just did. */
export const SAID = [
  'confirmed',
  'corrected',
  'answered-before',
  'not-ticked',
  'wrong-reference',
  'no-name',
  'no-address',
  'not-readable',
] as const;
export type Said = (typeof SAID)[number];
export const GOOD: readonly Said[] = ['confirmed', 'corrected', 'answered-before'];

export interface ContactsWords {
  title: string;
  other: string;
  gone: { title: string; text: string };
  about: (customer: string) => string;
  duty: string;
  roles: Record<ContactRole, string>;
  name: string;
  email: string;
  notAny: string;
  add: string;
  statement: string;
  reference: string;
  button: string;
  answered: Record<'confirmed' | 'corrected', (at: string) => string>;
  said: Record<Said, string>;
}

const EN: ContactsWords = {
  title: 'Your contacts for incidents',
  other: 'En français',
  gone: {
    title: 'This link opens nothing',
    text: 'It may be incomplete, or its time is over. Open it from the mail again; we ask again another time.',
  },
  about: (customer) =>
    `If personal data of ${customer} were affected by an incident here, we would write to these contacts, within hours.`,
  duty: 'That they are right is your company’s own duty: we write to those that we have, and to nobody else.',
  roles: { administrator: 'gets the notices', privacy: 'for data protection', security: 'for security' },
  name: 'Name',
  email: 'Mail address',
  notAny: 'No longer a contact of ours',
  add: 'One more contact',
  statement: 'These contacts, as they stand here now, are right. I say so on behalf of my company.',
  reference: 'Reference, typed from the mail',
  button: 'Send',
  answered: {
    confirmed: (at) => `Confirmed on ${at}. There is nothing more to do.`,
    corrected: (at) => `Corrected on ${at}. Somebody of ours takes it over.`,
  },
  said: {
    confirmed: 'Thank you. Your contacts are confirmed.',
    corrected: 'Thank you. Somebody of ours looks at your corrections and takes them over.',
    'answered-before': 'This was answered already. If something has changed since, reply to the mail.',
    'not-ticked': 'Nothing was noted: tick the sentence that you confirm.',
    'wrong-reference': 'Nothing was noted: type the reference as the mail has it, such as VRF-2026-0001.',
    'no-name': 'Nothing was noted: each contact needs a name.',
    'no-address': 'Nothing was noted: one of the mail addresses is none.',
    'not-readable': 'Nothing was noted: what your browser sent could not be read. Try again from this page.',
  },
};

const FR: ContactsWords = {
  title: 'Vos contacts en cas d’incident',
  other: 'In English',
  gone: {
    title: 'Ce lien n’ouvre rien',
    text: 'Il est peut-être incomplet, ou son temps est passé. Ouvrez-le de nouveau depuis le message\u202f; nous redemanderons plus tard.',
  },
  about: (customer) =>
    `Si des données personnelles de ${customer} étaient touchées par un incident chez nous, nous écririons en quelques heures à ces contacts.`,
  duty: 'Leur exactitude incombe à votre entreprise\u202f: nous écrivons à ceux que nous avons, et à personne d’autre.',
  roles: {
    administrator: 'reçoit les notifications',
    privacy: 'pour la protection des données',
    security: 'pour la sécurité',
  },
  name: 'Nom',
  email: 'Adresse de messagerie',
  notAny: 'N’est plus un de nos contacts',
  add: 'Un contact de plus',
  statement: 'Ces contacts, tels qu’ils figurent ici, sont exacts. Je le dis au nom de mon entreprise.',
  reference: 'Référence, recopiée du message',
  button: 'Envoyer',
  answered: {
    confirmed: (at) => `Confirmés le ${at}. Il n’y a plus rien à faire.`,
    corrected: (at) => `Corrigés le ${at}. Quelqu’un de chez nous reprend vos corrections.`,
  },
  said: {
    confirmed: 'Merci. Vos contacts sont confirmés.',
    corrected: 'Merci. Quelqu’un de chez nous regarde vos corrections et les reprend.',
    'answered-before': 'Vous avez déjà répondu. Si quelque chose a changé depuis, répondez plutôt au message.',
    'not-ticked': 'Rien n’a été noté\u202f: cochez la phrase que vous confirmez.',
    'wrong-reference':
      'Rien n’a été noté\u202f: saisissez la référence telle qu’elle figure dans le message, par exemple VRF-2026-0001.',
    'no-name': 'Rien n’a été noté\u202f: chaque contact doit avoir un nom.',
    'no-address': 'Rien n’a été noté\u202f: une des adresses de messagerie n’en est pas une.',
    'not-readable':
      'Rien n’a été noté\u202f: ce que votre navigateur a envoyé n’est pas lisible. Réessayez depuis cette page.',
  },
};

export const CONTACTS_WORDS: Record<Language, ContactsWords> = { en: EN, fr: FR };
