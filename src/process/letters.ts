import type { Letters } from '../texts/compose';
import { readSets, type TemplateSet } from '../texts/sets';
import type { Config } from './config';
import { StartFault } from './entry';

/**
 * Who signs notices, and the templates of each language that a person has approved as they stand.
 * @throws StartFault where a set is not whole, or English, which every customer falls back on, is not approved
 */
export function lettersOf({ sender, textsFolder }: Pick<Config, 'sender' | 'textsFolder'>): Letters {
  const sets = wholeSetsIn(textsFolder).filter(({ approval }) => approval);
  if (sets.some(({ language }) => language === 'en')) return { sender, sets };
  throw new StartFault(
    `The English texts in ${textsFolder} are not approved as they stand: read them, then run npm run templates -- approve en --by "your name".`,
  );
}

function wholeSetsIn(folder: string): TemplateSet[] {
  try {
    return readSets(folder);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new StartFault(`The texts of notices in ${folder} cannot be used: ${why} Set TOCSIN_TEXTS, or mend them.`);
  }
}
