import type { DetectionMethod, StoreGap, StoreKind } from '../../../domain/triage/stores';
import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  none: string;
  why: string;
  kinds: Record<StoreKind, string>;
  gaps: Record<StoreGap, string>;
  methods: Record<DetectionMethod, string>;
  checked: string;
  unchecked: string;
  each: (days: number) => string;
  check: (name: string) => string;
  end: (name: string) => string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'Where personal data lies',
    none: 'No store is listed yet.',
    why: 'Operators and privacy list each by PUT /api/data-stores/<id>. A report then names its store, and its customers are proposed as scope.',
    kinds: { online: 'Online', offline: 'Offline' },
    gaps: { method: 'No detection', check: 'Check is overdue', owner: 'No active owner' },
    methods: {
      'signature-alarms': 'alarms by signature',
      'anomaly-alarms': 'alarms by anomaly',
      'access-review': 'review of accesses',
      'integrity-check': 'check of integrity',
      'inventory-count': 'count of what is there',
      'customer-reports': 'reports of customers',
      'staff-reports': 'reports of staff',
    },
    checked: 'Detection was last tried',
    unchecked: 'Its detection was never tried,',
    each: (days) => `wanted every ${days} days.`,
    check: (name) => `Its detection works: ${name}`,
    end: (name) => `Take it off the list: ${name}`,
  },
  fr: {
    title: 'Où se trouvent les données personnelles',
    none: 'Aucun emplacement n’est encore noté.',
    why: 'Exploitation et confidentialité notent chacun par PUT /api/data-stores/<id>. Un signalement nomme alors son emplacement, et ses clients sont proposés comme périmètre.',
    kinds: { online: 'En ligne', offline: 'Hors ligne' },
    gaps: { method: 'Aucune détection', check: 'Vérification en retard', owner: 'Aucun responsable actif' },
    methods: {
      'signature-alarms': 'alarmes par signature',
      'anomaly-alarms': 'alarmes par anomalie',
      'access-review': 'revue des accès',
      'integrity-check': 'contrôle d’intégrité',
      'inventory-count': 'comptage de ce qui s’y trouve',
      'customer-reports': 'signalements de clients',
      'staff-reports': 'signalements du personnel',
    },
    checked: 'Détection essayée en dernier',
    unchecked: 'Sa détection n’a jamais été essayée,',
    each: (days) => `voulu tous les ${days} jours.`,
    check: (name) => `Sa détection fonctionne\u202f: ${name}`,
    end: (name) => `Le retirer de la liste\u202f: ${name}`,
  },
};
