import type { ForeignName } from '../../domain/notices/state';
import type { Register, StoredNotice } from '../../register';
import { everydayWords, namesAmong, type FindNames } from '../../texts/names';
import type { TemplateSet } from '../../texts/sets';
import type { CustomerId } from '../../domain/primitives/parties';

/** At most so many stand in the incident's state; who mends them finds the next ones. */
const NAMED_MAX = 20;

/** What recipients of a notice would read of other customers: in the words for all, and in what is said of one alone. */
export async function foreignNames(
  { customers, snapshots }: Pick<Register, 'customers' | 'snapshots'>,
  { incident, notice, texts }: StoredNotice,
  sets: readonly TemplateSet[],
): Promise<ForeignName[]> {
  const owned = await customers.names();
  if (owned.length === 0) return [];
  const find = namesAmong(owned, everydayWords(sets.flatMap(({ files }) => Object.values(files))));
  const readers = await snapshots.readers({ incident, notice });
  return [...inTexts(texts, find, readers.customers), ...inValues(readers.values, find)].slice(0, NAMED_MAX);
}

/** A name may stand in a letter that its owner alone reads. */
function inTexts(texts: StoredNotice['texts'], find: FindNames, readers: readonly string[]): ForeignName[] {
  return Object.entries(texts).flatMap(([language, { subject, text }]) =>
    [...find(`${subject}\n${text.replace(/\{\{[^}]*\}\}/g, ' | ')}`).keys()]
      .filter((customer) => readers.some((reader) => reader !== customer))
      .map((customer) => ({ customer, where: `the text in ${language}` })),
  );
}

function inValues(values: readonly { customers: CustomerId[]; said: string }[], find: FindNames): ForeignName[] {
  return values.flatMap(({ customers, said }) =>
    [...find(said).keys()]
      .filter((customer) => !customers.includes(customer))
      .map((customer) => ({ customer, where: `what is said of ${customers.join(', ')} alone` })),
  );
}
