import type { STANDINGS } from '../../../contract/training/incident-training';
import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  seek: string;
  hint: string;
  of: (name: string, department: string) => string;
  standing: Record<(typeof STANDINGS)[number], string>;
  validUntil: string;
}

export const TRAINING: Catalogue<Words> = {
  en: {
    title: 'Training of who caused it',
    seek: 'Staff number',
    hint: 'Shows what somebody of the staff had been taught when the incident was detected. Each reading is kept.',
    of: (name, department) => `${name}, ${department}`,
    standing: {
      trained: 'Trained',
      lapsed: 'Run out',
      failed: 'Failed',
      overdue: 'Overdue',
      open: 'Open',
      never: 'Never given',
    },
    validUntil: 'until',
  },
  fr: {
    title: 'Formation de la personne à l’origine',
    seek: 'Matricule',
    hint: 'Montre ce qu’une personne de l’effectif avait appris à la détection de l’incident. Chaque lecture est conservée.',
    of: (name, department) => `${name}, ${department}`,
    standing: {
      trained: 'Formation à jour',
      lapsed: 'Expirée',
      failed: 'Échouée',
      overdue: 'En retard',
      open: 'En cours',
      never: 'Jamais donnée',
    },
    validUntil: 'jusqu’au',
  },
};
