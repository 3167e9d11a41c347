const TITLE_MAX = 140;

/** What a list calls an incident: the first sentence of its report, cut between words where it is long. */
export function titleOf(seen: string): string {
  const [first = ''] = seen.trim().split(/(?<=[.!?])\s|\n/);
  if (first.length <= TITLE_MAX) return first;
  const cut = first.slice(0, TITLE_MAX);
  const word = cut.lastIndexOf(' ');
  return `${cut.slice(0, word > 0 ? word : TITLE_MAX)}…`;
}
