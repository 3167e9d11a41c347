import type { Instant } from '../domain/primitives/instant';
import type { NoticeText } from './notice';
import { pdfOf, type Block } from './pdf';
import { isRightToLeft } from './right-to-left';

/** A letter as its recipient reads it, to be put on file. */
export async function letterPdf(
  { subject, text }: Pick<NoticeText, 'subject' | 'text'>,
  { language, madeAt }: { language: string; madeAt: Instant },
): Promise<Buffer> {
  return pdfOf({ title: subject, language, madeAt, blocks: blocksOf(text) });
}

/** A line above a rule is a heading, and so is one between asterisks. */
function blocksOf(text: string): Block[] {
  return text
    .trim()
    .split(/\n{2,}/)
    .flatMap((paragraph): Block[] => {
      const [first = '', rule = '', ...more] = paragraph.split('\n');
      if (/^(?:=+|-+)$/.test(rule) && more.length === 0) return [{ heading: first }];
      const [, called] = /^\*{3} (.+) \*{3}$/.exec(first) ?? [];
      if (called === undefined) return [tableOf(paragraph) ?? { paragraph }];
      return [{ heading: called }, { paragraph: [rule, ...more].join('\n') }];
    });
}

/** A label with what it says; longer is a sentence. */
const ROW = /^(.{1,90}?)\u00a0?: (.+)$/;

/** Lines that are all rows stand as such, as they do in the mail. */
function tableOf(paragraph: string): Block | undefined {
  const rows = paragraph.split('\n').flatMap((line) => {
    const [, name, value] = ROW.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  const isTable = rows.length === paragraph.split('\n').length && !isRightToLeft(paragraph);
  return isTable ? { table: rows } : undefined;
}
