import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  none: string;
  why: string;
  open: string;
  closed: string;
  period: (from: string, to: string) => string;
  bundle: string;
  samples: string;
  noSample: string;
  drawn: (count: string, population: string) => string;
  seed: (seed: string) => string;
  findings: string;
  noFinding: string;
  endFinding: (number: number) => string;
}

export const WORDS: Catalogue<Words> = {
  en: {
    title: 'Audits',
    none: 'No audit was opened yet.',
    why: 'An auditor opens one for a standard and a period, draws incidents by a seed, and takes a sealed bundle along.',
    open: 'Open',
    closed: 'Closed',
    period: (from, to) => `${from} to ${to}`,
    bundle: 'Sealed bundle (ZIP)',
    samples: 'Samples',
    noSample: 'None was drawn yet.',
    drawn: (count, population) => `${count} of ${population} incidents.`,
    seed: (seed) => `Drawn by the seed “${seed}”: whoever has the population draws the same.`,
    findings: 'Findings',
    noFinding: 'None was recorded.',
    endFinding: (number) => `Finding ${number} is done`,
  },
  fr: {
    title: 'Audits',
    none: 'Aucun audit n’est encore ouvert.',
    why: 'Un auditeur en ouvre un pour une norme et une période, tire des incidents par une graine et emporte un dossier scellé.',
    open: 'Ouvert',
    closed: 'Clos',
    period: (from, to) => `du ${from} au ${to}`,
    bundle: 'Dossier scellé (ZIP)',
    samples: 'Échantillons',
    noSample: 'Aucun n’est encore tiré.',
    drawn: (count, population) => `${count} incidents sur ${population}.`,
    seed: (seed) => `Tirés par la graine «\u202f${seed}\u202f»\u202f: qui a l’ensemble tire les mêmes.`,
    findings: 'Constats',
    noFinding: 'Aucun n’est noté.',
    endFinding: (number) => `Le constat ${number} est réglé`,
  },
};
