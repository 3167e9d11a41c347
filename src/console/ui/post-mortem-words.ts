import type { PostMortemCommand } from '../../domain/post-mortem/commands';
import type { STEPS } from '../../domain/post-mortem/steps';
import type { Question } from '../../domain/post-mortem/state';
import { capitalised } from './format';
import { useWords, type Catalogue } from './words';

/** What each command to a post-mortem is called. */
export const POST_MORTEM_WORDS: Catalogue<Record<PostMortemCommand, string>> = {
  en: {
    annotate: 'Annotate',
    'answer-question': 'Answer',
    'judge-step': 'Judge the step',
    'add-action': 'Add an action',
    'finish-action': 'Say it is done',
    'verify-action': 'Check its effect',
    'approve-post-mortem': 'Approve the post-mortem',
    'write-synthesis': 'Write the synthesis for customers',
    'approve-synthesis': 'Approve the synthesis',
    'admit-member': 'Admit a member',
    'dismiss-member': 'Dismiss a member',
    'name-auditor': 'Name an auditor',
    acknowledge: 'Acknowledge',
  },
  fr: {
    annotate: 'Annoter',
    'answer-question': 'Répondre',
    'judge-step': 'Juger l’étape',
    'add-action': 'Ajouter une action',
    'finish-action': 'Dire que c’est fait',
    'verify-action': 'Vérifier son effet',
    'approve-post-mortem': 'Approuver le retour d’expérience',
    'write-synthesis': 'Écrire la synthèse pour les clients',
    'approve-synthesis': 'Approuver la synthèse',
    'admit-member': 'Admettre un membre',
    'dismiss-member': 'Écarter un membre',
    'name-auditor': 'Nommer un auditeur',
    acknowledge: 'Prendre en charge',
  },
};

/** What a post-mortem asks. */
export const QUESTION_WORDS: Catalogue<Record<Question, string>> = {
  en: {
    sufficient: 'Was the response good enough?',
    causes: 'What were the causes?',
    'went-well': 'What went well?',
    changes: 'Does anything need to change?',
  },
  fr: {
    sufficient: 'La réponse a-t-elle suffi\u202f?',
    causes: 'Quelles étaient les causes\u202f?',
    'went-well': 'Qu’est-ce qui a bien marché\u202f?',
    changes: 'Faut-il changer quelque chose\u202f?',
  },
};

/** The steps that every incident has; the others are a playbook's, in its own words. */
const STEP_WORDS: Catalogue<Record<(typeof STEPS)[number], string>> = {
  en: {
    'detection and report': 'Detection and report',
    'triage (a) to (e)': 'Triage (a) to (e)',
    declaration: 'Declaration',
    containment: 'Containment',
    notification: 'Notification',
    recovery: 'Recovery',
  },
  fr: {
    'detection and report': 'Détection et signalement',
    'triage (a) to (e)': 'Triage (a) à (e)',
    declaration: 'Déclaration',
    containment: 'Confinement',
    notification: 'Notification',
    recovery: 'Rétablissement',
  },
};

/** What a step of the procedure is called. */
export function useStepNames(): (step: string) => string {
  const known: Partial<Record<string, string>> = useWords(STEP_WORDS);
  return (step) => known[step] ?? capitalised(step);
}
