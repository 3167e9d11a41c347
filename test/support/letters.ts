import { join } from 'node:path';
import type { Letters } from '../../src/texts/compose';
import { SAMPLE_SENDER } from '../../src/texts/sender';
import { readSets } from '../../src/texts/sets';

export const TEXTS = join(__dirname, '../../texts');

/** As shipped: the sample identity, and the languages that are approved. */
export const LETTERS: Letters = {
  sender: SAMPLE_SENDER,
  sets: readSets(TEXTS).filter(({ approval }) => approval),
};
