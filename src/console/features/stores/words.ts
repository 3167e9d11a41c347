import type { StoreGap } from '../../../domain/triage/stores';
import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  none: string;
  why: string;
  gaps: Record<StoreGap, string>;
  checked: string;
  unchecked: string;
  each: (days: number) => string;
  change: (name: string) => string;
  check: (name: string) => string;
  end: (name: string) => string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'Where personal data lies',
    none: 'No store is listed yet.',
    why: 'Operators and privacy add each. A report then names its store, and its customers are proposed as scope.',
    gaps: { method: 'No detection', check: 'Check is overdue', owner: 'No active owner' },
    checked: 'Detection was last tried',
    unchecked: 'Its detection was never tried,',
    each: (days) => `wanted every ${days} days.`,
    change: (name) => `Change the store: ${name}`,
    check: (name) => `Its detection works: ${name}`,
    end: (name) => `Take it off the list: ${name}`,
  },
  fr: {
    title: 'Où se trouvent les données personnelles',
    none: 'Aucun emplacement n’est encore noté.',
    why: 'Exploitation et confidentialité ajoutent chacun. Un signalement nomme alors son emplacement, et ses clients sont proposés comme périmètre.',
    gaps: { method: 'Aucune détection', check: 'Vérification en retard', owner: 'Aucun responsable actif' },
    checked: 'Détection essayée en dernier',
    unchecked: 'Sa détection n’a jamais été essayée,',
    each: (days) => `voulu tous les ${days} jours.`,
    change: (name) => `Modifier l’emplacement\u202f: ${name}`,
    check: (name) => `Sa détection fonctionne\u202f: ${name}`,
    end: (name) => `Le retirer de la liste\u202f: ${name}`,
  },
};
