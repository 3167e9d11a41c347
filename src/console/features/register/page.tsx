import { useState } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import type { registerEntries } from '../../../contract/exports/register-entries';
import { CLASSES } from '../../../domain/triage/triage';
import { useForOthers } from '../../ui/act-button';
import { download } from '../../ui/api';
import { Time } from '../../ui/countdown';
import { useRead, useSignedIn } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Listing } from '../../ui/listing';
import { Button, Empty, Problem } from '../../ui/parts';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { PastIncidents } from './past';
import './register.css';
import { REVIEWS, WORDS } from './words';

type Entries = z.infer<typeof registerEntries>;

const READERS = ['auditor', 'privacy', 'legal'] as const;

/** Whatever was reported, what it was found to be, and why (GDPR Art. 33(5)). */
export function RegisterPage() {
  const words = useWords(WORDS);
  const forOthers = useForOthers();
  const { data: me } = useSignedIn();
  const mayRead = READERS.some((role) => me?.person.roles.includes(role));
  return (
    <div className="register">
      <h1>{words.title}</h1>
      {mayRead ? <Read /> : <div className="card">{me && <Empty title={forOthers(READERS)} />}</div>}
    </div>
  );
}

interface Filters {
  year: string;
  class: string;
  review: string;
}

function Read() {
  const words = useWords(WORDS);
  const thisYear = new Date().getUTCFullYear();
  const [filters, choose] = useState<Filters>({ year: `${thisYear}`, class: '', review: '' });
  const query = queryOf(filters);
  const { data, error } = useRead<Entries>(`/api/register/incidents?limit=200${query}`);
  return (
    <>
      <Choices filters={filters} choose={choose} thisYear={thisYear} />
      <Exports query={query} />
      <Problem fault={data ? undefined : error} />
      {data && data.restricted > 0 && <p className="note">{words.restricted(data.restricted)}</p>}
      {data?.items.length === 0 && (
        <div className="card">
          <Empty title={words.none} />
        </div>
      )}
      {data && data.items.length > 0 && <Entered items={data.items} />}
      {data?.next && <p className="note">{words.more}</p>}
      <PastIncidents />
    </>
  );
}

/** By the year in which it was reported, in UTC, as the numbers of incidents are. */
function queryOf({ year, class: found, review }: Filters): string {
  const of = year && `&reportedFrom=${year}-01-01T00:00:00Z&reportedTo=${Number(year) + 1}-01-01T00:00:00Z`;
  return `${of}${found && `&class=${found}`}${review && `&review=${review}`}`;
}

const YEARS = 5;

interface ChoicesProps {
  filters: Filters;
  choose: (filters: Filters) => void;
  thisYear: number;
}

function Choices({ filters, choose, thisYear }: ChoicesProps) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const years = Array.from({ length: YEARS }, (_, back) => `${thisYear - back}`);
  const parts = [
    ['year', words.period, years.map((year) => [year, year])],
    ['class', words.class, CLASSES.map((found) => [found, wordFor(vocabulary.class, found)])],
    ['review', words.review, REVIEWS.map((review) => [review, words.reviews[review]])],
  ] as const;
  return (
    <div className="chips">
      {parts.map(([name, label, options]) => (
        <select
          key={name}
          className="input"
          aria-label={label}
          value={filters[name]}
          onChange={(event) => choose({ ...filters, [name]: event.target.value })}
        >
          <option value="">{words.all[name]}</option>
          {options.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      ))}
    </div>
  );
}

const FORMS = ['veris', 'ocsf', 'dpv'] as const;

/** The same entries for a spreadsheet and for other programs. */
function Exports({ query }: { query: string }) {
  const words = useWords(WORDS);
  const [refused, refuse] = useState<unknown>();
  const take = (path: string, type: string, name: string) =>
    void download(path, type, name).then(() => refuse(undefined), refuse);
  return (
    <div className="chips">
      <Button onClick={() => take(`/api/register/incidents?${query.slice(1)}`, 'text/csv', 'register.csv')}>CSV</Button>
      {FORMS.map((form) => (
        <Button
          key={form}
          onClick={() =>
            take(`/api/register/incidents/export?form=${form}${query}`, 'application/json', `register-${form}.json`)
          }
        >
          {words.forms[form]}
        </Button>
      ))}
      <Problem fault={refused} />
    </div>
  );
}

function Entered({ items }: { items: Entries['items'] }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const vocabulary = useWords(VOCABULARY);
  return (
    <Listing title={words.title} columns={words.columns} of="listing" isCard>
      {items.map(({ id, openedAt, class: found, reason, reasonWords, severity, declaredAt, told, affected }) => (
        <tr key={id}>
          <th scope="row">
            <Link href={`/incidents/${id}`}>{id}</Link>
          </th>
          <td>
            <Time at={openedAt} />
          </td>
          <td>{wordFor(vocabulary.class, found)}</td>
          <td>{[reason && wordFor(vocabulary.value, reason), reasonWords].filter(Boolean).join(': ')}</td>
          <td>{severity && wordFor(vocabulary.severity, severity)}</td>
          <td>{declaredAt && <Time at={declaredAt} />}</td>
          <td>{words.told(formats.number(told), formats.number(affected))}</td>
          <td>
            <Button
              aria-label={words.print(id)}
              onClick={() => void download(`/api/register/incidents/${id}`, 'application/pdf', `${id}.pdf`)}
            >
              PDF
            </Button>
          </td>
        </tr>
      ))}
    </Listing>
  );
}
