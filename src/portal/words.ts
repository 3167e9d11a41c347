import type { AssistanceKind } from '../domain/notices/assistance';
import type { Language } from '../texts/page';

/** What the page says of what somebody just did. */
export type Said =
  | 'confirmed'
  | 'wrong-person'
  | 'asked'
  | 'not-ticked'
  | 'wrong-number'
  | 'no-question'
  | 'too-long'
  | 'too-many'
  | 'not-there'
  | 'not-readable';

export interface PortalWords {
  title: string;
  sentTo: (name: string, at?: string) => string;
  /** Of a link that opens nothing. */
  gone: { title: string; text: string };
  json: string;
  pdf: string;
  notice: string;
  said: Record<Said, string>;
  confirm: { title: string; hint: string; statement: string; number: string; name: string; button: string };
  confirmedAt: (at: string) => string;
  wrong: { title: string; hint: string; statement: string; button: string };
  wrongAt: (at: string) => string;
  ask: { title: string; hint: string; label: string; button: string };
  documents: {
    title: string;
    sheet: string;
    letter: string;
    kinds: Record<AssistanceKind, string>;
    take: string;
    taken: (at: string) => string;
    hint: string;
    ask: string;
    /** What is asked for by the button. */
    asking: string;
  };
  asked: (at: string) => string;
  answered: (at: string) => string;
  notAnswered: string;
}

const EN: PortalWords = {
  title: 'A notice to you',
  sentTo: (name, at) => `Sent to ${name}${at ? ` on ${at}` : ''}.`,
  gone: {
    title: 'This link opens nothing',
    text: 'It may be incomplete, or its time is over. Open it from the mail again, or reply to that mail.',
  },
  json: 'For your own filing, for machines (JSON)',
  pdf: 'To keep or print (PDF)',
  notice: 'The notice as it was sent',
  said: {
    confirmed: 'Thank you. We have noted that you have the notice.',
    'wrong-person': 'Thank you. We write to somebody else, and no more to this address.',
    asked: 'Thank you. Somebody of ours reads it, and the answer will stand on this page.',
    'not-ticked': 'Nothing was noted: tick the sentence that you confirm.',
    'wrong-number': 'Nothing was noted: type the number of the incident as the notice has it, such as INC-2026-0001.',
    'no-question': 'Nothing was noted: write what you ask.',
    'too-long': 'Nothing was noted: the text is too long. Write at most 4,000 characters.',
    'too-many': 'Nothing was noted: this link has asked as much as it may. Reply to the mail instead.',
    'not-there': 'This file is not there for you, or was downloaded already. Ask us below if you need it again.',
    'not-readable': 'Nothing was noted: what your browser sent could not be read. Try again from this page.',
  },
  confirm: {
    title: 'Confirm that you have it',
    hint: 'This says that you received the notice. It admits nothing, and agrees to nothing.',
    statement: 'I have received this notice and read it, on behalf of whom it is for.',
    number: 'Number of the incident, typed from the notice',
    name: 'Your name (as you like)',
    button: 'Confirm',
  },
  confirmedAt: (at) => `Confirmed on ${at}.`,
  wrong: {
    title: 'This is not for me',
    hint: 'Then we write to somebody else. Please delete the mail and tell nobody what it says.',
    statement: 'I am not the person who should get this notice.',
    button: 'Tell us',
  },
  wrongAt: (at) => `Said to be at the wrong person on ${at}.`,
  ask: {
    title: 'Ask us',
    hint: 'The answer will stand here. Send no passwords and no data of persons.',
    label: 'Your question',
    button: 'Send the question',
  },
  documents: {
    title: 'For your own duties',
    sheet: 'Information for your notification under Article 33(3) of the GDPR (PDF)',
    letter: 'Draft of a letter to the persons concerned (text)',
    kinds: { persons: 'Affected persons', log: 'Extract of a log', other: 'File' },
    take: 'Download it, once',
    taken: (at) => `Downloaded on ${at}. Ask us if you need it again.`,
    hint: 'Lists of persons and extracts of logs stand here once they are ready, and each can be downloaded once.',
    ask: 'Ask for the list of affected records',
    asking: 'Please provide the list of the affected records and persons, and the extracts of logs that concern us.',
  },
  asked: (at) => `You asked on ${at}`,
  answered: (at) => `Our answer of ${at}`,
  notAnswered: 'Not answered yet.',
};

const FR: PortalWords = {
  title: 'Une notification pour vous',
  sentTo: (name, at) => `Envoyée à ${name}${at ? ` le ${at}` : ''}.`,
  gone: {
    title: 'Ce lien n’ouvre rien',
    text: 'Il est peut-être incomplet, ou son temps est passé. Ouvrez-le de nouveau depuis le message, ou répondez à ce message.',
  },
  json: 'Pour votre propre dossier, pour les machines (JSON)',
  pdf: 'À conserver ou à imprimer (PDF)',
  notice: 'La notification telle qu’elle a été envoyée',
  said: {
    confirmed: 'Merci. Nous avons noté que vous avez la notification.',
    'wrong-person': 'Merci. Nous écrivons à quelqu’un d’autre, et plus à cette adresse.',
    asked: 'Merci. Quelqu’un de chez nous la lit, et la réponse figurera sur cette page.',
    'not-ticked': 'Rien n’a été noté\u202f: cochez la phrase que vous confirmez.',
    'wrong-number':
      'Rien n’a été noté\u202f: saisissez le numéro de l’incident tel qu’il figure dans la notification, par exemple INC-2026-0001.',
    'no-question': 'Rien n’a été noté\u202f: écrivez votre question.',
    'too-long': 'Rien n’a été noté\u202f: le texte est trop long. Écrivez 4 000 caractères au plus.',
    'too-many': 'Rien n’a été noté\u202f: ce lien a posé assez de questions. Répondez plutôt au message.',
    'not-there':
      'Ce fichier ne vous est pas destiné, ou a déjà été téléchargé. Demandez-le-nous ci-dessous si vous en avez de nouveau besoin.',
    'not-readable':
      'Rien n’a été noté\u202f: ce que votre navigateur a envoyé n’est pas lisible. Réessayez depuis cette page.',
  },
  confirm: {
    title: 'Confirmer la réception',
    hint: 'Vous dites ainsi avoir reçu la notification. Cela ne reconnaît rien et n’accepte rien.',
    statement: 'J’ai reçu cette notification et je l’ai lue, au nom de son destinataire.',
    number: 'Numéro de l’incident, recopié de la notification',
    name: 'Votre nom (si vous le souhaitez)',
    button: 'Confirmer',
  },
  confirmedAt: (at) => `Confirmée le ${at}.`,
  wrong: {
    title: 'Ce n’est pas pour moi',
    hint: 'Nous écrivons alors à quelqu’un d’autre. Supprimez le message, s’il vous plaît, et n’en parlez à personne.',
    statement: 'Je ne suis pas la personne qui devrait recevoir cette notification.',
    button: 'Nous le dire',
  },
  wrongAt: (at) => `Signalée comme parvenue à la mauvaise personne le ${at}.`,
  ask: {
    title: 'Nous poser une question',
    hint: 'La réponse figurera ici. N’envoyez ni mot de passe ni données de personnes.',
    label: 'Votre question',
    button: 'Envoyer la question',
  },
  documents: {
    title: 'Pour vos propres obligations',
    sheet: 'Éléments pour votre notification au titre de l’article 33, paragraphe 3, du RGPD (PDF)',
    letter: 'Projet de lettre aux personnes concernées (texte)',
    kinds: { persons: 'Personnes concernées', log: 'Extrait de journal', other: 'Fichier' },
    take: 'Télécharger, une seule fois',
    taken: (at) => `Téléchargé le ${at}. Demandez-le-nous si vous en avez de nouveau besoin.`,
    hint: 'Les listes de personnes et les extraits de journaux figurent ici dès qu’ils sont prêts\u202f; chacun se télécharge une fois.',
    ask: 'Demander la liste des enregistrements concernés',
    asking:
      'Veuillez nous fournir la liste des enregistrements et des personnes concernés, ainsi que les extraits de journaux qui nous concernent.',
  },
  asked: (at) => `Votre question du ${at}`,
  answered: (at) => `Notre réponse du ${at}`,
  notAnswered: 'Pas encore de réponse.',
};

export const PORTAL_WORDS: Record<Language, PortalWords> = { en: EN, fr: FR };
