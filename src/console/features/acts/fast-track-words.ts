import type { Catalogue } from '../../ui/words';
import type { Letter } from './triage';

export type Section = Letter | 'outcome' | 'affected' | 'facts' | 'playbook' | 'draft';

interface Words {
  intro: string;
  sections: Record<Exclude<Section, Letter>, string>;
  next: string;
  answered: string;
  outcomes: Record<'declare' | 'class' | 'later', string>;
  what: string;
  affectedMore: string;
  factsHint: string;
  factsMore: string;
  done: string;
  draftIt: string;
  draftFirst: string;
  will: string;
  wills: {
    triage: (answered: number) => string;
    class: string;
    customers: (count: number) => string;
    product: (product: string) => string;
    facts: (count: number) => string;
    playbook: (steps: number) => string;
    draft: string;
  };
}

export const FAST_TRACK: Catalogue<Words> = {
  en: {
    intro:
      'A clear case, all in one: say what you know, in this order. What you leave out can follow. If one part is refused, none is taken.',
    sections: {
      outcome: 'What it is',
      affected: 'Who is affected',
      facts: 'What customers will read',
      playbook: 'Playbook, and what is done',
      draft: 'Draft of the notice',
    },
    next: 'Go on',
    answered: 'answered',
    outcomes: { declare: 'Declare it now', class: 'It is no incident', later: 'Decide later' },
    what: 'What is it?',
    affectedMore: 'Which data, and how much',
    factsHint: 'Each is told as known. What is not known yet is set on the fact sheet afterwards.',
    factsMore: 'More facts',
    done: 'Done already',
    draftIt: 'Draft the notice from these facts',
    draftFirst: 'A notice is drafted once the incident is declared, or is an event of the customer.',
    will: 'In one act, this',
    wills: {
      triage: (answered) => `answers ${answered} of the 5 questions of triage`,
      class: 'says what it is, and declares nothing',
      customers: (count) => (count === 1 ? 'adds 1 affected customer' : `adds ${count} affected customers`),
      product: (product) => `adds each customer of ${product}`,
      facts: (count) => (count === 1 ? 'sets 1 fact' : `sets ${count} facts`),
      playbook: (steps) =>
        steps === 0 ? 'chooses the playbook' : `chooses the playbook, with ${steps} of its steps done`,
      draft: 'drafts the notice, which two others approve',
    },
  },
  fr: {
    intro:
      'Un cas clair, d’un coup\u202f: dites ce que vous savez, dans cet ordre. Le reste peut suivre. Si une partie est refusée, aucune n’est prise.',
    sections: {
      outcome: 'Ce que c’est',
      affected: 'Qui est touché',
      facts: 'Ce que liront les clients',
      playbook: 'Mode opératoire, et ce qui est fait',
      draft: 'Projet de notification',
    },
    next: 'Continuer',
    answered: 'répondu',
    outcomes: { declare: 'Déclarer maintenant', class: 'Ce n’est pas un incident', later: 'Décider plus tard' },
    what: 'Qu’est-ce que c’est\u202f?',
    affectedMore: 'Quelles données, et combien',
    factsHint: 'Chacun est dit connu. Ce qui ne l’est pas encore se renseigne ensuite sur la fiche des faits.',
    factsMore: 'D’autres faits',
    done: 'Déjà fait',
    draftIt: 'Rédiger la notification à partir de ces faits',
    draftFirst: 'Une notification se rédige une fois l’incident déclaré, ou qualifié d’événement du client.',
    will: 'D’un seul acte, ceci',
    wills: {
      triage: (answered) => `répond à ${answered} des 5 questions du tri`,
      class: 'dit ce que c’est, et ne déclare rien',
      customers: (count) => (count === 1 ? 'ajoute 1 client touché' : `ajoute ${count} clients touchés`),
      product: (product) => `ajoute chaque client de ${product}`,
      facts: (count) => (count === 1 ? 'renseigne 1 fait' : `renseigne ${count} faits`),
      playbook: (steps) => {
        const done = steps === 1 ? ', dont 1 étape est faite' : `, dont ${steps} étapes sont faites`;
        return `choisit le mode opératoire${steps === 0 ? '' : done}`;
      },
      draft: 'rédige la notification, que deux autres approuvent',
    },
  },
};
