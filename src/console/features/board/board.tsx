import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useIncidents, usePeople, type IncidentRow } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Button, Empty, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import './board.css';
import { Filters, Views } from './filters';
import { Keys, useBoardKeys } from './keys';
import { Row } from './row';
import { PAGE_SIZE, queryOf } from './views';
import { WORDS } from './words';

/** All incidents that one may see, the most urgent first. */
export function Board() {
  const words = useWords(WORDS);
  const formats = useFormats();
  const [search] = useSearchParams();
  const [count, setCount] = useState(PAGE_SIZE);
  const { data, error, isPending } = useIncidents(queryOf(search, count));
  const { data: people } = usePeople();
  const rows = data?.items ?? NO_ROWS;
  const selected = useBoardKeys(rows);
  const [, go] = useLocation();
  return (
    <div className="board">
      <div className="board-head">
        <h1>{words.title}</h1>
        <span className="soft" role="status">
          {data && formats.plural(rows.length, words.found)}
          {data?.next && '+'}
        </span>
        <Button look="first" aria-label={words.report} onClick={() => go('/?act=report')}>
          <span className="wide">{words.report}</span>
          <span className="narrow">{words.reportShort}</span>
        </Button>
      </div>
      <Views />
      <Filters />
      <Problem fault={data ? undefined : error} />
      {isPending && <div className="skeleton" />}
      {data && rows.length === 0 && <Nothing isFiltered={search.size > 0} />}
      <ol className="rows" aria-label={words.title}>
        {rows.map((row, index) => (
          <Row key={row.id} row={row} people={people} isSelected={index === selected} />
        ))}
      </ol>
      {data?.pending?.map(({ id }) => (
        <p key={id} className="soft small">
          {id}: {words.waiting}
        </p>
      ))}
      {data?.next && count < 200 && <Button onClick={() => setCount(200)}>{words.more}</Button>}
      <Keys />
    </div>
  );
}

const NO_ROWS: IncidentRow[] = [];

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const words = useWords(WORDS);
  return (
    <div className="card">
      <Empty title={isFiltered ? words.nothing : words.firstTitle}>
        <p>{isFiltered ? words.nothingHint : words.firstHint}</p>
      </Empty>
    </div>
  );
}
