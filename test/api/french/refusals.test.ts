import { tellingOf } from '../../../src/api/french';
import { inFrench, SENTENCES } from '../../../src/api/french/sentences';
import { sentencesIn, wordsIn, type ToldSentence } from './told-sentences';

/** Where the words of a refusal are made apart from it. */
const APART: ToldSentence[] = [
  ...wordsIn('src/domain/case/blocker-words.ts', 'EN', 'heldEn', 'promiserEn', 'andMore'),
  ...wordsIn('src/domain/related/unfinished.ts', 'unfinished'),
  ...wordsIn('src/domain/exercise/lacking.ts', 'lackingInExercise'),
  ...wordsIn('src/domain/post-mortem/lacking.ts', 'lackingIn'),
  ...wordsIn('src/contract/words.ts', 'expectations'),
  ...wordsIn('src/api/incidents/outgoing-file.ts', 'WHY', 'spoken'),
  ...wordsIn('src/api/http/input.ts', 'KINDS'),
  ...wordsIn('src/api/http/json-shape.ts', 'shapeFault'),
  ...wordsIn('src/register/administration/pending.ts', 'takePending'),
];

/** Parts of sentences that stand in the catalogue as wholes. */
const PARTS = [
  'must {} {}',

  '; and {} more',
  ' and {} more',
  'be below',
  'be above',
  '{} at most',
  '{} at least',
  '{} faults, the first: ',
];

test('each sentence that the source refuses with has French words', () => {
  const told = [...['src/domain', 'src/api', 'src/contract'].flatMap(sentencesIn), ...APART];
  const lacking = told.filter(({ text }) => !PARTS.includes(text) && !Object.hasOwn(SENTENCES, text));
  expect(lacking.map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  expect(told.length).toBeGreaterThan(400);
});

test('the French says each value that it has a place for', () => {
  const misplaced = Object.entries(SENTENCES).filter(([english, french]) => {
    const values = english.split('{}').length - 1;
    const places = [...french.matchAll(/\{(\d?)=?\}/g)].map(([, place], index) => Number(place || index + 1));
    return places.some((place) => place > values);
  });
  expect(misplaced).toEqual([]);
});

test.each([
  ['That is no sentence of ours.', undefined],
  ['Notice 3 is paused already.', 'La notification 3 est déjà suspendue.'],
  [
    'Notice 3 still needs an approval of: legal or privacy and lead or communications.',
    'Il manque encore à la notification 3 l’approbation de\u202f: juridique ou protection des données et direction de crise ou communication.',
  ],
  [
    'This cannot be closed yet: triage: (a) definition: effect, manner; notice 2 is held: end the hold (hold-release with "decline") and release it, or reject it; the delay is not explained.',
    'Ce dossier ne peut pas encore être clos\u202f: tri\u202f: (a) définition\u202f: l’effet, la manière\u202f; la notification 2 est retenue\u202f: mettez fin à la retenue et diffusez-la, ou rejetez-la\u202f; le retard n’est pas expliqué.',
  ],
  [
    'The body has faults: /basis must be one of: confirmed, likely; /facts is missing; /colour is not known here; leave it out; and 2 more.',
    'Le contenu est incorrect\u202f: /basis doit être l’un de\u202f: confirmed, likely\u202f; /facts manque\u202f; /colour n’est pas connu ici\u202f; laissez-le de côté\u202f; et 2 de plus.',
  ],
  [
    'No open step of the playbook is called "open".',
    'Aucune étape ouverte de la procédure ne s’appelle «\u202fopen\u202f».',
  ],
])('%s', (english, french) => {
  expect(inFrench(english)).toBe(french);
});

test('what has no French words is told in English throughout', () => {
  expect(tellingOf('missing', 'That is no sentence of ours.', 'fr')).toMatchObject({
    language: 'en',
    title: 'Something is missing',
  });
  expect(tellingOf('still-open', 'No alert waits for an answer.', 'fr')).toMatchObject({ language: 'fr' });
});

test('a text that is made to be slow is not', () => {
  const text = `${'a is b; is for one that is and '.repeat(4_000)}.`;
  expect(inFrench(text)).toBeUndefined();
});
