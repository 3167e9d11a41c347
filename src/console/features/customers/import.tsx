import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sendFile } from '../../ui/api';
import { FileFaults } from '../../ui/file-faults';
import { useFormats } from '../../ui/format';
import { Button, Modal } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { COLUMNS, headingsOf, matched, type Mapping } from './columns';
import { WORDS } from './words';

interface Answer {
  customers: number;
  contacts: number;
  created: { customers: number };
  changed: { customers: number };
  unchanged: { customers: number };
  unreachable: { customers: string[]; more: number };
  dryRun: boolean;
}

/** A file of customers: which column is which, a trial without any effect, and then the import itself. */
export function Import({ onClose }: { onClose: () => void }) {
  const words = useWords(WORDS);
  const queries = useQueryClient();
  const [file, setFile] = useState<{ text: Blob; headings: string[] }>();
  const [mapping, setMapping] = useState<Mapping>({});
  const send = useMutation({
    mutationFn: (isTrial: boolean) => sendFile<Answer>(addressOf(mapping, isTrial), file?.text ?? new Blob()),
    onSuccess: async ({ dryRun }) => {
      if (!dryRun) await queries.invalidateQueries();
    },
  });
  const take = async (chosen?: File) => {
    if (!chosen) return;
    const headings = headingsOf(await chosen.slice(0, 64_000).text());
    setFile({ text: chosen, headings });
    setMapping(matched(headings));
    send.reset();
  };
  const isTried = send.data?.dryRun === true;
  return (
    <Modal title={words.import} onClose={onClose}>
      <div className="dialog-body">
        <p className="soft">
          {words.importHint} <a href="/api/customers/template.csv">{words.template}</a>
        </p>
        <input
          type="file"
          className="input"
          accept=".csv,text/csv"
          aria-label={words.file}
          onChange={(event) => void take(event.target.files?.[0])}
        />
        {file && <Columns headings={file.headings} mapping={mapping} onChange={setMapping} />}
        <FileFaults fault={send.error} where={(pointer) => words.row(...placeIn(pointer))} />
        {send.data && <Outcome answer={send.data} />}
      </div>
      <div className="dialog-foot">
        <Button onClick={onClose}>{words.close}</Button>
        <Button disabled={!file || send.isPending} onClick={() => send.mutate(true)}>
          {words.dryRun}
        </Button>
        <Button look="first" disabled={!file || !isTried || send.isPending} onClick={() => send.mutate(false)}>
          {words.importNow}
        </Button>
      </div>
    </Modal>
  );
}

function addressOf(mapping: Mapping, dryRun: boolean): string {
  const query = new URLSearchParams(dryRun ? { dryRun: 'true' } : {});
  for (const [column, heading] of Object.entries(mapping)) if (heading) query.append('map', `${column}:${heading}`);
  return `/api/customers/import?${query}`;
}

interface ColumnsProps {
  headings: string[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

function Columns({ headings, mapping, onChange }: ColumnsProps) {
  const words = useWords(WORDS);
  return (
    <fieldset className="field">
      <legend className="label">{words.mapping}</legend>
      <div className="columns">
        {COLUMNS.map((column) => (
          <label key={column} className="small">
            <span>{words.column[column] ?? column}</span>
            <select
              className="input"
              value={mapping[column] ?? ''}
              onChange={(event) => onChange({ ...mapping, [column]: event.target.value })}
            >
              <option value="">{words.asNamed}</option>
              {headings.map((heading) => (
                <option key={heading} value={heading}>
                  {heading}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Row by row, as a spreadsheet numbers them. */
function placeIn(pointer: string): [row: string, column: string] {
  const [, row = '', column = ''] = pointer.split('/');
  return [row, column];
}

function Outcome({ answer }: { answer: Answer }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const { created, changed, unchanged, unreachable, dryRun } = answer;
  const counts = [created, changed, unchanged].map(({ customers }) => formats.number(customers));
  return (
    <div className="note" role="status">
      <p>
        <strong>{dryRun ? words.tried : words.imported}</strong>{' '}
        {words.counts(counts[0] ?? '', counts[1] ?? '', counts[2] ?? '')}
      </p>
      {unreachable.customers.length > 0 && (
        <p className="small">
          {formats.labelled(words.unreachable, formats.list(unreachable.customers))}
          {unreachable.more > 0 && ` + ${formats.number(unreachable.more)}`}
        </p>
      )}
    </div>
  );
}
