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
  past: {
    title: string;
    none: string;
    columns: string[];
    file: string;
    imported: (imported: string, unchanged: string) => string;
    different: (ids: string) => string;
    unreadable: string;
    place: (pointer: string) => string;
  };
}

/** `/records/2/timeline/incident/year`: the third record, and where in it. */
function placeIn(pointer: string): [record: number, field: string] {
  const [, , nth = '', ...field] = pointer.split('/');
  return [Number(nth) + 1, field.join('.')];
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
    past: {
      title: 'From another register',
      none: 'Nothing was imported yet.',
      columns: ['Its number there', 'From', 'Happened', 'Found to be', 'What happened'],
      file: 'Import a file of VERIS records (JSON), for which no clock runs',
      imported: (imported, unchanged) => `Imported: ${imported} new, ${unchanged} there already.`,
      different: (ids) => `There with other words, and left as they are: ${ids}.`,
      unreadable: 'This file is no JSON: nothing was imported.',
      place: (pointer) => {
        const [record, field] = placeIn(pointer);
        return `Record ${record}, ${field}:`;
      },
    },
  },
  fr: {
    title: 'Registre',
    none: 'Aucun signalement ne répond à tout cela.',
    restricted: (count) => `${count} autres, toutes périodes confondues, sont d’accès restreint.`,
    more: 'Seuls les 200 premiers sont ici\u202f: les fichiers les ont tous.',
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
    past: {
      title: 'D’un autre registre',
      none: 'Rien n’a encore été importé.',
      columns: ['Son numéro là-bas', 'Provenance', 'Survenu', 'Constaté', 'Ce qui s’est passé'],
      file: 'Importer un fichier d’enregistrements VERIS (JSON), pour lesquels aucun délai ne court',
      imported: (imported, unchanged) => `Importés : ${imported} nouveaux, ${unchanged} déjà présents.`,
      different: (ids) => `Présents avec d’autres mots, et laissés tels quels : ${ids}.`,
      unreadable: 'Ce fichier n’est pas du JSON : rien n’a été importé.',
      place: (pointer) => {
        const [record, field] = placeIn(pointer);
        return `Enregistrement ${record}, ${field} :`;
      },
    },
  },
};
