import type PDFDocument from 'pdfkit';
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
  /** Stands at the head of each page: no page lies about without it. */
  mark?: string;
  blocks: readonly Block[];
}

/** Loaded at the first page that is printed: its tables take as long as much of a start, and most processes print nothing. */
const library = () => import('pdfkit');

/** The same bytes for the same content. Letters of Latin, Greek, Cyrillic and Arabic scripts; the font is embedded. */
export async function pdfOf({ title, language, madeAt, mark, blocks }: Printed): Promise<Buffer> {
  const { default: Document } = await library();
  const document = new Document({
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
  if (mark !== undefined) markEachPage(document, mark);
  write(document.font(FONTS.bold).fontSize(SIZE.title), title).moveDown(0.5);
  for (const [place, block] of blocks.entries()) {
    if ('heading' in block) keepWith(document, block, blocks[place + 1]);
    print(document, block);
  }
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

/** Within the margin, so that what stands on the page is not moved. */
function markEachPage(page: Page, mark: string): void {
  const print = () => {
    page.font(FONTS.bold).fontSize(SIZE.text);
    page.text(mark, MARGIN, MARGIN / 2, { width: page.page.width - 2 * MARGIN, align: 'center', lineBreak: false });
    page.x = MARGIN;
    page.y = MARGIN;
  };
  print();
  page.on('pageAdded', print);
}

function print(page: Page, block: Block): void {
  if ('heading' in block)
    write(page.moveDown(0.4).font(FONTS.bold).fontSize(SIZE.heading), block.heading).moveDown(0.2);
  if ('paragraph' in block) write(page.font(FONTS.plain).fontSize(SIZE.text), block.paragraph).moveDown(0.3);
  if ('code' in block) page.font(FONTS.code).fontSize(SIZE.code).text(block.code).moveDown(0.3);
  if ('table' in block) printTable(page, block.table);
}

/** A heading never ends a page: what follows begins on the same one. */
function keepWith(page: Page, heading: Block, next: Block | undefined): void {
  const height = beginOf(page, heading) + (next ? beginOf(page, next) : 0);
  if (page.y + height > page.page.height - MARGIN) page.addPage();
}

/** How much of a page the beginning of a block takes. */
function beginOf(page: Page, block: Block): number {
  if ('heading' in block) {
    page.font(FONTS.bold).fontSize(SIZE.heading);
    return page.heightOfString(block.heading) + page.currentLineHeight(true);
  }
  page.font(FONTS.plain).fontSize(SIZE.text);
  const [row] = 'table' in block ? block.table : [];
  return row ? heightOfRow(page, row) : 2 * page.currentLineHeight(true);
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

function printTable(page: Page, rows: readonly (readonly [string, string])[]): void {
  for (const row of rows) printRow(page, row);
  page.moveDown(0.3);
}

function printRow(page: Page, [name, value]: readonly [string, string]): void {
  page.font(FONTS.plain).fontSize(SIZE.text);
  const height = heightOfRow(page, [name, value]);
  if (page.y + height > page.page.height - MARGIN) page.addPage();
  const top = page.y;
  page.text(name, MARGIN, top, { width: NAME_WIDTH - 8 });
  page.text(value, MARGIN + NAME_WIDTH, top, { width: valueWidthOf(page) });
  page.x = MARGIN;
  page.y = top + height + 2;
}

function heightOfRow(page: Page, [name, value]: readonly [string, string]): number {
  return Math.max(
    page.heightOfString(name, { width: NAME_WIDTH - 8 }),
    page.heightOfString(value, { width: valueWidthOf(page) }),
  );
}

function valueWidthOf(page: Page): number {
  return page.page.width - 2 * MARGIN - NAME_WIDTH;
}
