import type { Role } from '../../domain/primitives/people';

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Why a sign-in did not come about. */
export type SignInFault =
  | 'wrong-key'
  | 'no-key'
  | 'no-role'
  | 'too-many'
  | 'foreign-form'
  | 'not-available'
  | 'provider-away'
  | 'provider-refused'
  | 'not-begun-here'
  | 'provider-failed'
  | 'no-address'
  | 'nobody';

export interface Words {
  tagline: string;
  signIn: string;
  key: string;
  keyHint: string;
  withKey: string;
  withProvider: string;
  or: string;
  signedOut: string;
  which: string;
  whichHint: string;
  faults: Record<SignInFault, string>;
  signedInAs: string;
  roles: string;
  role: Record<Role, string>;
  until: string;
  signOut: string;
  goOn: string;
  docs: string;
  docsHint: string;
  temporal: string;
  temporalHint: string;
  unreadable: string;
  glasses: (endpoint: string) => string;
  health: string;
  healthHint: string;
}

export const WORDS: Record<Language, Words> = {
  en: {
    tagline: 'Personal-data breaches: no customer is told late, twice, or not at all.',
    signIn: 'Sign in',
    key: 'Your key',
    keyHint: 'It begins with tocsin_… An operator has a code for one mailed to you.',
    withKey: 'Sign in with the key',
    withProvider: 'Use your company account',
    or: 'or',
    signedOut: 'You are signed out.',
    which: 'Which account?',
    whichHint:
      'Several accounts here have your mail address. What you do is kept under the one that you choose; they count as one person.',
    faults: {
      'wrong-key':
        'This key is not known, was revoked, or has expired. Check it and enter it again; an operator has a code for a new one mailed to you.',
      'no-key': 'Enter your key, of at most 500 characters.',
      'no-role': 'You hold no role here. An operator gives roles.',
      'too-many':
        'Too many sign-ins failed from this address. Wait five minutes; a key that is right is taken all the same.',
      'foreign-form': 'This did not come from this page. Sign in here.',
      'not-available': 'Tocsin cannot reach its register. Try again in a minute.',
      'provider-away': 'Your company’s sign-in cannot be reached. Try again in a minute, or sign in with a key.',
      'provider-refused': 'Your company’s sign-in did not let you through. Try again, or sign in with a key.',
      'not-begun-here': 'This sign-in was not begun in this browser, or more than ten minutes ago. Begin again.',
      'provider-failed':
        'The answer of your company’s sign-in could not be verified. Begin again, or sign in with a key.',
      'no-address':
        'Your company’s sign-in vouches for no mail address of yours. Sign in with a key, and tell an operator.',
      nobody: 'There is nobody here with your mail address. An operator adds people.',
    },
    signedInAs: 'Signed in as',
    roles: 'Roles',
    role: {
      reporter: 'Reporter',
      responder: 'Responder',
      lead: 'Lead',
      privacy: 'Privacy',
      legal: 'Legal',
      communications: 'Communications',
      executive: 'Executive',
      auditor: 'Auditor',
      operator: 'Operator',
    },
    until: 'Signed in at most until',
    signOut: 'Sign out',
    goOn: 'Go on',
    docs: 'API documentation',
    docsHint: 'Report, read and command.',
    temporal: 'Temporal’s UI',
    temporalHint: 'How an incident’s workflow runs.',
    unreadable: 'It shows only ciphertext?',
    glasses: (endpoint) =>
      `Choose the glasses in its upper right corner (Codec Server), enter the browser endpoint ${endpoint}, switch “Include cross-origin credentials” on, and apply. Once for each browser.`,
    health: 'Health',
    healthHint: 'Register, Temporal and clock.',
  },
  fr: {
    tagline: 'Violations de données personnelles\u202f: aucun client averti en retard, deux fois, ou pas du tout.',
    signIn: 'Connexion',
    key: 'Votre clé',
    keyHint: 'Elle commence par tocsin_… Un opérateur vous fait envoyer un code pour en créer une.',
    withKey: 'Se connecter avec la clé',
    withProvider: 'Compte de l’entreprise',
    or: 'ou',
    signedOut: 'La session est terminée.',
    which: 'Quel compte\u202f?',
    whichHint:
      'Plusieurs comptes ont ici votre adresse électronique. Vos actes sont consignés sous celui que vous choisissez\u202f; ils comptent pour une seule personne.',
    faults: {
      'wrong-key':
        'Cette clé est inconnue, révoquée ou expirée. Vérifiez-la et saisissez-la de nouveau\u202f; un opérateur vous fait envoyer un code pour en créer une.',
      'no-key': 'Saisissez votre clé, de 500 caractères au plus.',
      'no-role': 'Vous n’avez aucun rôle ici. Un opérateur attribue les rôles.',
      'too-many':
        'Trop de connexions ont échoué depuis cette adresse. Attendez cinq minutes\u202f; une clé juste est acceptée malgré tout.',
      'foreign-form': 'Cela ne venait pas de cette page. Connectez-vous ici.',
      'not-available': 'Tocsin ne joint pas son registre. Réessayez dans une minute.',
      'provider-away':
        'La connexion de votre entreprise est injoignable. Réessayez dans une minute, ou connectez-vous avec une clé.',
      'provider-refused':
        'La connexion de votre entreprise ne vous a pas laissé passer. Réessayez, ou connectez-vous avec une clé.',
      'not-begun-here':
        'Cette connexion n’a pas commencé dans ce navigateur, ou il y a plus de dix minutes. Recommencez.',
      'provider-failed':
        'La réponse de la connexion de votre entreprise n’a pas pu être vérifiée. Recommencez, ou connectez-vous avec une clé.',
      'no-address':
        'La connexion de votre entreprise ne garantit aucune adresse électronique. Connectez-vous avec une clé et prévenez un opérateur.',
      nobody: 'Personne ici n’a votre adresse électronique. Un opérateur ajoute les personnes.',
    },
    signedInAs: 'Session ouverte par',
    roles: 'Rôles',
    role: {
      reporter: 'Signalement',
      responder: 'Intervention',
      lead: 'Direction de crise',
      privacy: 'Protection des données',
      legal: 'Juridique',
      communications: 'Communication',
      executive: 'Direction',
      auditor: 'Audit',
      operator: 'Exploitation',
    },
    until: 'Ouverte au plus tard jusqu’au',
    signOut: 'Se déconnecter',
    goOn: 'Continuer',
    docs: 'Documentation de l’API',
    docsHint: 'Signaler, lire et commander.',
    temporal: 'L’interface de Temporal',
    temporalHint: 'Comment se déroule le workflow d’un incident.',
    unreadable: 'Elle n’affiche que du texte chiffré\u202f?',
    glasses: (endpoint) =>
      `Choisissez les lunettes en haut à droite (Codec Server), saisissez l’adresse ${endpoint}, activez «\u202fInclude cross-origin credentials\u202f» et appliquez. Une fois par navigateur.`,
    health: 'Santé',
    healthHint: 'Registre, Temporal et horloge.',
  },
};
