import type { Catalogue } from '../../ui/words';

/** How far a post-mortem is. */
export const REVIEWS = ['none', 'open', 'approved', 'followed-up'] as const;

interface Words {
  title: string;
  none: string;
  restricted: (count: number) => string;
  more: string;
  period: string;
  class: string;
  review: string;
  all: Record<'year' | 'class' | 'review', string>;
  reviews: Record<(typeof REVIEWS)[number], string>;
  forms: Record<'veris' | 'ocsf' | 'dpv', string>;
  columns: string[];
  told: (told: string, affected: string) => string;
  print: (id: string) => string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'Register',
    none: 'Nothing was reported that meets all of this.',
    restricted: (count) => `${count} more of any period are restricted, and not yours to see.`,
    more: 'Only the first 200 stand here: the files have all.',
    period: 'Reported in',
    class: 'What it was found to be',
    review: 'Post-mortem',
    all: { year: 'Any year', class: 'Whatever it was', review: 'Any post-mortem' },
    reviews: { none: 'No post-mortem', open: 'Open', approved: 'Approved', 'followed-up': 'Followed up' },
    forms: { veris: 'VERIS', ocsf: 'OCSF', dpv: 'DPV (JSON-LD)' },
    columns: ['Incident', 'Reported', 'Found to be', 'Why', 'Severity', 'Declared', 'Customers told', 'To print'],
    told: (told, affected) => `${told} of ${affected}`,
    print: (id) => `${id} as PDF`,
  },
  fr: {
    title: 'Registre',
    none: 'Aucun signalement ne répond à tout cela.',
    restricted: (count) => `${count} autres, toutes périodes confondues, sont d’accès restreint.`,
    more: 'Seuls les 200 premiers sont ici : les fichiers les ont tous.',
    period: 'Signalé en',
    class: 'Ce qui a été constaté',
    review: 'Retour d’expérience',
    all: { year: 'Toute année', class: 'Quoi que ce fût', review: 'Tout retour d’expérience' },
    reviews: {
      none: 'Aucun retour d’expérience',
      open: 'Ouvert',
      approved: 'Approuvé',
      'followed-up': 'Suivi jusqu’au bout',
    },
    forms: { veris: 'VERIS', ocsf: 'OCSF', dpv: 'DPV (JSON-LD)' },
    columns: ['Incident', 'Signalé', 'Constaté', 'Pourquoi', 'Gravité', 'Déclaré', 'Clients informés', 'À imprimer'],
    told: (told, affected) => `${told} sur ${affected}`,
    print: (id) => `${id} en PDF`,
  },
};
