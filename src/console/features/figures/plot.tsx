import { useId } from 'react';
import { useFormats } from '../../ui/format';
import { Listing } from '../../ui/listing';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

export interface PlotRow {
  label: string;
  /** One bar for each; null where there is nothing to measure. */
  bars: (number | null)[];
  /** What the table says beside it, for each column. */
  cells: string[];
}

interface PlotProps {
  title: string;
  /** The label's first. */
  columns: string[];
  rows: PlotRow[];
  /** The length of a full bar; by itself that of the longest. */
  max?: number;
}

/** Bars, and the same in a table: whoever does not see the one reads the other. */
export function Plot({ title, columns, rows, max }: PlotProps) {
  const words = useWords(WORDS);
  const id = useId();
  return (
    <section className="card part plot" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows.length === 0 ? (
        <p className="soft">{words.nothing}</p>
      ) : (
        <div className="plot-parts">
          <Bars rows={rows} max={max ?? Math.max(...rows.flatMap(({ bars }) => bars.map((bar) => bar ?? 0)))} />
          <Table title={title} columns={columns} rows={rows} />
        </div>
      )}
    </section>
  );
}

/** In units of the drawing, which is as wide as there is room. */
const WIDTH = 320;
const LABEL_HEIGHT = 18;
const BAR_HEIGHT = 10;
const GAP = 8;

function Bars({ rows, max }: { rows: PlotRow[]; max: number }) {
  const heightOf = ({ bars }: PlotRow) => LABEL_HEIGHT + bars.length * BAR_HEIGHT + GAP;
  const tops = rows.map((_, nth) => rows.slice(0, nth).reduce((sum, row) => sum + heightOf(row), 0));
  const height = rows.reduce((sum, row) => sum + heightOf(row), 0);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true" focusable="false">
      {rows.map(({ label, bars }, nth) => (
        <g key={label} transform={`translate(0 ${tops[nth]})`}>
          <text y={LABEL_HEIGHT - 6}>{label}</text>
          {bars.map((bar, place) => (
            <Bar key={place} nth={place} share={max > 0 ? (bar ?? 0) / max : 0} />
          ))}
        </g>
      ))}
    </svg>
  );
}

function Bar({ nth, share }: { nth: number; share: number }) {
  const shape = { y: LABEL_HEIGHT + nth * BAR_HEIGHT, height: BAR_HEIGHT - 2, rx: 2 };
  return (
    <>
      <rect className="bar-ground" width={WIDTH} {...shape} />
      <rect className="bar" data-nth={nth} width={Math.min(1, share) * WIDTH} {...shape} />
    </>
  );
}

function Table({ title, columns, rows }: { title: string; columns: string[]; rows: PlotRow[] }) {
  return (
    <Listing title={title} columns={columns} of="figures">
      {rows.map(({ label, cells }) => (
        <tr key={label}>
          <th scope="row">{label}</th>
          {cells.map((cell, nth) => (
            <td key={nth}>{cell}</td>
          ))}
        </tr>
      ))}
    </Listing>
  );
}

/** Numbers as they are read; a dash where there is none. */
export function useCells(): { count: (value: number | null) => string; share: (part: number, of: number) => string } {
  const { number } = useFormats();
  return {
    count: (value) => (value === null ? '–' : number(value)),
    share: (part, of) => (of === 0 ? '–' : `${number(Math.round((100 * part) / of))}\u00a0%`),
  };
}
