import type { TimelineRow } from '../register';
import { exerciseMark } from '../texts/exercise';
import { pdfOf, type Block } from '../texts/pdf';
import type { PackOf, Tally } from './files';

type Row = readonly [name: string, value: string];

/** What a pack proves, on one page. */
export async function summaryOf(of: PackOf, tallies: readonly Tally[], story: readonly TimelineRow[]): Promise<Buffer> {
  const { view, customer, madeAt } = of;
  const whose = customer === undefined ? '' : `, customer ${customer}`;
  const mark = view.report.exercise && exerciseMark('en');
  return await pdfOf({
    title: `${mark ? `${mark}: ` : ''}Proof of notification: ${view.id}${whose}`,
    ...{ language: 'en', madeAt, mark },
    blocks: [
      { table: head(of) },
      ...shownOf(tallies).flatMap(noticeBlocks),
      { heading: 'Told by a person' },
      { paragraph: byPersons(story) },
      { heading: 'How this is checked' },
      { paragraph: CHECKING },
    ],
  });
}

const CHECKING =
  'Every file of the pack stands in manifest.json with its SHA-256. approved-text.json of a notice has the SHA-256 that was approved, recipients.tsv that of its recipients, ' +
  'and each letter is named by its own. The last 64 bytes of the pack are the SHA-256 of all before them. "npm run verify-pack FILE" checks all of it, without server or database.';

/** More would not stand on one page. */
const NOTICES_SHOWN = 4;

function shownOf(tallies: readonly Tally[]): readonly Tally[] {
  return tallies.slice(-NOTICES_SHOWN);
}

function head({ view, madeAt, madeBy }: PackOf): Row[] {
  const { aware, declared } = view.anchors;
  const owed = view.obligations.filter(({ kind }) => kind === 'tell-customers');
  const due = owed.map((one) => one.due).sort()[0];
  const isLate = owed.some(({ lateSince }) => lateSince !== undefined);
  return [
    ['Incident', view.id],
    ['Aware', aware?.at ?? '–'],
    ['Declared', declared?.at ?? '–'],
    ['First due', due ?? '–'],
    ['Kept', owed.length === 0 ? '–' : isLate ? 'not in time' : 'nothing is late'],
    ['Pages in the register', String(view.sequence)],
    ['Made', `${madeAt}, by ${madeBy}`],
  ];
}

function noticeBlocks({ notice, recipients, states, marks }: Tally): Block[] {
  const { number, kind, approvals, releasedAt, releasedBy, hash, recipientsHash } = notice;
  const table: Row[] = [
    ['Approved by', approvals.map(({ by, as, at }) => `${by} (${as}) ${at}`).join('; ')],
    ['Released', `${releasedAt ?? '–'}, by ${releasedBy ?? '–'}`],
    ['Recipients in this pack', String(recipients)],
    ['Deliveries', counted(states)],
    ['Came back', counted(marks)],
    ['SHA-256 of the text', hash ?? '–'],
    ['SHA-256 of the recipients', recipientsHash ?? '–'],
  ];
  return [{ heading: `Notice ${number} (${kind})` }, { table }];
}

function counted(counts: Record<string, number>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing';
}

function byPersons(story: readonly TimelineRow[]): string {
  const contacts = story.filter(({ type }) => type === 'contact-recorded').length;
  const revoked = story.filter(({ type }) => type === 'contact-revoked').length;
  return `${contacts} recorded, ${revoked} of them taken back. Each stands in story.jsonl with who told whom, when and how.`;
}
