import type { IncidentId } from '../domain/case/state';
import type { Notice } from '../domain/notices/state';
import type { Instant } from '../domain/primitives/instant';
import type { IncidentView } from '../domain/view';
import { sha256 } from '../primitives/hash';
import type { EvidenceRow, Register } from '../register';
import { canonicalTexts, textBytes } from '../texts/hash';
import { filled } from '../texts/notice';
import type { PackFile } from './archive';
import type { CustomerId } from '../domain/primitives/parties';

export type PackRegister = Pick<Register, 'assistanceFiles' | 'evidence' | 'incidents' | 'notices' | 'tree'>;

/** What a pack is of: an incident, or one customer of it. */
export interface PackOf {
  view: IncidentView;
  customer?: CustomerId;
  madeAt: Instant;
  madeBy: string;
}

/** What went out, counted over the rows of a notice. */
export interface Tally {
  notice: Notice;
  recipients: number;
  states: Record<string, number>;
  marks: Record<string, number>;
}

const ROWS_AT_ONCE = 500;

export async function* noticeFiles(
  { evidence, notices }: PackRegister,
  { view, customer }: PackOf,
  notice: Notice,
  tally: Tally,
): AsyncGenerator<PackFile> {
  const place = { incident: view.id, notice: notice.number };
  const folder = `notices/${notice.number}`;
  yield json(`${folder}/notice.json`, notice);
  const stored = await notices.get(view.id, notice.number);
  if (!stored) return;
  yield { path: `${folder}/approved-text.json`, bytes: canonicalTexts(stored.texts) };
  if (customer === undefined && notice.recipientsHash !== undefined)
    yield { path: `${folder}/recipients.tsv`, bytes: await takenDown(evidence, place) };
  const written = new Set<string>();
  for await (const [nth, rows] of inParts(evidence, place, customer)) {
    for (const row of rows) {
      count(tally, row);
      yield* letterFiles(folder, stored.texts, row, written);
    }
    yield jsonLines(`${folder}/deliveries-${nth}.jsonl`, rows.map(withoutValues));
  }
}

/** A file whose SHA-256 is the hash of the recipients that was approved. */
async function takenDown(evidence: PackRegister['evidence'], place: { incident: IncidentId; notice: number }) {
  const parts: string[] = [];
  for (let after: string | undefined; ;) {
    const rows = await evidence.lines(place, { after, limit: ROWS_AT_ONCE });
    const last = rows.at(-1);
    if (!last) return Buffer.from(parts.join(''));
    parts.push(...rows.map(({ line }) => line));
    after = last.contact;
  }
}

async function* inParts(
  evidence: PackRegister['evidence'],
  place: { incident: IncidentId; notice: number },
  customer: CustomerId | undefined,
): AsyncGenerator<[nth: number, rows: EvidenceRow[]]> {
  let after: string | undefined;
  for (let nth = 1; ; nth += 1) {
    const part = await evidence.rows(place, { customer, after, limit: ROWS_AT_ONCE });
    after = part.at(-1)?.id;
    if (after === undefined) return;
    yield [nth, part];
  }
}

/** Named by its SHA-256, as its recipient's row names it: once where several read the same. Without the link, which is that one's alone. */
function* letterFiles(
  folder: string,
  texts: Record<string, Parameters<typeof filled>[0]>,
  { values, textSha256, language }: EvidenceRow,
  written: Set<string>,
): Generator<PackFile> {
  const text = texts[language];
  if (!text || !values || !textSha256) return;
  const letter = filled(text, values);
  const bytes = textBytes(language, letter);
  const hash = sha256(bytes);
  if (written.has(hash)) return;
  written.add(hash);
  yield { path: `${folder}/letters/${hash}.json`, bytes };
  yield { path: `${folder}/letters/${hash}.txt`, bytes: readableLetter(letter) };
}

export function readableLetter({ subject, text }: { subject: string; text: string }): Buffer {
  return Buffer.from(`Subject: ${subject}\n\n${text}`);
}

/** They are filled in, in the letter. */
function withoutValues({ values: _, ...row }: EvidenceRow): Omit<EvidenceRow, 'values'> {
  return row;
}

function count(tally: Tally, { state, marks }: EvidenceRow): void {
  tally.recipients += 1;
  tally.states[state] = (tally.states[state] ?? 0) + 1;
  for (const kind of new Set(marks.map((mark) => mark.kind))) tally.marks[kind] = (tally.marks[kind] ?? 0) + 1;
}

export function json(path: string, value: unknown): PackFile {
  return { path, bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}

export function jsonLines(path: string, rows: readonly object[]): PackFile {
  return { path, bytes: Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')) };
}
