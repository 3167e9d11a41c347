import type { Outcome } from './run';

/** One line a scenario, over all its seeds; what must be nothing stands last. */
export function tableOf(outcomes: Outcome[]): string {
  const names = [...new Set(outcomes.map(({ scenario }) => scenario))];
  const rows = names.map((name) =>
    rowOf(
      name,
      outcomes.filter(({ scenario }) => scenario === name),
    ),
  );
  const total = rowOf('**all**', outcomes);
  const cells = [COLUMNS, ...[...rows, total]].map((row) => row.map(String));
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head, ...body] = cells.map(line);
  return [head, rule, ...body].join('\n');
}

const COLUMNS = [
  'scenario',
  'seeds',
  'in flight at the blow: commands, pages, DATA',
  'told to try again',
  'commands acknowledged',
  'pages',
  'mails',
  'marked repeats',
  'lost',
  'applied twice',
  'clocks moved, ms',
  'alerts forgotten',
  'unmarked repeats',
  'faults',
];

function rowOf(name: string, outcomes: Outcome[]): (string | number)[] {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const least = (of: (outcome: Outcome) => number) => Math.min(...outcomes.map(of));
  return [
    name,
    outcomes.length,
    `≥ ${(['commands', 'pages', 'mails'] as const).map((what) => least(({ inFlight }) => inFlight[what])).join(', ')}`,
    sum(({ puttingOffs }) => puttingOffs),
    sum(({ acknowledged }) => acknowledged),
    sum(({ pages }) => pages),
    sum(({ mails }) => mails),
    sum(({ marked }) => marked),
    sum(({ lost }) => lost.length),
    sum(({ twice }) => twice.length),
    Math.max(...outcomes.map(({ moved }) => moved)),
    sum(({ forgotten }) => forgotten.length),
    sum(({ unmarked }) => unmarked.length),
    sum(({ faults }) => faults.length),
  ];
}
