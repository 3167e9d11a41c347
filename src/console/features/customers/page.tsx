import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { z } from 'zod';
import type { customerHead } from '../../../contract/parties/customers';
import { useRead, useSignedIn } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Button, Empty, Problem } from '../../ui/parts';
import { Search } from '../../ui/search';
import { useWords } from '../../ui/words';
import './customers.css';
import { Fitness } from './fitness';
import { Import } from './import';
import { useNamed } from '../../ui/listed';
import { OneCustomer } from './one';
import { Proposals } from './proposals';
import { WORDS } from './words';

type Heads = { items: z.infer<typeof customerHead>[]; next?: string };

/** Whom we owe notices: found by name, each with its contacts and whether they can be reached. */
export function CustomersPage() {
  const id = useNamed('customers');
  return id ? <OneCustomer id={decodeURIComponent(id)} /> : <List />;
}

function List() {
  const words = useWords(WORDS);
  const [search, setSearch] = useSearchParams();
  const [q, unreachable, unfit] = [search.get('q') ?? '', search.has('unreachable'), search.has('unfit')];
  const asked = new URLSearchParams({ limit: '200', ...(q && { q }), ...(unreachable && { unreachable: 'true' }) });
  const { data, error } = useRead<Heads>(`/api/customers?${asked}`);
  return (
    <div className="customers">
      <Head />
      <Proposals />
      <div className="customers-tools">
        <Search
          isAsTyped
          label={words.search}
          value={q}
          seek={(text) => setSearch({ ...(text && { q: text }), ...(unreachable && { unreachable: '' }) })}
        />
        <button
          type="button"
          className="tab"
          aria-pressed={unreachable}
          onClick={() => setSearch({ ...(q && { q }), ...(!unreachable && { unreachable: '' }) })}
        >
          {words.unreachable}
        </button>
        <button
          type="button"
          className="tab"
          aria-pressed={unfit}
          onClick={() => setSearch(unfit ? {} : { unfit: '' })}
        >
          {words.unfit}
        </button>
      </div>
      <Problem fault={data ? undefined : error} />
      {unfit ? <Fitness /> : data && <Found found={data} isFiltered={search.size > 0} />}
    </div>
  );
}

function Head() {
  const words = useWords(WORDS);
  const { data: me } = useSignedIn();
  const [isImporting, setImporting] = useState(false);
  const mayImport = me?.person.roles.includes('operator') ?? false;
  return (
    <>
      <div className="customers-head">
        <h1>{words.title}</h1>
        <Button aria-disabled={!mayImport} onClick={() => setImporting(mayImport)}>
          {words.import}
        </Button>
      </div>
      {!mayImport && <p className="hint">{words.forOperators}</p>}
      {isImporting && <Import onClose={() => setImporting(false)} />}
    </>
  );
}

function Found({ found: { items, next }, isFiltered }: { found: Heads; isFiltered: boolean }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  if (items.length === 0)
    return (
      <div className="card">
        <Empty title={isFiltered ? words.nothing : words.first}>{!isFiltered && <p>{words.firstHint}</p>}</Empty>
      </div>
    );
  return (
    <>
      <ul className="card lines customers-list">
        {items.map(({ id, name, language, timeZone }) => (
          <li key={id}>
            <span className="line-main">
              <Link href={`/customers/${encodeURIComponent(id)}`}>{name}</Link>
              <span className="soft small">{id}</span>
            </span>
            <span className="soft small">
              {formats.language(language)} · {timeZone}
            </span>
          </li>
        ))}
      </ul>
      {next && <p className="soft">{words.more}</p>}
    </>
  );
}
