import PDFDocument from 'pdfkit';
import type { Instant } from '../domain/primitives/instant';
import { isRightToLeft, linesOnPaper } from './right-to-left';

/** What stands on a page, from top to bottom. */
export type Block =
  | { heading: string }
  | { paragraph: string }
  /** Names and values, side by side. */
  | { table: readonly (readonly [name: string, value: string])[] }
  /** Such as a hash, which breaks anywhere. */
  | { code: string };

export interface Printed {
  title: string;
  /** BCP 47 tag. */
  language: string;
  madeAt: Instant;
  blocks: readonly Block[];
}

/** The same bytes for the same content. Letters of Latin, Greek, Cyrillic and Arabic scripts; the font is embedded. */
export async function pdfOf({ title, language, madeAt, blocks }: Printed): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    lang: language,
    displayTitle: true,
    font: FONTS.plain,
    info: { Title: title, Creator: 'Tocsin', CreationDate: new Date(madeAt) },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve, reject) => document.once('end', resolve).once('error', reject));
  write(document.font(FONTS.bold).fontSize(SIZE.title), title).moveDown(0.5);
  for (const block of blocks) print(document, block);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** In points. */
const MARGIN = 50;
const NAME_WIDTH = 165;
const SIZE = { title: 15, heading: 11, text: 9, code: 8 };
const FONTS = {
  plain: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  code: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf'),
};

type Page = InstanceType<typeof PDFDocument>;

function print(page: Page, block: Block): void {
  if ('heading' in block)
    write(page.moveDown(0.4).font(FONTS.bold).fontSize(SIZE.heading), block.heading).moveDown(0.2);
  if ('paragraph' in block) write(page.font(FONTS.plain).fontSize(SIZE.text), block.paragraph).moveDown(0.3);
  if ('code' in block) page.font(FONTS.code).fontSize(SIZE.code).text(block.code).moveDown(0.3);
  if ('table' in block) for (const row of block.table) printRow(page, row);
}

/** What is read from right to left stands at the right. */
function write(page: Page, text: string): Page {
  if (!isRightToLeft(text)) return page.text(text);
  const width = page.page.width - 2 * MARGIN;
  for (const line of linesOnPaper(text, width, (part) => page.widthOfString(part)))
    page.text(line, MARGIN, page.y, { width: width + SLACK, align: 'right' });
  return page;
}

/** So that what fits is not broken again. */
const SLACK = 2;

function printRow(page: Page, [name, value]: readonly [string, string]): void {
  page.font(FONTS.plain).fontSize(SIZE.text);
  const valueWidth = page.page.width - 2 * MARGIN - NAME_WIDTH;
  const height = Math.max(
    page.heightOfString(name, { width: NAME_WIDTH - 8 }),
    page.heightOfString(value, { width: valueWidth }),
  );
  if (page.y + height > page.page.height - MARGIN) page.addPage();
  const top = page.y;
  page.text(name, MARGIN, top, { width: NAME_WIDTH - 8 });
  page.text(value, MARGIN + NAME_WIDTH, top, { width: valueWidth });
  page.x = MARGIN;
  page.y = top + height + 2;
}
