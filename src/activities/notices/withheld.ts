import type { IncidentId } from '../../domain/case/state';
import { RegisterUnavailable, type Register } from '../../register';
import { condensed, searchFor, type Search } from '../../texts/search';

type Needs = Pick<Register, 'withheldWords'>;

/** Answers with a seal for each of the words withheld in an incident that a text holds. */
export async function searchIn({ withheldWords }: Needs, incident: IncidentId): Promise<Search> {
  const withheld = await withheldWords.standing(incident);
  return searchFor(withheld.map(({ seal, words }) => ({ name: seal, words: words.map(({ text }) => text) })));
}

/** While the register is away nobody knows the words: then any text might hold them, and an alert still goes out, without its details. */
export async function cautiousSearchIn(needs: Needs, incident: IncidentId): Promise<Search> {
  try {
    return await searchIn(needs, incident);
  } catch (fault) {
    if (fault instanceof RegisterUnavailable) return (text) => (condensed(text) === '' ? [] : ['unknown']);
    throw fault;
  }
}
