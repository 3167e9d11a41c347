import type { Verdict } from '../../../domain/post-mortem/state';
import type { PostMortemStatus } from '../../../domain/post-mortem/view';
import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  status: Record<PostMortemStatus, string>;
  due: string;
  approvedBy: string;
  outline: string;
  lacking: string;
  anAction: string;
  questions: string;
  steps: string;
  verdict: Record<Verdict, string>;
  open: string;
  actions: string;
  noAction: string;
  notDone: string;
  done: (version: string) => string;
  verified: string;
  synthesis: string;
  noSynthesis: string;
  part: Record<'cause' | 'done' | 'prevention', string>;
  timeline: string;
  all: (hidden: number) => string;
  notice: (number: string) => string;
  effect: string;
  members: string;
  until: string;
  keepers: string;
  prompts: string;
  unfinished: string;
  approvedByYou: string;
  ownText: string;
  twoApprove: string;
  inNotices: string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'Post-mortem',
    status: { open: 'Being written', approved: 'Approved', 'followed-up': 'Followed up' },
    due: 'To be approved by',
    approvedBy: 'Approved by',
    outline: 'You see that it is there, who approved it, and its actions. An auditor who is named for it reads it.',
    lacking: 'Before it can be approved',
    anAction: 'An action for the changes that it asks for',
    questions: 'What was learnt',
    steps: 'The procedure, step by step',
    verdict: { yes: 'Yes', partly: 'Partly', no: 'No' },
    open: 'Not answered yet.',
    actions: 'Actions',
    noAction: 'None.',
    notDone: 'To be done',
    done: (version) => `Done, version ${version}`,
    verified: 'Had its effect',
    synthesis: 'For customers',
    noSynthesis: 'Nothing is written for customers yet.',
    part: { cause: 'The cause', done: 'What was done', prevention: 'What is done against it' },
    timeline: 'The story, annotated',
    all: (hidden) => `Show what the machine did, too (${hidden} more)`,
    notice: (number) => `notice ${number}`,
    effect: 'Effect to be seen',
    members: 'Who reads it',
    until: 'named for an audit, until',
    keepers: 'Legal or privacy among them admit others.',
    prompts: 'The playbook asks:',
    unfinished: 'First what stands below.',
    ownText: 'You wrote it: two others approve it.',
    approvedByYou: 'You approved it: the other approval comes from somebody else.',
    twoApprove: 'Two people approve it, once the post-mortem is approved; then any notice may have it.',
    inNotices: 'Any notice may have it: tick it when you draft one.',
  },
  fr: {
    title: 'Retour d’expérience',
    status: { open: 'En rédaction', approved: 'Approuvé', 'followed-up': 'Suivi jusqu’au bout' },
    due: 'À approuver avant le',
    approvedBy: 'Approuvé par',
    outline: 'Vous voyez qu’il existe, qui l’a approuvé, et ses actions. Un auditeur nommé pour lui le lit.',
    lacking: 'Avant de pouvoir l’approuver',
    anAction: 'Une action pour les changements demandés',
    questions: 'Ce que l’on a appris',
    steps: 'La procédure, étape par étape',
    verdict: { yes: 'Oui', partly: 'En partie', no: 'Non' },
    open: 'Pas encore de réponse.',
    actions: 'Actions',
    noAction: 'Aucune.',
    notDone: 'À faire',
    done: (version) => `Fait, version ${version}`,
    verified: 'A eu son effet',
    synthesis: 'Pour les clients',
    noSynthesis: 'Rien n’est encore écrit pour les clients.',
    part: { cause: 'La cause', done: 'Ce qui a été fait', prevention: 'Ce qui l’empêchera' },
    timeline: 'Le récit, annoté',
    all: (hidden) => `Montrer aussi ce qu’a fait la machine (${hidden} de plus)`,
    notice: (number) => `notification ${number}`,
    effect: 'Effet attendu',
    members: 'Qui le lit',
    until: 'nommé pour un audit, jusqu’au',
    keepers: 'Parmi eux, le service juridique ou la protection des données en admettent d’autres.',
    prompts: 'Le mode opératoire demande :',
    unfinished: 'D’abord ce qui reste ci-dessous.',
    ownText: 'Vous l’avez écrite\u202f: deux autres l’approuvent.',
    approvedByYou: 'Vous l’avez approuvé : l’autre approbation vient de quelqu’un d’autre.',
    twoApprove:
      'Deux personnes l’approuvent, une fois le retour d’expérience approuvé ; toute notification peut alors la contenir.',
    inNotices: 'Toute notification peut la contenir : cochez-la en la rédigeant.',
  },
};
