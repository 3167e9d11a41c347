import type { IncidentId } from '../../domain/case/state';
import type { TakenDown } from '../../domain/notices/state';
import type { Register, SnapshotRow, SnapshotText, StoredNotice } from '../../register';
import { hasher } from '../../texts/hash';
import { languageAmong } from '../../texts/page';
import { together } from '../../texts/recipient';
import { foundIn, type Search } from '../../texts/search';
import { wordsFor, type TemplateSet } from '../../texts/sets';

type Ref = { incident: IncidentId; notice: number };

const ROWS_AT_ONCE = 2_000;
const NAMED_MAX = 10;

/** Takes down what each recipient of a stored notice reads, once: a repeat answers as before. What holds withheld words is refused, with whose it is. */
export async function takeDown(
  register: Pick<Register, 'snapshots'>,
  stored: StoredNotice,
  search: Search,
  sets: readonly TemplateSet[],
): Promise<TakenDown | { refused: string[] }> {
  const { incident, notice } = stored;
  const { snapshots } = register;
  const before = await snapshots.taken({ incident, notice });
  if (before) return before;
  await snapshots.take({ incident, notice });
  const textsOf = writerOf(stored, sets);
  let keeping = Promise.resolve();
  for await (const mails of mailsIn(snapshots, { incident, notice })) {
    const texts = mails.flatMap(textsOf);
    await keeping;
    const holding = texts.filter(({ values }) => foundIn(values, search).length > 0);
    if (holding.length > 0) return { refused: holding.slice(0, NAMED_MAX).map(placeOf) };
    keeping = snapshots.keepTexts({ incident, notice }, texts);
    // Whoever waits for it hears of a failure; the next are written out meanwhile.
    keeping.catch(() => undefined);
  }
  await keeping;
  return await snapshots.seal({ incident, notice });
}

function placeOf({ contact }: SnapshotText): string {
  return `what is said of the recipient ${contact} alone`;
}

/** All who share a mailbox get one mail, in the language of the first: so many mails at once as a page of rows holds. */
async function* mailsIn(snapshots: Register['snapshots'], ref: Ref): AsyncGenerator<SnapshotRow[][]> {
  let open: SnapshotRow[] = [];
  for (;;) {
    const rows = await snapshots.rows(ref, { limit: ROWS_AT_ONCE, after: open.at(-1) });
    const mails = inMails([...open, ...rows]);
    if (rows.length < ROWS_AT_ONCE) {
      if (mails.length > 0) yield mails;
      return;
    }
    // The last may go on in the next rows.
    open = mails.pop() ?? [];
    if (mails.length > 0) yield mails;
  }
}

function inMails(rows: readonly SnapshotRow[]): SnapshotRow[][] {
  const mails: SnapshotRow[][] = [];
  for (const row of rows) {
    const last = mails.at(-1);
    if (last?.[0]?.mail === row.mail) last.push(row);
    else mails.push([row]);
  }
  return mails;
}

function writerOf(
  { texts }: StoredNotice,
  sets: readonly TemplateSet[],
): (rows: readonly SnapshotRow[]) => SnapshotText[] {
  const hashers = new Map(Object.entries(texts).map(([language, text]) => [language, hasher(language, text)]));
  const words = new Map(Object.keys(texts).map((language) => [language, wordsFor(sets, language)]));
  return (rows) => {
    const [first] = rows;
    if (!first) return [];
    const textLanguage = languageAmong(Object.keys(texts), first.language);
    const own = rows.map((row) => row.own);
    const values = { ...together(own, words.get(textLanguage)), contact: first.name };
    const hashOf = hashers.get(textLanguage);
    if (!hashOf) throw new Error(`The notice has no text in ${textLanguage}.`);
    const textSha256 = hashOf(values);
    return rows.map(({ contact, mail }) => ({ contact, mail, values, textLanguage, textSha256 }));
  };
}
