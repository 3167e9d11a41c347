import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { read } from '../../ui/api';
import { usePeople, useRead } from '../../ui/data';
import type { Shape } from '../../ui/forms';
import { useLanguage, useWords } from '../../ui/words';
import { DateTime } from './date-time';
import { textOf } from './draft';
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

const CHOICES_SHOWN_MAX = 6;

interface ChoiceProps extends FieldProps {
  values: string[];
  /** Where they are called otherwise than elsewhere. */
  wordsOf?: Record<string, string>;
}

export function Choice({ name, shape, value, onChange, isRequired, values, wordsOf }: ChoiceProps) {
  const { labelOf, wordOf: usualWordOf } = useLabels();
  const wordOf = (one: string) => wordsOf?.[one] ?? usualWordOf(one);
  const id = useId();
  if (values.length > CHOICES_SHOWN_MAX)
    return (
      <OneOfList {...{ name, shape, value, onChange, isRequired }} choices={values.map((one) => [one, wordOf(one)])} />
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
export const PEOPLE = [
  'person',
  'persons',
  'owner',
  'alerted',
  'excluded',
  'handedToPersons',
  'members',
  'counsel',
  'approver',
  'facilitator',
];
export const CUSTOMERS = ['customer', 'customers', 'suspectedCustomers'];

export function Line(props: FieldProps) {
  const { name, shape, value, onChange, isRequired } = props;
  const { labelOf, exampleOf } = useLabels();
  const id = useId();
  const text = textOf(value);
  const shared = { id, className: 'input', required: isRequired, value: text };
  if (shape.format === 'date-time') return <DateTime {...props} />;
  if (PEOPLE.includes(name)) return <OnePerson {...props} />;
  const path = LISTS[name];
  if (path) return <OneListed {...props} path={path} />;
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

export function useCustomers() {
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

function OnePerson(props: FieldProps) {
  const { data: people = [] } = usePeople();
  return <OneOfList {...props} choices={people.map(({ id, name }) => [id, name])} />;
}

/** Fields that name something of a list, and where the API has it. */
const LISTS: Record<string, string> = {
  playbook: '/api/playbooks',
  regime: '/api/regimes',
  scenario: '/api/exercise-scenarios',
  course: '/api/training/courses',
  store: '/api/data-stores',
};

interface Listed {
  id?: string;
  name?: string;
  title?: string;
  titles?: Record<string, string>;
}

function OneListed({ path, ...props }: FieldProps & { path: string }) {
  const { language } = useLanguage();
  const { data } = useRead<{ items: Listed[] }>(path);
  const choices = data?.items.map(({ id, name, title, titles }): [string, string] => [
    id ?? name ?? '',
    title ?? titles?.[language] ?? titles?.en ?? (id && name) ?? id ?? '',
  ]);
  return <OneOfList {...props} choices={choices ?? []} />;
}

function OneOfList({
  name,
  shape,
  value,
  onChange,
  isRequired,
  choices,
}: FieldProps & { choices: [string, string][] }) {
  const { labelOf } = useLabels();
  const words = useWords(WORDS);
  const id = useId();
  const chosen = textOf(value);
  // What is chosen already stays chosen while its list is on its way, or where the list has no room for it.
  const all = new Map(choices);
  if (chosen && !all.has(chosen)) all.set(chosen, chosen);
  return (
    <div className="field">
      <label htmlFor={id}>{labelOf(name, shape)}</label>
      <select
        id={id}
        className="input"
        required={isRequired}
        value={chosen}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{words.choose}</option>
        {[...all].map(([code, word]) => (
          <option key={code} value={code}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Elsewhere what is not ticked is left out. */
const SAID_EITHER_WAY = ['active'];

export function Tick({ name, shape, value, onChange }: FieldProps) {
  const { labelOf } = useLabels();
  return (
    <label className="choice tick">
      <input
        type="checkbox"
        checked={value === true}
        onChange={({ target: { checked } }) =>
          onChange(checked || (SAID_EITHER_WAY.includes(name) ? false : undefined))
        }
      />
      {labelOf(name, shape)}
    </label>
  );
}
