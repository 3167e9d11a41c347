import { useState } from 'react';
import { useOfIncident, type OneNotice, type ScopeRow } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { useWords } from '../../ui/words';
import { SendTest } from './send-test';
import { WORDS } from './words';

/** The letter as one customer reads it, in the language and form of one's choice. */
export function Letter({ incident, data }: { incident: string; data: OneNotice }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const [customer, setCustomer] = useState('');
  const [language, setLanguage] = useState('');
  const [form, setForm] = useState<'html' | 'text'>('html');
  const { data: scope } = useOfIncident<{ items: ScopeRow[] }>(incident, '/scope?limit=100');
  const languages = Object.keys(data.texts);
  const asked = new URLSearchParams({ ...(customer && { customer }), ...(language && { language }) });
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
        <div className="tabs" role="group" aria-label={words.letter}>
          {(['html', 'text'] as const).map((one) => (
            <button key={one} type="button" className="tab" aria-pressed={form === one} onClick={() => setForm(one)}>
              {words.form[one]}
            </button>
          ))}
        </div>
      </div>
      {languages.length > 0 && (
        <SendTest incident={incident} notice={data.notice.number} customer={customer} language={language} />
      )}
      {languages.length === 0 ? (
        <p className="soft">{words.composing}</p>
      ) : (
        <Read path={`/notices/${data.notice.number}?${asked}`} {...{ incident, form }} />
      )}
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
  path: string;
  form: 'html' | 'text';
}

/** The mail itself is shown in a frame without scripts, forms or names of ours. */
function Read({ incident, path, form }: ReadProps) {
  const words = useWords(WORDS);
  // Without a customer or language asked for there is no letter in the answer.
  const asked = path.endsWith('?') ? `${path}language=en` : path;
  const { data } = useOfIncident<OneNotice>(incident, asked);
  const letter = data?.letter;
  if (!letter) return <div className="skeleton" />;
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
      {form === 'text' ? (
        <pre className="letter-text">{letter.text}</pre>
      ) : (
        <iframe
          className="letter-frame"
          title={letter.subject}
          sandbox=""
          src={`/api/incidents/${incident}${path.replace(/\?$/, '')}`}
        />
      )}
    </>
  );
}
