import { percentile, spread } from './measure';
import type { Sides, Size } from './rounds';
import { tripCount, type Course } from './trips';

export interface Figures {
  /** Seconds. */
  warm: number;
  /** Of processor, for one payload there and back. */
  sealingMs: number;
  course: Course;
  /** Bytes of the product's worker. */
  memory: { open: number; heap: number; rss: number }[];
  /** Per second, a round each. */
  opened: Sides<number[]>;
  /** Milliseconds, a round each. */
  commanded: Sides<number[]>;
  /** The same past the API. */
  straight: Sides<number[]>;
  /** Milliseconds, a round each. */
  late: Sides<number[]>;
  story: { commands: number; events: number; actions: number };
}

/** In Markdown, to be pasted. */
export function tableOf(figures: Figures, size: Size, machine: string): string {
  return [`Measured on ${machine}:`, '', ...compared(figures, size), '', ...alone(figures)].join('\n');
}

function compared(figures: Figures, size: Size): string[] {
  return [
    '|  | Tocsin | reference | ÷ | aim | bare | ÷ | ÷ single |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...COMPARED.map((name) => rowOf(name, figures[name], size)),
  ];
}

const COMPARED = ['opened', 'commanded', 'straight', 'late'] as const;

export function rowOf(name: (typeof COMPARED)[number], of: Sides<number[]>, { due, others }: Size): string {
  const middle = (rounds: number[]) => percentile(rounds, 50).toFixed(1);
  switch (name) {
    case 'opened':
      return row('(a) incidents opened per second', of, '≥ 0.9', middle);
    case 'commanded':
      return row('(b) command round trip, p50, ms', of, '≤ 1.15', middle);
    case 'straight':
      return row('(b) straight to Temporal, without the API, p50, ms', of, '', middle);
    case 'late':
      return row(
        `(c) lateness of ${due} promises due at once, ${others} others open, p95, ms`,
        of,
        '≤ 1.2 of bare',
        middle,
      );
  }
}

function row(
  what: string,
  { product, reference = [], bare, single }: Sides<number[]>,
  aim: string,
  show: (of: number[]) => string,
) {
  const ratio = (to: number[]) => product.map((figure, round) => figure / (to[round] ?? NaN));
  const told = (ratios: number[]) => (ratios.length > 1 ? spread(ratios) : (ratios[0] ?? NaN).toFixed(2));
  const referred = reference.length > 0 ? [show(reference), told(ratio(reference))] : ['', ''];
  const cells = [what, show(product), ...referred, aim, show(bare), told(ratio(bare)), told(ratio(single))];
  return `| ${cells.join(' | ')} |`;
}

function alone({ warm, sealingMs, course, memory, story }: Figures): string[] {
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  const held = memory.map(({ open, heap, rss }) => `${megabytes(heap)} (${megabytes(rss)}) at ${open}`);
  return [
    `- Trips to the engine, the same on both sides: ${tripCount(course.opening)} as an incident opens, ${tripCount(course.command)} at a`,
    `  command, ${tripCount(course.strike)} as a promise breaks. _Single_ is a workflow without any. _Reference_ is the bare workflow behind one hop of HTTP,\n  with one commit on the disk a request and an activity.`,
    `- A whole incident with ${story.commands} commands and one notice: ${story.events} events of history, ${story.actions} billable actions.`,
    `- Second \`npm start\` to ready: ${warm.toFixed(1)} s (aim ≤ 8 s).`,
    `- To seal a payload of 2 kB and to open it: ${sealingMs.toFixed(2)} ms of processor (aim ≤ 0.3 ms).`,
    `- The worker's heaps (and resident memory) in MB: ${held.join(', ')} open incidents.`,
  ];
}
