export const COLUMNS = [
  ...(['customer_id', 'customer_name', 'language', 'time_zone', 'contract_hours', 'contract_terms'] as const),
  ...(['account_id', 'account_kind', 'account_name', 'product'] as const),
  ...(['contact_id', 'contact_name', 'contact_email', 'contact_role', 'contact_language'] as const),
];

/** Under which heading of the file a column stands. */
export type Mapping = Partial<Record<string, string>>;

/** The first line, by whatever parts most of it. */
export function headingsOf(text: string): string[] {
  const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const [delimiter = ','] = [',', ';', '\t', '|'].sort((a, b) => line.split(b).length - line.split(a).length);
  return [...new Set(line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')))].filter(Boolean);
}

/** What is not called as our columns are is matched by the words that both have; a person has the last word. */
export function matched(headings: readonly string[]): Mapping {
  const others = headings.filter((heading) => !COLUMNS.some((column) => column === plain(heading)));
  return Object.fromEntries(
    COLUMNS.filter((column) => !headings.some((heading) => plain(heading) === column)).flatMap((column) => {
      const found = others.find((heading) => plain(heading).replaceAll('_', '') === column.replaceAll('_', ''));
      return found ? [[column, found]] : [];
    }),
  );
}

function plain(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}
