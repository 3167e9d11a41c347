import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'wouter';
import { useAskedAct, withoutAct } from '../../ui/acts';
import { useAllIncidents, usePeople, type IncidentRow } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Keys } from '../../ui/keys';
import { Button, Empty, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import './board.css';
import { Exercises } from './exercises';
import { Filters, Views } from './filters';
import { FirstRun } from './first-run';
import { useBoardKeys } from './keys';
import { Rows } from './rows';
import { FIRST_SLICE, NEXT_SLICE, queryOf, viewOf } from './views';
import { WORDS } from './words';

/** All incidents that one may see, the most urgent first; or the exercises, which are in no other list. */
export function Board() {
  const [search] = useSearchParams();
  return (
    <div className="board">
      {viewOf(search) === 'exercises' ? (
        <>
          <Views />
          <Exercises />
        </>
      ) : (
        <Incidents />
      )}
      <Keys own={['j', 'k', 'Enter', 'a', '/']} />
    </div>
  );
}

function Incidents() {
  const words = useWords(WORDS);
  const formats = useFormats();
  const [search] = useSearchParams();
  const { data, error, isPending, hasNextPage, fetchNextPage } = useAllIncidents(
    queryOf(search),
    FIRST_SLICE,
    NEXT_SLICE,
  );
  const { data: people } = usePeople();
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? NO_ROWS, [data]);
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const selected = useBoardKeys(rows);
  const [, ask] = useAskedAct();
  return (
    <>
      <div className="board-head">
        <h1>{words.title}</h1>
        <span className="soft" role="status">
          {data && formats.plural(rows.length, words.found)}
          {hasNextPage && '+'}
        </span>
        <Button look="first" aria-label={words.report} onClick={() => ask({ act: 'report', prefill: {} })}>
          <span className="wide">{words.report}</span>
          <span className="narrow">{words.reportShort}</span>
        </Button>
      </div>
      <Views />
      <Filters />
      <Problem fault={data ? undefined : error} />
      {isPending && <div className="skeleton" />}
      {data && rows.length === 0 && (withoutAct(search).toString() ? <Nothing /> : <FirstRun />)}
      {rows.length > 0 && <Rows {...{ rows, people, selected }} label={words.title} />}
      {data?.pages[0]?.pending?.map(({ id }) => (
        <p key={id} className="soft small">
          {formats.labelled(id, words.waiting)}
        </p>
      ))}
      {hasNextPage && <More ask={more} />}
    </>
  );
}

const NO_ROWS: IncidentRow[] = [];

/** Asks by itself as soon as it comes into sight. */
function More({ ask }: { ask: () => void }) {
  const words = useWords(WORDS);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && ask(), {
      rootMargin: '400px',
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [ask]);
  return (
    <div ref={place}>
      <Button onClick={ask}>{words.more}</Button>
    </div>
  );
}

function Nothing() {
  const words = useWords(WORDS);
  return (
    <div className="card">
      <Empty title={words.nothing}>
        <p>{words.nothingHint}</p>
      </Empty>
    </div>
  );
}
