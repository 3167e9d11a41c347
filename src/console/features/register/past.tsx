import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { z } from 'zod';
import type { pastEntries, pastImported } from '../../../contract/exports/past-incidents';
import { idempotencyKey, send } from '../../ui/api';
import { useRead, useSignedIn } from '../../ui/data';
import { FileFaults } from '../../ui/file-faults';
import { useFormats } from '../../ui/format';
import { Listing } from '../../ui/listing';
import { Problem } from '../../ui/parts';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

type Entries = z.infer<typeof pastEntries>;
type Imported = z.infer<typeof pastImported>;

const PATH = '/api/register/past-incidents';

/** What another register had: no clock runs for it. */
export function PastIncidents() {
  const words = useWords(WORDS).past;
  const { data: me } = useSignedIn();
  const { data, error } = useRead<Entries>(PATH);
  return (
    <section className="card part" aria-labelledby="past">
      <h2 id="past">{words.title}</h2>
      <Problem fault={data ? undefined : error} />
      {data?.items.length === 0 && <p className="soft">{words.none}</p>}
      {data && data.items.length > 0 && <Listed items={data.items} />}
      {me?.person.roles.includes('privacy') && <Import />}
    </section>
  );
}

function Listed({ items }: { items: Entries['items'] }) {
  const words = useWords(WORDS).past;
  const vocabulary = useWords(VOCABULARY);
  return (
    <Listing title={words.title} columns={words.columns} of="listing">
      {items.map(({ source, incident, happened, class: found, summary }) => (
        <tr key={`${source} ${incident}`}>
          <th scope="row">{incident}</th>
          <td>{source}</td>
          <td>{happened}</td>
          <td>{wordFor(vocabulary.class, found)}</td>
          <td>{summary}</td>
        </tr>
      ))}
    </Listing>
  );
}

/** One file of records, of which those that are there stay as they are: to send it twice is to send it once. */
function Import() {
  const words = useWords(WORDS).past;
  const formats = useFormats();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const sent = useMutation({
    mutationFn: async (file: File) => send<Imported>(PATH, { records: recordsIn(await file.text()) }, idempotencyKey()),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['read', PATH] }),
    onSettled: () => {
      if (input.current) input.current.value = '';
    },
  });
  return (
    <>
      <label className="field">
        <span className="label">{words.file}</span>
        <input
          ref={input}
          type="file"
          className="input"
          accept=".json,application/json"
          disabled={sent.isPending}
          onChange={({ target }) => target.files?.[0] && sent.mutate(target.files[0])}
        />
      </label>
      <Faults fault={sent.error} />
      {sent.data && (
        <p className="note" role="status">
          {words.imported(formats.number(sent.data.imported), formats.number(sent.data.unchanged))}
          {sent.data.different.length > 0 && ` ${words.different(formats.list(sent.data.different))}`}
        </p>
      )}
    </>
  );
}

/** Of which record what is wrong, counted from one. */
function Faults({ fault }: { fault: unknown }) {
  const words = useWords(WORDS).past;
  if (fault instanceof SyntaxError)
    return (
      <p className="problem" role="alert">
        {words.unreadable}
      </p>
    );
  return <FileFaults fault={fault} where={words.place} />;
}

/** One record, or a list of them, as the export of a register has it. @throws SyntaxError */
function recordsIn(text: string): unknown[] {
  const read: unknown = JSON.parse(text);
  return Array.isArray(read) ? read : [read];
}
