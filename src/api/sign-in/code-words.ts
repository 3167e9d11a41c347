import type { Language } from './words';

/** Why no key came of a code. */
export type CodeFault = 'wrong-code' | 'no-code' | 'too-many' | 'foreign-form' | 'not-available';

export interface CodeWords {
  title: string;
  code: string;
  codeHint: string;
  make: string;
  haveKey: string;
  haveCode: string;
  made: string;
  keep: string;
  until: string;
  signIn: string;
  faults: Record<CodeFault, string>;
}

export const CODE_WORDS: Record<Language, CodeWords> = {
  en: {
    title: 'Make your key',
    code: 'Code from the mail',
    codeHint: 'Five groups of four letters and digits. It is good once, for 24 hours.',
    make: 'Make my key',
    haveKey: 'I have a key',
    haveCode: 'I was mailed a code',
    made: 'Your key',
    keep: 'Copy it now to where you keep passwords. It is shown this once; nobody else has seen it, and nobody can look it up.',
    until: 'It expires on',
    signIn: 'Sign in with it',
    faults: {
      'wrong-code': 'This code is not known, was used, or has ended. Ask an operator for another.',
      'no-code': 'Enter the code as it stands in the mail, such as 7KD2-M0QX-3F9T-V8RA-5HNW.',
      'too-many':
        'Too many codes from this address were wrong. Wait five minutes; a code that is right is taken all the same.',
      'foreign-form': 'This did not come from this page. Enter the code here.',
      'not-available': 'No key can be made at the moment. The code was not used: try again in a minute.',
    },
  },
  fr: {
    title: 'Créer votre clé',
    code: 'Code reçu par courriel',
    codeHint: 'Cinq groupes de quatre lettres et chiffres. Il vaut une fois, pendant 24 heures.',
    make: 'Créer ma clé',
    haveKey: 'J’ai une clé',
    haveCode: 'J’ai reçu un code',
    made: 'Votre clé',
    keep: 'Copiez-la maintenant là où vous gardez vos mots de passe. Elle n’est affichée que cette fois\u202f; personne d’autre ne l’a vue, et personne ne peut la retrouver.',
    until: 'Elle expire le',
    signIn: 'Se connecter avec cette clé',
    faults: {
      'wrong-code': 'Ce code est inconnu, déjà utilisé ou expiré. Demandez-en un autre à un opérateur.',
      'no-code': 'Saisissez le code tel qu’il figure dans le courriel, par exemple 7KD2-M0QX-3F9T-V8RA-5HNW.',
      'too-many':
        'Trop de codes saisis depuis cette adresse étaient faux. Attendez cinq minutes\u202f; un code juste est accepté malgré tout.',
      'foreign-form': 'Cela ne venait pas de cette page. Saisissez le code ici.',
      'not-available':
        'Aucune clé ne peut être créée pour le moment. Le code n’a pas été utilisé\u202f: réessayez dans une minute.',
    },
  },
};
