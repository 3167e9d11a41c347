import { lazy, type ComponentType } from 'react';
import { Board } from '../features/board/board';
import type { Catalogue } from '../ui/words';

export interface Page {
  /** Its address; `:id` and the like are handed to it by `useParams`. The API serves what `src/api/routes/console.ts` names. */
  path: string;
  show: ComponentType;
  /** Its name in the navigation, if it is there. */
  name?: Catalogue<string>;
  /** Where the navigation leads, if not to `path`. */
  link?: string;
  /** Whatever is beneath this address belongs to it, too. */
  over?: string;
}

/** Every page of the console. The first is loaded at once, the others when they are asked for. */
export const PAGES: Page[] = [
  { path: '/', show: Board, name: { en: 'Incidents', fr: 'Incidents' }, over: '/incidents/' },
  {
    path: '/incidents/:id',
    show: lazy(() => import('../features/incident/page').then(({ IncidentPage }) => ({ default: IncidentPage }))),
  },
  {
    path: '/incidents/:id/notices/:number/recipients',
    show: lazy(() => import('../features/recipients/page').then(({ RecipientsPage }) => ({ default: RecipientsPage }))),
  },
  {
    path: '/incidents/:id/post-mortem',
    show: lazy(() =>
      import('../features/post-mortem/page').then(({ PostMortemPage }) => ({ default: PostMortemPage })),
    ),
  },
  {
    path: '/incidents/:id/notices/:number',
    show: lazy(() => import('../features/notice/page').then(({ NoticePage }) => ({ default: NoticePage }))),
  },
  {
    path: '/exercises/*?',
    show: lazy(() => import('../features/exercises/page').then(({ ExercisesPage }) => ({ default: ExercisesPage }))),
    name: { en: 'Exercises', fr: 'Exercices' },
    link: '/exercises',
  },
  {
    path: '/training',
    show: lazy(() => import('../features/training/page').then(({ TrainingPage }) => ({ default: TrainingPage }))),
    name: { en: 'Training', fr: 'Formation' },
  },
  {
    path: '/audits/*?',
    show: lazy(() => import('../features/audits/page').then(({ AuditsPage }) => ({ default: AuditsPage }))),
    name: { en: 'Audits', fr: 'Audits' },
    link: '/audits',
  },
  {
    path: '/procedures/*?',
    show: lazy(() => import('../features/procedures/page').then(({ ProceduresPage }) => ({ default: ProceduresPage }))),
    name: { en: 'Procedures', fr: 'Procédures' },
    link: '/procedures',
    over: '/reviews',
  },
  {
    path: '/reviews/*?',
    show: lazy(() => import('../features/procedures/reviews').then(({ ReviewsPage }) => ({ default: ReviewsPage }))),
  },
  {
    path: '/register',
    show: lazy(() => import('../features/register/page').then(({ RegisterPage }) => ({ default: RegisterPage }))),
    name: { en: 'Register', fr: 'Registre' },
  },
  {
    path: '/stores',
    show: lazy(() => import('../features/stores/page').then(({ StoresPage }) => ({ default: StoresPage }))),
    name: { en: 'Data', fr: 'Données' },
  },
  {
    path: '/figures',
    show: lazy(() => import('../features/figures/page').then(({ FiguresPage }) => ({ default: FiguresPage }))),
    name: { en: 'Figures', fr: 'Chiffres' },
  },
  {
    path: '/customers/*?',
    show: lazy(() => import('../features/customers/page').then(({ CustomersPage }) => ({ default: CustomersPage }))),
    name: { en: 'Customers', fr: 'Clients' },
    link: '/customers',
  },
  {
    path: '/people/*?',
    show: lazy(() => import('../features/people/page').then(({ PeoplePage }) => ({ default: PeoplePage }))),
    name: { en: 'People', fr: 'Personnes' },
    link: '/people',
  },
  {
    path: '/operations',
    show: lazy(() => import('../features/operations/page').then(({ OperationsPage }) => ({ default: OperationsPage }))),
    name: { en: 'Operations', fr: 'Exploitation' },
  },
];
