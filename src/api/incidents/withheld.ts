import type { PersonCommand } from '../../domain/commands';
import type { IncidentId } from '../../domain/case/state';
import type { Worded } from '../../domain/notices/facts';
import { openSlices } from '../../primitives/slices';
import type { NoticeText } from '../../texts/notice';
import { condensed, CONDENSED_MIN, foundIn, piecesToSearch, searchFor, type Search } from '../../texts/search';
import type { Person, Withheld } from '../../register';
import type { ApiDeps } from '../deps';
import { Problem } from '../http/problem';
import { readWhole } from './sight';

/*
 * Withheld words come in by one command, and go into the register, sealed. No other body with them is taken, so that no history, page, alert or
 * letter has them.
 */

/** What goes on to the incident: instead of the words, their seal. @throws Problem */
export async function withoutWords(
  deps: ApiDeps,
  { id, command, person, body }: { id: IncidentId; command: PersonCommand; person: Person; body: object },
): Promise<object> {
  if (command !== 'withhold') return body;
  const { words, ...rest } = body as { words: Worded[] };
  await requireSearchable(deps, id, person, words);
  return { ...rest, seal: await deps.register.withheldWords.keep(id, words, person.id) };
}

/** The words of a withholding that ends. */
export async function wordsToRelease(
  { register, incidents }: ApiDeps,
  { id, command, body }: { id: IncidentId; command: PersonCommand; body: object },
): Promise<{ words?: Worded[] }> {
  if (command !== 'release-withheld') return {};
  const { withholding } = body as { withholding: number };
  const view = (await incidents.see(id)) ?? (await register.incidents.get(id))?.state;
  const seal = view?.withholdings.find(({ number }) => number === withholding)?.seal;
  const kept = (await register.withheldWords.of(id)).find((one) => one.seal === seal);
  return { words: kept?.words ?? [] };
}

/** @throws Problem if the body holds what is withheld from customers */
export async function requireNothingWithheld(deps: ApiDeps, id: IncidentId, body: object): Promise<void> {
  const found = foundIn(body, await searchIn(deps, id));
  if (found.length > 0) throw withheldAt(found.map(({ pointer }) => pointer));
}

/** The same, for long lists, between whose entries others are served. */
export async function requireNothingWithheldIn(
  deps: ApiDeps,
  id: IncidentId,
  lists: Record<string, readonly object[]>,
): Promise<void> {
  const [search, pause] = [await searchIn(deps, id), openSlices()];
  for (const [name, list] of Object.entries(lists))
    for (const [place, one] of list.entries()) {
      const found = foundIn(one, search, `/${name}/${place}`);
      if (found.length > 0) throw withheldAt(found.map(({ pointer }) => pointer));
      await pause();
    }
}

function withheldAt(pointers: readonly string[]): Problem {
  const errors = pointers.map((pointer) => ({ pointer, detail: 'holds words that are withheld from customers' }));
  return new Problem('withheld-words', WITHHELD, { errors });
}

/** A text on its way to somebody. @throws Problem if it holds what is withheld */
export async function requireTellable(deps: ApiDeps, id: IncidentId, text: NoticeText): Promise<void> {
  const search = await searchIn(deps, id);
  if (piecesToSearch(text).every((piece) => search(piece).length === 0)) return;
  throw new Problem('withheld-words', 'As it stands this text would hold words that are withheld. Draft it again.');
}

const WITHHELD =
  'This holds words that are withheld from customers. Leave them out, or have them released first (release-withheld).';

export async function searchIn({ register }: ApiDeps, id: IncidentId): Promise<Search> {
  return searchOf(await register.withheldWords.standing(id));
}

function searchOf(withheld: readonly Withheld[]): Search {
  return searchFor(withheld.map(({ seal, words }) => ({ name: seal, words: words.map(({ text }) => text) })));
}

/** What is too short stands in any letter by chance; and what a fact says already, the next notice would tell. */
async function requireSearchable(deps: ApiDeps, id: IncidentId, person: Person, words: readonly Worded[]) {
  const short = words.findIndex(({ text }) => condensed(text).length < CONDENSED_MIN);
  if (short >= 0) {
    const detail = `must have ${CONDENSED_MIN} letters or digits at least, for what is shorter is found everywhere`;
    throw new Problem('malformed', `Words to withhold ${detail}.`, {
      errors: [{ pointer: `/words/${short}/text`, detail }],
    });
  }
  const { view } = await readWhole(deps, id, person);
  const matches = foundIn(view.facts, searchOf([{ seal: '', words: [...words] }]));
  if (matches.length === 0) return;
  const fields = [...new Set(matches.map(({ pointer }) => pointer.split('/')[1] ?? ''))];
  throw new Problem(
    'withheld-words',
    `The fact sheet says it already: ${fields.join(', ')}. Set these facts anew first.`,
    {
      points: fields,
    },
  );
}
