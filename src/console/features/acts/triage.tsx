import type { ReactNode } from 'react';
import type { Incident } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { COMMANDS, type Shape } from '../../ui/forms';
import { useWords } from '../../ui/words';
import type { FormProps } from './act';
import type { Body } from './draft';
import { Field, Fields } from './fields';
import { WORDS, type Words } from './words';

/** What was entered so far; whoever goes on changes what is wrong, and adds what is missing. */
export function triageSoFar({ triage }: Incident): Body {
  const { evaluation, definition, inScope, malicious, findings, severity, scenario } = triage ?? {};
  return { evaluation, definition, inScope, malicious, findings, severity, scenario };
}

const SHAPE = COMMANDS.assess.body;
const TESTS = ['effect', 'manner', 'data', 'processedByUs'] as const;

/** The five questions (a) to (e), in their order. Any of them may wait; the form says what triage still needs. */
export function Triage({ incident, body, onChange }: FormProps) {
  const words = useWords(WORDS);
  const part = (names: string[]) => (
    <Fields
      shape={SHAPE}
      body={body}
      onChange={onChange}
      isOpen
      hidden={Object.keys(SHAPE.properties ?? {}).filter((name) => !names.includes(name))}
    />
  );
  return (
    <>
      <Missing incident={incident} />
      <Step letter="a">
        {part(['evaluation'])}
        <Definition body={body} onChange={onChange} />
      </Step>
      <Step letter="b">{part(['inScope'])}</Step>
      <Step letter="c">{part(['malicious'])}</Step>
      <Step letter="d">{part(['findings', 'severity', 'scenario'])}</Step>
      <Step letter="e">
        <p className="hint">{words.reachedHint}</p>
        <details>
          <summary>{words.choose}</summary>
          {part(['alerted', 'excluded'])}
        </details>
      </Step>
      <details>
        <summary>{words.steps.then}</summary>
        {part(['classification'])}
      </details>
    </>
  );
}

function Step({ letter, children }: { letter: 'a' | 'b' | 'c' | 'd' | 'e'; children: ReactNode }) {
  const words = useWords(WORDS);
  return (
    <section className="step" aria-label={words.steps[letter]}>
      <h3>
        <span className="step-letter" aria-hidden="true">
          {letter}
        </span>
        {words.steps[letter]}
      </h3>
      {children}
    </section>
  );
}

/** The four tests, each with which of the kinds where it is met. */
function Definition({ body, onChange }: Pick<FormProps, 'body' | 'onChange'>) {
  const words = useWords(WORDS);
  const given = (body.definition ?? {}) as Record<string, Body | undefined>;
  const shapes = SHAPE.properties?.definition?.properties ?? {};
  return (
    <>
      <p className="hint">{words.testsHint}</p>
      {TESTS.map((test) => (
        <Test
          key={test}
          label={words.tests[test]}
          shape={shapes[test] ?? {}}
          value={given[test] ?? {}}
          onChange={(value) => onChange({ ...body, definition: { ...given, [test]: value } })}
        />
      ))}
    </>
  );
}

interface TestProps {
  label: string;
  shape: Shape;
  value: Body;
  onChange: (value: Body) => void;
}

function Test({ label, shape, value, onChange }: TestProps) {
  const { answer = {}, ...kinds } = shape.properties ?? {};
  const [kind] = Object.entries(kinds);
  return (
    <>
      <Field
        name={label}
        shape={{ ...answer, description: label }}
        value={value.answer}
        onChange={(next) => onChange(next === 'yes' ? { ...value, answer: next } : next ? { answer: next } : {})}
      />
      {value.answer === 'yes' && kind && (
        <div className="test-kinds">
          <Field
            name={kind[0]}
            shape={kind[1]}
            value={value[kind[0]]}
            onChange={(next) => onChange({ ...value, [kind[0]]: next })}
          />
        </div>
      )}
    </>
  );
}

function Missing({ incident }: Pick<FormProps, 'incident'>) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const missing = missingIn(incident);
  if (missing.length === 0) return null;
  const names = missing.map((entry) => words.entries[entry]);
  return <p className="hint">{formats.labelled(words.missing, formats.list(names))}</p>;
}

const ENTRIES = ['evaluation', ...TESTS, 'inScope', 'malicious', 'findings', 'severity'] as const;

/** In the reader's language: the API says the same in English. */
function missingIn({ triage }: Incident): (keyof Words['entries'])[] {
  if (!triage) return [];
  const given: Record<string, unknown> = { ...triage, ...triage.definition };
  const isNobodyReached = triage.stakeholders.reached.length === 0;
  return [...ENTRIES.filter((entry) => given[entry] === undefined), ...(isNobodyReached ? (['alerted'] as const) : [])];
}
