import { useRef, useState } from 'react';
import { Time } from '../../ui/countdown';
import { Shape } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { SHAPES } from './bar';
import { useRows, type Recipient, type Sought } from './data';
import { WORDS } from './words';

interface TableProps {
  incident: string;
  number: string;
  sought: Sought;
  /** How many are as sought. */
  found: number;
  isLive: boolean;
  open: (recipient: string) => void;
}

/** As in the style sheet. */
const ROW_PX = 52;
/** Beyond those that are seen, so that none is missing while it is scrolled. */
const SPARE = 10;
const SEEN_MAX = 30;

/** Of up to 100,000 rows only those that are seen, and a few around them, are read and drawn. */
export function Table({ incident, number, sought, found, isLive, open }: TableProps) {
  const words = useWords(WORDS);
  const [top, setTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const first = Math.max(0, Math.min(Math.floor(top / ROW_PX), found - 1) - SPARE);
  const last = Math.max(first, Math.min(found - 1, first + SEEN_MAX + 2 * SPARE));
  const rows = useRows(incident, number, sought, [first, last], isLive);
  if (found === 0) return <p className="soft recipients-none">{words.nobody}</p>;
  return (
    <div role="table" aria-label={words.customer} aria-rowcount={found + 1} className="recipients-table">
      <div role="row" aria-rowindex={1} className="recipient recipient-head soft small">
        <span role="columnheader">{words.customer}</span>
        <span role="columnheader">{words.state}</span>
        <span role="columnheader" className="recipient-address">
          {words.address}
        </span>
        <span role="columnheader" className="recipient-said">
          {words.said}
        </span>
      </div>
      <div
        ref={box}
        role="rowgroup"
        tabIndex={0}
        aria-label={words.customer}
        className="recipients-scroll"
        onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      >
        <div className="recipients-all" role="presentation" style={{ height: found * ROW_PX }}>
          {Array.from({ length: last - first + 1 }, (_, nth) => first + nth).map((index) => (
            <Row key={index} index={index} row={rows.get(index)} open={open} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Row({ index, row, open }: { index: number; row?: Recipient; open: (recipient: string) => void }) {
  const words = useWords(WORDS);
  return (
    <div role="row" aria-rowindex={index + 2} className="recipient" style={{ top: index * ROW_PX }}>
      <span role="cell" className="recipient-name">
        {row ? (
          <button type="button" className="link" onClick={() => open(row.recipient)}>
            {row.customerName}
          </button>
        ) : (
          <span className="soft">{words.loading}</span>
        )}
      </span>
      <span role="cell" className="recipient-outcome" data-outcome={row?.outcome}>
        {row && (
          <>
            <Shape of={SHAPES[row.outcome]} />
            <span>
              {words.one[row.outcome]}{' '}
              {row.finishedAt && (
                <span className="small soft wide">
                  <Time at={row.finishedAt} />
                </span>
              )}
            </span>
          </>
        )}
      </span>
      <span role="cell" className="recipient-address soft small">
        {row?.email}
      </span>
      <span role="cell" className="recipient-said soft small">
        {row?.serverWords}
      </span>
    </div>
  );
}
