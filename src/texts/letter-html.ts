import { escapeHtml } from '../primitives/html';
import type { LetterPart } from './letter';
import { lines } from './page';
import { whenPresent } from './placeholders';

interface Page {
  language: string;
  direction: 'ltr' | 'rtl';
  title: string;
}

/*
 * Outlook lays mail out by Word's engine: tables and inline styles, no flexbox, no maximum width, no background but of a cell. A phone gets the
 * same table at its own width.
 */
const FONT = "font-family:'Segoe UI',Helvetica,Arial,sans-serif";
const INK = 'color:#1b2430';
const MUTED = 'color:#5a6675';
const TEXT = `${FONT};${INK};font-size:16px;line-height:24px`;

export function letterHtml(parts: readonly LetterPart[], page: Page): string {
  const { language, direction, title } = page;
  const start = direction === 'rtl' ? 'right' : 'left';
  const [head, body] = [parts.filter(({ kind }) => kind === 'head'), parts.filter(({ kind }) => kind !== 'head')];
  return [
    '<!doctype html>',
    `<html lang="${language}" dir="${direction}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta name="color-scheme" content="light"><title>${escapeHtml(title)}</title></head>`,
    `<body dir="${direction}" style="margin:0;padding:0;background:#eef1f4">`,
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#eef1f4"><tr><td align="center" style="padding:16px 8px">',
    '<!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->',
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="max-width:640px;border:1px solid #d5dbe2">',
    headOf(head, start),
    `<tr><td align="${start}" style="padding:20px 24px 28px;${TEXT};text-align:${start}">`,
    ...bodyOf(body, start),
    '</td></tr></table>',
    '<!--[if mso]></td></tr></table><![endif]-->',
    '</td></tr></table>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function headOf(parts: readonly LetterPart[], start: string): string {
  const [mark, ...more] = parts.map(({ text }) => lines(text));
  const rest = more.map(
    (line) => `<br><span style="font-size:13px;line-height:20px;font-weight:normal">${line}</span>`,
  );
  return `<tr><td align="${start}" bgcolor="#12324f" style="padding:16px 24px;${FONT};color:#ffffff;font-size:18px;line-height:26px;font-weight:bold;text-align:${start}">${mark ?? ''}${rest.join('')}</td></tr>`;
}

/** Rows that follow each other are one table, and so with items and their list. */
function bodyOf(parts: readonly LetterPart[], start: string): string[] {
  const runs: LetterPart[][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === part.kind && (part.kind === 'row' || part.kind === 'item')) last.push(part);
    else runs.push([part]);
  }
  return runs.map((run) => runOf(run, start));
}

function runOf(run: LetterPart[], start: string): string {
  const inside = run.map((part) => whenPresent(part.when, partOf(part, start))).join('\n');
  if (run[0]?.kind === 'row')
    return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;border-top:1px solid #e3e7ec">\n${inside}\n</table>`;
  if (run[0]?.kind === 'item') return `<ul style="margin:0 0 16px;padding-${start}:22px">\n${inside}\n</ul>`;
  return inside;
}

function partOf(part: LetterPart, start: string): string {
  const text = lines(part.text);
  switch (part.kind) {
    case 'title':
      return `<h1 style="margin:0 0 16px;font-size:22px;line-height:29px">${text}</h1>`;
    case 'heading':
      return `<h2 style="margin:24px 0 8px;font-size:17px;line-height:24px;color:#12324f">${text}</h2>`;
    case 'callout':
      return calloutOf(lines(part.label), text, start);
    case 'link':
      return `<p style="margin:0 0 16px"><a href="${escapeHtml(part.text)}" style="color:#12324f;font-weight:bold">${lines(part.label)}</a></p>`;
    case 'row':
      return rowOf(lines(part.label), text, start);
    case 'item':
      return `<li style="margin:0 0 6px">${text}</li>`;
    case 'fine':
      return `<p style="margin:0 0 10px;font-size:13px;line-height:20px;${MUTED}">${text}</p>`;
    default:
      return `<p${ownWay(start)} style="margin:0 0 14px">${text}</p>`;
  }
}

/** Words of another direction than the letter's, such as those that nobody has translated, run their own way. */
function ownWay(start: string): string {
  return start === 'right' ? ' dir="auto"' : '';
}

function calloutOf(label: string, text: string, start: string): string {
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px"><tr><td bgcolor="#fdf4e3" align="${start}" style="border-${start}:4px solid #b7791f;padding:12px 16px;${TEXT};text-align:${start}"><strong>${label}</strong><br><span${ownWay(start)}>${text}</span></td></tr></table>`;
}

function rowOf(label: string, text: string, start: string): string {
  const cell = `padding:8px 0;border-bottom:1px solid #e3e7ec;text-align:${start}`;
  return `<tr><th scope="row" width="36%" align="${start}" valign="top" style="${cell};padding-${start === 'left' ? 'right' : 'left'}:12px;${FONT};${MUTED};font-size:14px;line-height:22px;font-weight:normal">${label}</th><td${ownWay(start)} align="${start}" valign="top" style="${cell};${FONT};${INK};font-size:15px;line-height:22px;word-break:break-word">${text}</td></tr>`;
}
