import type { Phase } from '../../../domain/exercise/state';
import type { Catalogue } from '../../ui/words';
import type { ViewName } from './views';

interface Words {
  title: string;
  report: string;
  reportShort: string;
  views: Record<ViewName, string>;
  noExercise: string;
  planOne: string;
  phase: Record<Phase, string>;
  viewsLabel: string;
  search: string;
  filters: string;
  any: string;
  stage: string;
  class: string;
  severity: string;
  sort: string;
  sorts: Record<'clock' | 'due' | '-openedAt' | '-updatedAt' | '-severity', string>;
  save: string;
  saveName: string;
  forget: (name: string) => string;
  found: { one: string; other: string };
  more: string;
  nothing: string;
  nothingHint: string;
  restricted: string;
  nobody: string;
  awaits: (roles: string) => string;
  reportedBy: string;
  opened: string;
  waiting: string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'Incidents',
    report: 'Report something',
    reportShort: 'Report',
    views: {
      open: 'Open',
      mine: 'Mine',
      'due-soon': 'Due in 24 h',
      'awaiting-my-approval': 'Awaits approval',
      late: 'Late',
      unassigned: 'New reports',
      exercises: 'Exercises',
      closed: 'Closed',
      all: 'All',
    },
    noExercise: 'No exercise was planned yet.',
    planOne: 'Plan one',
    phase: { planned: 'Planned', running: 'Running', ended: 'Ended', concluded: 'Concluded' },
    viewsLabel: 'Views',
    search: 'Search',
    filters: 'Filters',
    any: 'Any',
    stage: 'Stage',
    class: 'Class',
    severity: 'Severity',
    sort: 'Order',
    sorts: {
      clock: 'Nearest clock first',
      due: 'Nearest promise first',
      '-openedAt': 'Newest first',
      '-updatedAt': 'Last changed first',
      '-severity': 'Gravest first',
    },
    save: 'Save this view',
    saveName: 'Name of the view',
    forget: (name) => `Forget the view ${name}`,
    found: { one: '# incident', other: '# incidents' },
    more: 'Show more',
    nothing: 'Nothing in this view.',
    nothingHint: 'Choose another view, or fewer filters.',
    restricted: 'Restricted',
    nobody: 'Nobody has it in hand',
    awaits: (roles) => `waits for ${roles}`,
    reportedBy: 'reported by',
    opened: 'opened',
    waiting: 'taken, not opened yet',
  },
  fr: {
    title: 'Incidents',
    report: 'Signaler quelque chose',
    reportShort: 'Signaler',
    views: {
      open: 'Ouverts',
      mine: 'Les miens',
      'due-soon': 'Dus sous 24 h',
      'awaiting-my-approval': 'À approuver',
      late: 'En retard',
      unassigned: 'Nouveaux',
      exercises: 'Exercices',
      closed: 'Clos',
      all: 'Tous',
    },
    noExercise: 'Aucun exercice n’est prévu.',
    planOne: 'En prévoir un',
    phase: { planned: 'Prévu', running: 'En cours', ended: 'Terminé', concluded: 'Conclu' },
    viewsLabel: 'Vues',
    search: 'Rechercher',
    filters: 'Filtres',
    any: 'Indifférent',
    stage: 'Phase',
    class: 'Qualification',
    severity: 'Gravité',
    sort: 'Ordre',
    sorts: {
      clock: 'Délai le plus proche d’abord',
      due: 'Promesse la plus proche d’abord',
      '-openedAt': 'Les plus récents d’abord',
      '-updatedAt': 'Modifiés récemment d’abord',
      '-severity': 'Les plus graves d’abord',
    },
    save: 'Enregistrer cette vue',
    saveName: 'Nom de la vue',
    forget: (name) => `Oublier la vue ${name}`,
    found: { one: '# incident', other: '# incidents' },
    more: 'Afficher la suite',
    nothing: 'Rien dans cette vue.',
    nothingHint: 'Choisissez une autre vue, ou moins de filtres.',
    restricted: 'Restreint',
    nobody: 'Personne ne s’en occupe',
    awaits: (roles) => `attend\u202f: ${roles}`,
    reportedBy: 'signalé par',
    opened: 'ouvert',
    waiting: 'pris en compte, pas encore ouvert',
  },
};
