import { escapeHtml } from '../../primitives/html';

/**
 * The Markdown of lessons: paragraphs, lists, numbered lists, `###`, `**bold**`, and links to https and mail. Everything else is shown as it is
 * written: nothing in a course can bring a script or a picture into the page.
 */
export function lessonHtml(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((block) => blockHtml(block.split('\n')))
    .join('\n');
}

function blockHtml(lines: string[]): string {
  const [first = ''] = lines;
  if (first.startsWith('### '))
    return `<h3>${inline(first.slice(4))}</h3>${lines.length > 1 ? blockHtml(lines.slice(1)) : ''}`;
  if (lines.every((line) => /^- /.test(line))) return `<ul>${items(lines, /^- /)}</ul>`;
  if (lines.every((line) => /^\d+\. /.test(line))) return `<ol>${items(lines, /^\d+\. /)}</ol>`;
  return `<p>${lines.map(inline).join('<br>')}</p>`;
}

function items(lines: string[], mark: RegExp): string {
  return lines.map((line) => `<li>${inline(line.replace(mark, ''))}</li>`).join('');
}

function inline(text: string): string {
  return escapeHtml(text)
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^\]]+)\]\(((?:https:\/\/|mailto:)[^\s()<>"']+)\)/g, '<a href="$2" rel="noreferrer">$1</a>');
}
