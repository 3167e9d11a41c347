import type { Cause } from '../../../domain/post-mortem/state';
import type { Catalogue } from '../../ui/words';

export type Standing = 'waits' | 'coming' | 'inForce' | 'before';

interface Words {
  title: string;
  none: string;
  why: string;
  version: (version: string) => string;
  standing: Record<Standing, string>;
  approvals: (given: number) => string;
  approvalsTitle: string;
  missing: string;
  since: string;
  wanted: string;
  from: string;
  text: string;
  ownText: string;
  approvedByYou: string;
  toReviews: string;
  reviews: string;
  noReview: string;
  whyReview: string;
  period: (from: string, to: string) => string;
  due: string;
  open: string;
  approved: string;
  late: (count: string) => string;
  decisions: string;
  noDecision: string;
  actions: string;
  action: (number: number) => string;
  endAction: (number: number) => string;
  ownersOnly: string;
  recurring: string;
  noneRecurs: string;
  causes: Record<Cause, string>;
  postMortems: string;
  noPostMortem: string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'Procedures',
    none: 'No procedure was drafted yet.',
    why: 'Whoever leads drafts a version; two others approve its very text. Each incident runs under the versions in force when it was opened.',
    version: (version) => `Version ${version}`,
    standing: { waits: 'Waits for approval', coming: 'Approved, to come', inForce: 'In force', before: 'Replaced' },
    approvals: (given) => `${given} of 2 approvals`,
    approvalsTitle: 'Approvals',
    missing: 'One more person',
    since: 'From',
    wanted: 'Wanted from',
    from: 'From',
    text: 'Its text',
    ownText: 'You wrote it: two others approve it.',
    approvedByYou: 'You approved it: the other approval comes from somebody else.',
    toReviews: 'Reviews of what was learnt',
    reviews: 'Reviews of what was learnt',
    noReview: 'No review was opened yet.',
    whyReview: 'One opens by itself at the end of each period, with the post-mortems that fall into it.',
    period: (from, to) => `${from} to ${to}`,
    due: 'due',
    open: 'Open',
    approved: 'Approved',
    late: (count) => `Post-mortems with an action past its date: ${count}.`,
    decisions: 'What was decided',
    noDecision: 'Nothing yet.',
    actions: 'What is to be done',
    action: (number) => `Action ${number}`,
    endAction: (number) => `It is done: action ${number}`,
    ownersOnly: 'Whoever owns it says that it is done.',
    recurring: 'Causes that came back',
    noneRecurs: 'None that you may read of.',
    causes: {
      process: 'Process',
      people: 'People',
      technology: 'Technology',
      supplier: 'Supplier',
      attack: 'Attack',
      unknown: 'Unknown',
    },
    postMortems: 'Post-mortems of the period',
    noPostMortem: 'There is none.',
  },
  fr: {
    title: 'Procédures',
    none: 'Aucune procédure n’est encore rédigée.',
    why: 'Un responsable rédige une version\u202f; deux autres en approuvent le texte même. Chaque incident suit les versions en vigueur à son ouverture.',
    version: (version) => `Version ${version}`,
    standing: {
      waits: 'Attend l’approbation',
      coming: 'Approuvée, à venir',
      inForce: 'En vigueur',
      before: 'Remplacée',
    },
    approvals: (given) => `${given} approbation${given > 1 ? 's' : ''} sur 2`,
    approvalsTitle: 'Approbations',
    missing: 'Une autre personne',
    since: 'Depuis',
    wanted: 'Voulue à partir de',
    from: 'À partir de',
    text: 'Son texte',
    ownText: 'Vous l’avez écrite\u202f: deux autres l’approuvent.',
    approvedByYou: 'Vous l’avez approuvée\u202f: l’autre approbation vient de quelqu’un d’autre.',
    toReviews: 'Revues des enseignements',
    reviews: 'Revues des enseignements',
    noReview: 'Aucune revue n’est encore ouverte.',
    whyReview: 'Elle s’ouvre d’elle-même à la fin de chaque période, avec les retours d’expérience qui y tombent.',
    period: (from, to) => `du ${from} au ${to}`,
    due: 'pour le',
    open: 'Ouverte',
    approved: 'Approuvée',
    late: (count) => `Retours d’expérience dont une action a passé sa date\u202f: ${count}.`,
    decisions: 'Ce qui est décidé',
    noDecision: 'Rien encore.',
    actions: 'Ce qui est à faire',
    action: (number) => `Action ${number}`,
    endAction: (number) => `C’est fait\u202f: action ${number}`,
    ownersOnly: 'Qui s’en charge dit que c’est fait.',
    recurring: 'Causes qui reviennent',
    noneRecurs: 'Aucune que vous puissiez lire.',
    causes: {
      process: 'Organisation',
      people: 'Personnes',
      technology: 'Technique',
      supplier: 'Fournisseur',
      attack: 'Attaque',
      unknown: 'Inconnue',
    },
    postMortems: 'Retours d’expérience de la période',
    noPostMortem: 'Il n’y en a aucun.',
  },
};
