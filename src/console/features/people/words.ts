import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  nobody: string;
  inactive: string;
  keys: string;
  sessions: string;
  looked: string;
  none: string;
  state: Record<'valid' | 'expiring' | 'expired', string>;
  used: string;
  never: string;
  until: string;
  refused: string;
  forOthers: (roles: string) => string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'People',
    nobody: 'You read of nobody here.',
    inactive: 'Inactive',
    keys: 'Keys',
    sessions: 'Sessions',
    looked: 'Looked at',
    none: 'None.',
    state: { valid: 'Valid', expiring: 'Expires soon', expired: 'Expired' },
    used: 'used',
    never: 'never',
    until: 'until',
    refused: 'refused',
    forOthers: (roles) => `This is for: ${roles}. Ask one of them.`,
  },
  fr: {
    title: 'Personnes',
    nobody: 'Vous ne lisez ici personne.',
    inactive: 'Inactif',
    keys: 'Clés',
    sessions: 'Sessions',
    looked: 'Consultations',
    none: 'Aucune.',
    state: { valid: 'Valide', expiring: 'Expire bientôt', expired: 'Expirée' },
    used: 'utilisée',
    never: 'jamais',
    until: 'jusqu’au',
    refused: 'refusé',
    forOthers: (roles) => `Cela revient à\u00a0: ${roles}. Demandez-leur.`,
  },
};
