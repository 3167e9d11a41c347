import type { Event } from '../domain/events';
import { sha256 } from '../primitives/hash';
import type { AssistanceFile, PackReceipt, TimelineRow } from '../register';
import type { PackFile } from './archive';
import { json, jsonLines, noticeFiles, type PackOf, type PackRegister, type Tally } from './files';
import { FORMAT, MANIFEST, RECEIPT, type Listed, type Manifest } from './manifest';
import { registerFiles } from './register-files';
import { summaryOf } from './summary';
import type { CustomerId } from '../domain/primitives/parties';

/** Keeps that a pack with this manifest was made. */
export type Sealed = (manifestSha256: string) => Promise<PackReceipt>;

/**
 * What proves who was told what, when, and who had approved it. The manifest names every file; the receipt, which follows it, shows that the register knows
 * the manifest.
 */
export async function* packFiles(register: PackRegister, of: PackOf, seal: Sealed): AsyncGenerator<PackFile> {
  const files: Listed[] = [];
  for await (const file of contents(register, of)) {
    files.push({ path: file.path, bytes: file.bytes.length, sha256: sha256(file.bytes) });
    yield file;
  }
  const { view, customer, madeAt, madeBy } = of;
  const about = { incident: view.id, ...(customer !== undefined && { customer }), madeAt, madeBy };
  const manifest: Manifest = { format: FORMAT, ...about, files };
  const last = json(MANIFEST, manifest);
  const receipt = await seal(sha256(last.bytes));
  yield last;
  yield json(RECEIPT, receipt);
}

async function* contents(register: PackRegister, of: PackOf): AsyncGenerator<PackFile> {
  const { view } = of;
  const tallies: Tally[] = [];
  for (const notice of view.notices) {
    if (notice.status !== 'released' && notice.status !== 'sent') continue;
    const tally: Tally = { notice, recipients: 0, states: {}, marks: {} };
    yield* noticeFiles(register, of, notice, tally);
    tallies.push(tally);
  }
  const story = await storyOf(register, of);
  yield json('incident.json', incidentOf(of));
  yield jsonLines('story.jsonl', story);
  yield jsonLines('assistance.jsonl', await assistanceOf(register, of));
  yield* registerFiles(register, view.id);
  yield { path: 'summary.pdf', bytes: await summaryOf(of, tallies, story) };
}

function incidentOf({ view }: PackOf) {
  const { id, sequence, openedAt, stage, classification, anchors, declaration, withdrawn, obligations, lateness } =
    view;
  const { exercise } = view.report;
  const shown = {
    id,
    sequence,
    openedAt,
    stage,
    classification,
    anchors,
    declaration,
    withdrawn,
    obligations,
    lateness,
  };
  return { ...(exercise && { exercise }), ...shown };
}

/** Of the whole incident: who approved and released what. */
const OF_ALL: readonly Event['type'][] = [
  'declared',
  'notice-composed',
  'notice-approved',
  'notice-released',
  'notice-counted',
];
/** Of single customers: what persons did for them, and what was decided of them. */
const OF_CUSTOMERS: readonly Event['type'][] = [
  'contact-recorded',
  'contact-revoked',
  'waiver-asked',
  'customer-waived',
  'customer-cleared',
  'customer-removed',
];
const ROWS_AT_ONCE = 1_000;

/** Which files were handed over, by hash: persons and logs stay where they work as a download once. */
function assistanceOf({ assistanceFiles }: PackRegister, { view, customer }: PackOf): Promise<AssistanceFile[]> {
  return assistanceFiles.list(view.id, customer === undefined ? undefined : [customer]);
}

async function storyOf({ incidents }: PackRegister, { view, customer }: PackOf): Promise<TimelineRow[]> {
  const named = customer === undefined ? {} : { customer };
  const rows = [
    ...(await ofTypes(incidents, view.id, OF_ALL, {})),
    ...(await ofTypes(incidents, view.id, OF_CUSTOMERS, named)),
  ];
  return rows.sort((a, b) => a.sequence - b.sequence || a.index - b.index);
}

async function ofTypes(
  incidents: PackRegister['incidents'],
  id: PackOf['view']['id'],
  types: readonly Event['type'][],
  range: { customer?: CustomerId },
): Promise<TimelineRow[]> {
  const found: TimelineRow[] = [];
  for (let after: string | undefined; ;) {
    const { rows, next } = await incidents.timeline(id, { ...range, after, limit: ROWS_AT_ONCE });
    found.push(...rows.filter(({ type }) => types.includes(type)));
    if (next === undefined) return found;
    after = next;
  }
}
