import { useId } from 'react';
import { usePeople } from '../../ui/data';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { useCustomers, CUSTOMERS, PEOPLE, type FieldProps } from './inputs';
import { useLabels } from './labels';
import { WORDS } from './words';

/** Several values of one kind: ticked where all are known, one a line where not. */
export function Several({ name, shape, value, onChange }: FieldProps) {
  const items = (Array.isArray(value) ? value : []) as string[];
  const { labelOf, wordOf } = useLabels();
  const props = { label: labelOf(name, shape), items, onChange };
  if (shape.items?.enum) return <Ticks {...props} choices={shape.items.enum.map((one) => [one, wordOf(one)])} />;
  if (PEOPLE.includes(name)) return <SomePeople {...props} />;
  if (CUSTOMERS.includes(name)) return <SomeCustomers {...props} />;
  return <Lines {...props} />;
}

interface ItemsProps {
  label: string;
  items: string[];
  onChange: (items: string[]) => void;
}

export function Ticks({ label, items, onChange, choices }: ItemsProps & { choices: [value: string, word: string][] }) {
  return (
    <fieldset className="field">
      <legend className="label">{label}</legend>
      <div className="choices">
        {choices.map(([value, word]) => (
          <label key={value} className="choice">
            <input
              type="checkbox"
              checked={items.includes(value)}
              onChange={(event) =>
                onChange(event.target.checked ? [...items, value] : items.filter((one) => one !== value))
              }
            />
            {word}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function SomePeople(props: ItemsProps) {
  const { data: people = [] } = usePeople();
  const vocabulary = useWords(VOCABULARY);
  const able = people.filter(({ roles }) => roles.some((role) => role !== 'reporter'));
  return (
    <Ticks
      {...props}
      choices={able.map(({ id, name, roles }) => [
        id,
        `${name} (${roles.map((role) => vocabulary.role[role]).join(', ')})`,
      ])}
    />
  );
}

const TICKED_MAX = 30;

function SomeCustomers(props: ItemsProps) {
  const { data: customers = [], isPending } = useCustomers();
  // A field that is about to be another one takes nothing.
  if (isPending) return <Ticks {...props} choices={[]} />;
  if (customers.length === 0 || customers.length > TICKED_MAX) return <Lines {...props} />;
  return <Ticks {...props} choices={customers.map(({ id, name }) => [id, name])} />;
}

function Lines({ label, items, onChange }: ItemsProps) {
  const words = useWords(WORDS);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="input"
        value={items.join('\n')}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value.split(/[\n,;]\s*/))}
      />
      <p className="hint" id={`${id}-hint`}>
        {words.oneALine}
      </p>
    </div>
  );
}
