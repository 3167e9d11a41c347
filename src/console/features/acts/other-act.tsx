import { useState } from 'react';
import { useFormats } from '../../ui/format';
import { OTHER_FORMS, type OtherAct as Name } from '../../ui/forms';
import { OTHER_NAMES } from '../../ui/other-names';
import { Button, Modal } from '../../ui/parts';
import { useWords } from '../../ui/words';
import type { Body } from './draft';
import { FormWindow } from './form-window';
import type { Ending } from './host';
import { WORDS } from './words';

interface OtherActProps extends Ending {
  act: Name;
  prefill: Body;
}

/** What some answers hold: a key, which is shown this once, or whose yes it waits for. */
interface Answer {
  key?: string;
  /** Of a system that reports; one that is people has a form, by a link. */
  secret?: string;
  form?: string;
  asked?: number;
  confirmers?: string[];
}

/** The window of what is asked of the register. What its address names is not asked for again. */
export function OtherAct({ act, prefill, onDone, onClose }: OtherActProps) {
  const words = useWords(WORDS);
  const names = useWords(OTHER_NAMES);
  const formats = useFormats();
  const [key, setKey] = useState<string>();
  const { path, method, body } = OTHER_FORMS[act];
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const begin = Object.fromEntries(Object.entries(prefill).filter(([name]) => !inPath.includes(name)));
  if (key) return <NewKey value={key} onClose={() => onDone(words.done(names[act]))} />;
  return (
    <FormWindow<Answer>
      title={names[act]}
      button={names[act]}
      name={[act, ...inPath.map((name) => prefill[name])].join(' ')}
      begin={{ ...BEGINNINGS[act]?.(), ...begin }}
      path={path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(prefill[name])))}
      method={method}
      shape={body}
      hidden={() => KNOWN.filter((name) => name in begin)}
      onSent={({ key: made = '', secret = made, form, asked, confirmers }) => {
        if (secret && !form) setKey(secret);
        else onDone(asked && confirmers ? words.waitsFor(formats.list(confirmers)) : words.done(names[act]));
      }}
      onClose={onClose}
    />
  );
}

/** What the page that opens the form names already. */
const KNOWN = ['person', 'finding', 'sha256'];

const BEGINNINGS: Partial<Record<Name, () => Body>> = {
  'add-person': () => ({
    language: navigator.language.slice(0, 2),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    active: true,
  }),
  'add-store': () => ({ methods: [] }),
};

/** Only its hash is kept: whoever closes the window without it asks for another. */
function NewKey({ value, onClose }: { value: string; onClose: () => void }) {
  const words = useWords(WORDS);
  return (
    <Modal title={words.newKey} onClose={onClose}>
      <div className="dialog-body">
        <p>{words.newKeyOnce}</p>
        <p className="note digits hash">{value}</p>
      </div>
      <div className="dialog-foot">
        <Button look="first" onClick={onClose}>
          {words.newKeyKept}
        </Button>
      </div>
    </Modal>
  );
}
