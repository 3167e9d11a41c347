import type { RelatedIncident } from '../../../contract/related/related';
import type { Catalogue } from '../../ui/words';

interface Words {
  related: string;
  noneRelated: string;
  link: string;
  unlink: string;
  merge: string;
  how: Record<RelatedIncident['how'], string>;
  system: string;
  regimes: string;
  noRegime: string;
  judge: string;
  applies: string;
  appliesNot: string;
  notRunning: string;
  record: string;
  procedures: string;
  version: (name: string, version: string) => string;
}

/** What stands around an incident: others, laws, and the procedures that it runs under. */
export const AROUND: Catalogue<Words> = {
  en: {
    related: 'Related incidents',
    noneRelated: 'None is known.',
    link: 'Link another',
    unlink: 'Unlink it',
    merge: 'It is a duplicate: offer to merge it',
    how: {
      linked: 'Linked',
      'merged-into': 'Goes on there',
      duplicate: 'Its duplicate, taken over',
      offered: 'Offered, waits for the answer',
      declined: 'Declined the offer',
      refused: 'Its offer was declined here',
    },
    system: 'Tocsin',
    regimes: 'Laws and contracts',
    noRegime: 'Nobody has judged whether another law applies.',
    judge: 'Judge one',
    applies: 'Applies',
    appliesNot: 'Does not apply',
    notRunning: 'not running yet',
    record: 'Record that it is done',
    procedures: 'Runs under',
    version: (name, version) => `${name}, version ${version}`,
  },
  fr: {
    related: 'Incidents liés',
    noneRelated: 'Aucun n’est connu.',
    link: 'En lier un autre',
    unlink: 'Délier',
    merge: 'C’est un doublon\u202f: proposer la fusion',
    how: {
      linked: 'Lié',
      'merged-into': 'Se poursuit là-bas',
      duplicate: 'Son doublon, repris',
      offered: 'Proposé, attend la réponse',
      declined: 'A décliné la proposition',
      refused: 'Sa proposition est déclinée ici',
    },
    system: 'Tocsin',
    regimes: 'Lois et contrats',
    noRegime: 'Personne n’a jugé si une autre loi s’applique.',
    judge: 'En juger une',
    applies: 'S’applique',
    appliesNot: 'Ne s’applique pas',
    notRunning: 'ne court pas encore',
    record: 'Noter que c’est fait',
    procedures: 'Suit',
    version: (name, version) => `${name}, version ${version}`,
  },
};
