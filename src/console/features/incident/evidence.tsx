import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ActButton, useWhyNot } from '../../ui/act-button';
import { download, sendFile } from '../../ui/api';
import { Time } from '../../ui/countdown';
import type { Incident } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { serverNow } from '../../ui/now';
import { Button, Modal, PersonName, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { WORK } from './work-words';

type Piece = NonNullable<Incident['evidence']>[number];

/** What was secured, with its hash, and through whose hands it went: the trail only grows. */
export function Evidence({ incident: { id, evidence, stage }, people }: Part) {
  const words = useWords(WORK);
  const [isAdding, add] = useState(false);
  const whyNot = useWhyNot(id)('record-evidence');
  if (!evidence) return null;
  const isOpen = stage?.stage !== 'closed';
  return (
    <section className="card part" aria-labelledby="evidence">
      <div className="part-head">
        <h2 id="evidence">{words.evidence}</h2>
        {isOpen && (
          <Button aria-disabled={whyNot ? true : undefined} title={whyNot} onClick={() => !whyNot && add(true)}>
            {words.addFile}
          </Button>
        )}
      </div>
      {evidence.length === 0 && <p className="soft">{words.noEvidence}</p>}
      {evidence.map((piece) => (
        <One key={piece.number} {...{ incident: id, piece, people, isOpen }} />
      ))}
      {isOpen && (
        <p>
          <ActButton incident={id} command="record-evidence" look="link">
            {words.recordThing}
          </ActButton>
        </p>
      )}
      {isAdding && <Upload incident={id} onClose={() => add(false)} />}
    </section>
  );
}

interface OneProps {
  incident: string;
  piece: Piece;
  people: Part['people'];
  isOpen: boolean;
}

function One({ incident, piece: { number, title, file, reference, custody }, people, isOpen }: OneProps) {
  const words = useWords(WORK);
  const formats = useFormats();
  return (
    <div className="department">
      <h3>
        {number}. {title}
      </h3>
      {reference && <p className="small">{reference}</p>}
      {file && (
        <p className="small">
          <button
            type="button"
            className="link"
            onClick={() =>
              void download(`/api/incidents/${incident}/evidence/${number}/file`, 'application/octet-stream', file.name)
            }
          >
            {file.name}
          </button>{' '}
          <span className="soft">{words.bytes(formats.number(file.bytes))}</span>
          <span className="hash soft"> SHA-256 {file.sha256}</span>
        </p>
      )}
      <ol className="lines small" aria-label={words.custody}>
        {custody.map(({ holder, at, by, reason }) => (
          <li key={`${holder} ${at}`}>
            <span className="line-main">
              {holder} <span className="soft">{reason}</span>
            </span>
            <span className="soft">
              <Time at={at} /> · <PersonName id={by} people={people} />
            </span>
          </li>
        ))}
      </ol>
      {isOpen && (
        <p>
          <ActButton
            incident={incident}
            command="pass-evidence"
            look="link"
            label={formats.labelled(words.passOn, title)}
            prefill={{ evidence: number }}
          >
            {words.passOn}
          </ActButton>
        </p>
      )}
    </div>
  );
}

/** The file goes as it is, and is sealed as it comes in. */
function Upload({ incident, onClose }: { incident: string; onClose: () => void }) {
  const words = useWords(WORK);
  const queries = useQueryClient();
  const [file, choose] = useState<File>();
  const [title, setTitle] = useState('');
  const [collectedBy, setCollectedBy] = useState('');
  const sending = useMutation({
    mutationFn: (chosen: File) =>
      sendFile(pathOf(incident, { title, collectedBy, name: chosen.name }), chosen, 'application/octet-stream'),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries();
    },
  });
  return (
    <Modal title={words.addFile} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file && !sending.isPending) sending.mutate(file);
        }}
      >
        <div className="dialog-body">
          <FileField choose={choose} />
          <Text label={words.what} value={title} set={setTitle} isRequired />
          <Text label={words.collectedBy} value={collectedBy} set={setCollectedBy} />
          <Problem fault={sending.error} />
        </div>
        <div className="dialog-foot">
          <Button type="submit" look="first" aria-disabled={!file || sending.isPending}>
            {sending.isPending ? words.sending : words.keepIt}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function pathOf(incident: string, said: Record<'title' | 'collectedBy' | 'name', string>): string {
  const { collectedBy, ...rest } = said;
  const query = new URLSearchParams({ ...rest, collectedAt: new Date(serverNow()).toISOString() });
  if (collectedBy) query.set('collectedBy', collectedBy);
  return `/api/incidents/${incident}/evidence?${query}`;
}

function FileField({ choose }: { choose: (file: File | undefined) => void }) {
  const words = useWords(WORK);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{words.fileField}</label>
      <input id={id} type="file" className="input" required onChange={({ target }) => choose(target.files?.[0])} />
    </div>
  );
}

interface TextProps {
  label: string;
  value: string;
  set: (value: string) => void;
  isRequired?: boolean;
}

function Text({ label, value, set, isRequired }: TextProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        maxLength={200}
        required={isRequired}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    </div>
  );
}
