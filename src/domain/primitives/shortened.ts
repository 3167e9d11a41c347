const MAX_LENGTH = 400;

/** One paragraph, cut at a word, for what is told in passing; whoever reads the incident has it whole. */
export function shortened(text: string, maxLength = MAX_LENGTH): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= maxLength) return line;
  const cut = line.slice(0, maxLength);
  const end = cut.lastIndexOf(' ');
  const whole = end > maxLength / 2 ? cut.slice(0, end) : cut.replace(/[\uD800-\uDBFF]$/, '');
  return `${whole} […]`;
}
