import { useState } from 'react';
import { useAskedAct } from '../../ui/acts';
import { download } from '../../ui/api';
import { useOfIncident, type OneNotice, type ScopeRow } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Button } from '../../ui/parts';
import { Tabs } from '../../ui/tabs';
import { useWords } from '../../ui/words';
import { SendTest } from './send-test';
import { WORDS } from './words';

const FORMS = ['html', 'text', 'json', 'pdf'] as const;
type Form = (typeof FORMS)[number];

/** The letter as one customer reads it, in the language and form of one's choice. */
export function Letter({ incident, data }: { incident: string; data: OneNotice }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const [customer, setCustomer] = useState('');
  const [language, setLanguage] = useState('');
  const [form, setForm] = useState<Form>('html');
  const { data: scope } = useOfIncident<{ items: ScopeRow[] }>(incident, '/scope?limit=100');
  const languages = Object.keys(data.texts);
  const asked = new URLSearchParams({ ...(customer && { customer }), ...(language && { language }) });
  const read = { incident, notice: data.notice.number, asked: asked.toString(), form };
  return (
    <section className="card part letter" aria-labelledby="letter">
      <h2 id="letter">{words.letter}</h2>
      <p className="soft small">{words.asRead}</p>
      <div className="letter-choices">
        <Choice label={words.customer} none={words.anyCustomer} value={customer} onChange={setCustomer}>
          {scope?.items.map((row): [string, string] => [row.customer, row.name])}
        </Choice>
        <Choice label={words.language} none={words.ofCustomer} value={language} onChange={setLanguage}>
          {languages.map((one): [string, string] => [one, formats.language(one)])}
        </Choice>
        <Tabs label={words.letter} names={FORMS} chosen={form} choose={setForm} words={words.form} />
      </div>
      {languages.length > 0 && (
        <SendTest incident={incident} notice={data.notice.number} customer={customer} language={language} />
      )}
      {languages.length === 0 ? <p className="soft">{words.composing}</p> : <Read {...read} />}
    </section>
  );
}

interface ChoiceProps {
  label: string;
  none: string;
  value: string;
  onChange: (value: string) => void;
  children?: [value: string, name: string][];
}

function Choice({ label, none, value, onChange, children = [] }: ChoiceProps) {
  return (
    <label>
      <span className="soft small">{label}</span>
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{none}</option>
        {children.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ReadProps {
  incident: string;
  notice: number;
  /** Customer and language, as a query. */
  asked: string;
  form: Form;
}

function Read({ incident, notice, asked, form }: ReadProps) {
  const words = useWords(WORDS);
  // Without a customer or language asked for there is no letter in the answer.
  const { data, isPlaceholderData } = useOfIncident<OneNotice>(
    incident,
    `/notices/${notice}?${asked || 'language=en'}`,
  );
  const letter = data?.letter;
  if (!letter || isPlaceholderData) return <div className="skeleton" />;
  return (
    <>
      <dl className="letter-head small">
        <dt className="soft">{words.to}</dt>
        <dd>{letter.customer ? `${letter.contact ?? '–'} (${letter.customer})` : words.nobody}</dd>
        <dt className="soft">{words.subject}</dt>
        <dd>
          <strong>{letter.subject}</strong>
        </dd>
      </dl>
      <Shown {...{ incident, notice, asked, form, letter }} />
    </>
  );
}

type ShownProps = ReadProps & { letter: NonNullable<OneNotice['letter']> };

function Shown({ incident, notice, asked, form, letter }: ShownProps) {
  const path = `/api/incidents/${incident}/notices/${notice}${asked && `?${asked}`}`;
  if (form === 'text') return <Text {...{ incident, notice, letter }} />;
  if (form === 'json') return <Filing {...{ incident, notice, letter }} />;
  if (form === 'pdf') return <Pdf path={path} name={`${incident}-${notice}-${letter.language}.pdf`} />;
  // The mail itself is shown in a frame without scripts, forms or names of ours.
  return <iframe className="letter-frame" title={letter.subject} sandbox="" src={path} />;
}

type OneProps = Pick<ShownProps, 'incident' | 'notice' | 'letter'>;

/** A passage that is marked in it can be commented on. */
function Text({ notice, letter }: OneProps) {
  const words = useWords(WORDS);
  const [, ask] = useAskedAct();
  const [passage, setPassage] = useState('');
  const mark = () => setPassage(getSelection()?.toString().trim() ?? '');
  const prefill = { notice, language: letter.language, passage };
  return (
    <>
      <pre className="letter-text" tabIndex={0} onMouseUp={mark} onKeyUp={mark} onTouchEnd={mark}>
        {letter.text}
      </pre>
      <p className="chips">
        <Button aria-disabled={!passage} onClick={() => passage && ask({ act: 'comment-notice', prefill })}>
          {words.commentMarked}
        </Button>
        {!passage && <span className="hint">{words.markHint}</span>}
      </p>
    </>
  );
}

/** What a customer's own programs get, for its own filing. */
function Filing({ incident, notice, letter: { customer, language } }: OneProps) {
  const words = useWords(WORDS);
  const asked = new URLSearchParams({ customer: customer ?? '', language });
  const path = `/notices/${notice}?${asked}`;
  const { data, isPlaceholderData } = useOfIncident<OneNotice>(incident, path, customer !== undefined);
  if (customer === undefined) return <p className="soft">{words.nobody}</p>;
  if (!data?.filing || isPlaceholderData) return <div className="skeleton" />;
  return (
    <pre className="letter-text" tabIndex={0}>
      {JSON.stringify(data.filing, null, 2)}
    </pre>
  );
}

/** The page's own policy shows no document but ours, and a browser's reader of PDF is not ours: it is saved. */
function Pdf({ path, name }: { path: string; name: string }) {
  const words = useWords(WORDS);
  return (
    <p>
      <Button onClick={() => void download(path, 'application/pdf', name)}>{words.savePdf}</Button>
    </p>
  );
}
