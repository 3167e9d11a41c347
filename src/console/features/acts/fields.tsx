import { useId } from 'react';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../ui/api';
import { usePeople } from '../../ui/data';
import type { Shape } from '../../ui/forms';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { filled, textOf, type Body } from './draft';
import { DateTime } from './date-time';
import { useLabels } from './labels';
import { WORDS } from './words';

export interface FieldProps {
  name: string;
  shape: Shape;
  value: unknown;
  onChange: (value: unknown) => void;
  isRequired?: boolean;
  isOpen?: boolean;
}

/** All fields of a body, in the order of its shape; `hidden` are those that a form of its own shows or sets itself. */
export function Fields({
  shape,
  body,
  onChange,
  hidden = [],
  isOpen,
  isOptional,
}: {
  shape: Shape;
  body: Body;
  onChange: (body: Body) => void;
  hidden?: readonly string[];
  /** Groups that may be left out stand open, and not behind their name. */
  isOpen?: boolean;
  /** They belong to a group that is left out as it stands. */
  isOptional?: boolean;
}) {
  const shown = Object.entries(shape.properties ?? {}).filter(([name]) => !hidden.includes(name));
  return shown.map(([name, field]) => (
    <Field
      key={name}
      name={name}
      shape={field}
      value={body[name]}
      isRequired={!isOptional && shape.required?.includes(name)}
      isOpen={isOpen}
      onChange={(value) => onChange({ ...body, [name]: value })}
    />
  ));
}

/** One field, by what its shape says it is. */
export function Field(props: FieldProps) {
  const { shape } = props;
  if (shape.const !== undefined) return null;
  if (shape.oneOf ?? shape.anyOf) return <OneOf {...props} />;
  if (shape.type === 'object') return <Group {...props} />;
  if (shape.type === 'array') return <List {...props} />;
  if (shape.type === 'boolean') return <Tick {...props} />;
  if (shape.enum) return <Choice {...props} values={shape.enum} />;
  return <Line {...props} />;
}

const CHOICES_SHOWN_MAX = 6;

function Choice({ name, shape, value, onChange, isRequired, values }: FieldProps & { values: string[] }) {
  const { labelOf, wordOf } = useLabels();
  const words = useWords(WORDS);
  const id = useId();
  if (values.length > CHOICES_SHOWN_MAX)
    return (
      <div className="field">
        <label htmlFor={id}>{labelOf(name, shape)}</label>
        <select
          id={id}
          className="input"
          required={isRequired}
          value={textOf(value)}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{words.choose}</option>
          {values.map((one) => (
            <option key={one} value={one}>
              {wordOf(one)}
            </option>
          ))}
        </select>
      </div>
    );
  return (
    <fieldset className="field">
      <legend className="label">{labelOf(name, shape)}</legend>
      <div className="choices">
        {values.map((one) => (
          <label key={one} className="choice">
            <input
              type="radio"
              name={id}
              required={isRequired}
              checked={value === one}
              onChange={() => onChange(one)}
              onClick={() => !isRequired && value === one && onChange(undefined)}
            />
            {wordOf(one)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const LINE_MAX = 200;
const PEOPLE = ['person', 'persons', 'owner', 'alerted', 'excluded', 'handedToPersons', 'members', 'counsel'];
const CUSTOMERS = ['customer', 'customers', 'suspectedCustomers'];

function Line(props: FieldProps) {
  const { name, shape, value, onChange, isRequired } = props;
  const { labelOf } = useLabels();
  const id = useId();
  const text = textOf(value);
  const shared = { id, className: 'input', required: isRequired, value: text };
  if (shape.format === 'date-time') return <DateTime {...props} />;
  if (PEOPLE.includes(name)) return <OnePerson {...props} />;
  const isLong = (shape.maxLength ?? 0) > LINE_MAX;
  return (
    <div className="field">
      <label htmlFor={id}>{labelOf(name, shape)}</label>
      {isLong ? (
        <textarea
          {...shared}
          maxLength={shape.maxLength}
          placeholder={exampleOf(shape)}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          type={shape.type === 'integer' ? 'number' : 'text'}
          min={shape.minimum}
          max={shape.maximum}
          maxLength={shape.maxLength}
          placeholder={exampleOf(shape)}
          list={CUSTOMERS.includes(name) ? `${id}-list` : undefined}
          onChange={(event) => onChange(shape.type === 'integer' ? numberIn(event.target.value) : event.target.value)}
        />
      )}
      {CUSTOMERS.includes(name) && <CustomerList id={`${id}-list`} />}
    </div>
  );
}

function numberIn(text: string): number | undefined {
  return text === '' ? undefined : Number(text);
}

function exampleOf({ examples: [example] = [] }: Shape): string | undefined {
  return typeof example === 'string' ? example : undefined;
}

function useCustomers() {
  return useQuery({
    queryKey: ['customers'],
    queryFn: async ({ signal }) =>
      (await read<{ items: { id: string; name: string }[] }>('/api/customers?limit=200', signal)).items,
    staleTime: 60_000,
    retry: false,
  });
}

function CustomerList({ id }: { id: string }) {
  const { data } = useCustomers();
  return (
    <datalist id={id}>
      {data?.map((customer) => (
        <option key={customer.id} value={customer.id}>
          {customer.name}
        </option>
      ))}
    </datalist>
  );
}

function OnePerson({ name, shape, value, onChange, isRequired }: FieldProps) {
  const { data: people = [] } = usePeople();
  const { labelOf } = useLabels();
  const words = useWords(WORDS);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{labelOf(name, shape)}</label>
      <select
        id={id}
        className="input"
        required={isRequired}
        value={textOf(value)}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{words.choose}</option>
        {people.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Tick({ name, shape, value, onChange }: FieldProps) {
  const { labelOf } = useLabels();
  return (
    <label className="choice tick">
      <input
        type="checkbox"
        checked={value === true}
        onChange={(event) => onChange(event.target.checked || undefined)}
      />
      {labelOf(name, shape)}
    </label>
  );
}

function Group({ name, shape, value, onChange, isRequired, isOpen }: FieldProps) {
  const { labelOf } = useLabels();
  const body = (value ?? {}) as Body;
  const isLeftOut = !isRequired && Object.keys(filled(body)).length === 0;
  const fields = <Fields shape={shape} body={body} onChange={onChange} isOptional={isLeftOut} isOpen={isOpen} />;
  if (isRequired || isOpen)
    return (
      <fieldset className="group">
        <legend className="label">{labelOf(name, shape)}</legend>
        {fields}
      </fieldset>
    );
  return (
    <details className="more">
      <summary>{labelOf(name, shape)}</summary>
      <div className="group">{fields}</div>
    </details>
  );
}

/** Of several shapes one, told apart by a constant such as `class`. */
function OneOf({ name, shape, value, onChange, isRequired }: FieldProps) {
  const { labelOf, wordOf } = useLabels();
  const shapes = shape.oneOf ?? shape.anyOf ?? [];
  const own = (value ?? {}) as Body;
  const tag = tagOf(shapes);
  const chosen = shapes.find((one) => one.properties?.[tag]?.const === own[tag]);
  return (
    <div className="group">
      <Choice
        name={name}
        shape={{ description: labelOf(name, shape) }}
        value={textOf(own[tag])}
        isRequired={isRequired}
        values={shapes.map((one) => String(one.properties?.[tag]?.const))}
        onChange={(next) => onChange(next === undefined ? undefined : { [tag]: next })}
      />
      {chosen && own[tag] !== undefined && (
        <div role="group" aria-label={wordOf(textOf(own[tag]))} className="group">
          <Fields shape={chosen} body={own} onChange={onChange} />
        </div>
      )}
    </div>
  );
}

function tagOf(shapes: readonly Shape[]): string {
  const [first] = shapes;
  return Object.entries(first?.properties ?? {}).find(([, { const: fixed }]) => fixed !== undefined)?.[0] ?? '';
}

function List({ name, shape, value, onChange }: FieldProps) {
  const items = (Array.isArray(value) ? value : []) as string[];
  const { labelOf, wordOf } = useLabels();
  if (shape.items?.enum)
    return (
      <Ticks
        label={labelOf(name, shape)}
        choices={shape.items.enum.map((one) => [one, wordOf(one)])}
        {...{ items, onChange }}
      />
    );
  if (shape.items?.type === 'object') return null;
  if (PEOPLE.includes(name)) return <SomePeople label={labelOf(name, shape)} {...{ items, onChange }} />;
  if (CUSTOMERS.includes(name)) return <SomeCustomers label={labelOf(name, shape)} {...{ items, onChange }} />;
  return <Lines label={labelOf(name, shape)} {...{ items, onChange }} />;
}

interface ItemsProps {
  label: string;
  items: string[];
  onChange: (items: string[]) => void;
}

function Ticks({ label, items, onChange, choices }: ItemsProps & { choices: [value: string, word: string][] }) {
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
  const { data: customers = [] } = useCustomers();
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
