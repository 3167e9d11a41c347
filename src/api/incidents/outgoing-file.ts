import type { IncidentId } from '../../domain/case/state';
import { readThrough, type PlacedText, type Unread } from '../../primitives/file-texts';
import { openSlices } from '../../primitives/slices';
import { openNames, type FindNames } from '../../texts/names';
import type { ApiDeps } from '../deps';
import { Problem } from '../http/problem';
import { searchIn } from './withheld';
import type { CustomerId } from '../../domain/primitives/parties';

export interface OutgoingFile {
  incident: IncidentId;
  /** The one who gets it. */
  customer: CustomerId;
  name: string;
  content: Buffer;
  /** Why names of others may stand in it. */
  namesAllowed?: string;
}

const NAMED_MAX = 10;

/** Everything in it is searched, in archives and spreadsheets too. @throws Problem withheld-words or other-customers, with what was found where */
export async function requireFit(deps: ApiDeps, file: OutgoingFile): Promise<void> {
  const { incident, customer, name, content, namesAllowed } = file;
  const search = await searchIn(deps, incident);
  const findNames = namesAllowed === undefined ? await namesIn(deps) : () => new Map<string, string>();
  const withheldAt = new Set<string>();
  const named = new Map<string, string>();
  const look = ({ place, text }: PlacedText) => {
    if (search(text).length > 0) withheldAt.add(place);
    for (const one of findNames(text).keys()) if (one !== customer) named.set(one, place);
  };
  look({ place: '', text: name });
  const unread = await readThrough(content, look);
  if (withheldAt.size > 0) throw withheld([...withheldAt]);
  if (unread.length > 0 && (await withholds(deps, incident))) throw unreadable('withheld-words', unread);
  if (named.size > 0) throw others(named);
  if (unread.length > 0 && namesAllowed === undefined) throw unreadable('other-customers', unread);
}

async function namesIn({ register }: ApiDeps): Promise<FindNames> {
  const [names, pause] = [openNames(new Set()), openSlices()];
  for (const one of await register.customers.names()) {
    names.add(one);
    await pause();
  }
  return names.find;
}

async function withholds({ register }: ApiDeps, incident: IncidentId): Promise<boolean> {
  return (await register.withheldWords.standing(incident)).length > 0;
}

function withheld(places: readonly string[]): Problem {
  const detail = `The file holds words that are withheld from customers: ${places.map(spoken).join(', ')}. Leave them out, or have them released first (release-withheld).`;
  const errors = places.map((place) => ({ pointer: `/${place}`, detail: 'holds words that are withheld' }));
  return new Problem('withheld-words', detail, { errors });
}

function others(named: ReadonlyMap<string, string>): Problem {
  const first = [...named].slice(0, NAMED_MAX);
  const list = first.map(([customer, place]) => `${customer} (${spoken(place)})`).join(', ');
  const errors = first.map(([customer, place]) => ({ pointer: `/${place}`, detail: `names ${customer}` }));
  return new Problem('other-customers', `The file names other customers: ${list}.`, { errors });
}

const WHY: Record<Unread['why'], string> = {
  encrypted: 'is encrypted',
  broken: 'cannot be unpacked',
  'too-large': 'is larger than what is looked through',
  'too-deep': 'is an archive within archives',
  opaque: 'is of a kind that is not looked through',
};

function unreadable(code: 'withheld-words' | 'other-customers', unread: readonly Unread[]): Problem {
  const first = unread.slice(0, NAMED_MAX);
  const list = first.map(({ place, why }) => `${spoken(place)} ${WHY[why]}`).join('; ');
  const errors = first.map(({ place, why }) => ({ pointer: `/${place}`, detail: WHY[why] }));
  return new Problem(
    code,
    `The file cannot be searched: ${list}. Send it as text, CSV, a spreadsheet or a ZIP of them.`,
    {
      errors,
    },
  );
}

function spoken(place: string): string {
  return place === '' ? 'the file itself' : place;
}
