import { useState } from 'react';
import { useForOthers } from '../../ui/act-button';
import { download } from '../../ui/api';
import { useRead, useSignedIn } from '../../ui/data';
import { Button, Empty, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import './figures.css';
import type { Figures } from './data';
import { OfThePeriod } from './period';
import { AsItStands } from './standing';
import { WORDS } from './words';

const READERS = ['auditor', 'privacy', 'legal', 'executive'] as const;

/** How fast, how many in time, how ready: for those who answer for it. */
export function FiguresPage() {
  const words = useWords(WORDS);
  const forOthers = useForOthers();
  const { data: me } = useSignedIn();
  const mayRead = READERS.some((role) => me?.person.roles.includes(role));
  return (
    <div className="figures-page">
      {mayRead ? (
        <Read />
      ) : (
        <>
          <h1>{words.title}</h1>
          <div className="card">{me && <Empty title={forOthers(READERS)} />}</div>
        </>
      )}
    </div>
  );
}

const YEARS = 5;

function Read() {
  const words = useWords(WORDS);
  const thisYear = new Date().getUTCFullYear();
  const [year, choose] = useState(`${thisYear}`);
  const [refused, refuse] = useState<unknown>();
  const { data, error } = useRead<Figures>(`/api/register/figures${queryOf(year)}`);
  return (
    <>
      <div className="part-head">
        <h1>{words.title}</h1>
        <select
          className="input"
          aria-label={words.period}
          value={year}
          onChange={(event) => choose(event.target.value)}
        >
          {Array.from({ length: YEARS }, (_, back) => (
            <option key={back}>{thisYear - back}</option>
          ))}
          <option value="">{words.all}</option>
        </select>
        {year && (
          <Button
            onClick={() =>
              void download(`/api/register/reports/${year}`, 'application/pdf', `report-${year}.pdf`).then(
                () => refuse(undefined),
                refuse,
              )
            }
          >
            {words.report(year)}
          </Button>
        )}
      </div>
      <Problem fault={refused ?? (data ? undefined : error)} />
      {data ? <OfThePeriod figures={data} /> : !error && <div className="skeleton" />}
      {data && <AsItStands figures={data} />}
    </>
  );
}

/** A year of UTC, as the numbers of incidents are. */
function queryOf(year: string): string {
  return year && `?from=${year}-01-01T00:00:00Z&to=${Number(year) + 1}-01-01T00:00:00Z`;
}
