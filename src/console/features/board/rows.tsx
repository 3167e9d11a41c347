import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { IncidentRow, Person } from '../../ui/data';
import { Row } from './row';

interface RowsProps {
  rows: readonly IncidentRow[];
  people: readonly Person[] | undefined;
  /** Which of them the keys have reached. */
  selected: number;
  label: string;
}

const IN_PART = 50;

/** Each row counts down by the second: of 10,000 only the parts near what is in sight are there. */
export function Rows({ rows, people, selected, label }: RowsProps) {
  const parts = Array.from({ length: Math.ceil(rows.length / IN_PART) }, (_, nth) => nth * IN_PART);
  return (
    <div role="list" aria-label={label} className="rows">
      {parts.map((first) => (
        <Part key={first} isWanted={selected >= first - 1 && selected <= first + IN_PART}>
          {() =>
            rows
              .slice(first, first + IN_PART)
              .map((row, nth) => (
                <Row
                  key={row.id}
                  row={row}
                  people={people}
                  isSelected={first + nth === selected}
                  place={first + nth + 1}
                />
              ))
          }
        </Part>
      ))}
    </div>
  );
}

/** How far beyond the window rows are there already. */
const BEYOND = '1200px';

/** Rows that are there while they are near the window, or where the keys are; else a gap of the same height. */
function Part({ isWanted, children }: { isWanted: boolean; children: () => ReactNode }) {
  const [isNear, setNear] = useState(true);
  const box = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting === false) height.current = seen.boundingClientRect.height;
        setNear(seen?.isIntersecting ?? true);
      },
      { rootMargin: BEYOND },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const isThere = isNear || isWanted;
  return (
    <div ref={box} role="presentation" className="rows-part" style={isThere ? undefined : { height: height.current }}>
      {isThere && children()}
    </div>
  );
}
