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

/** The document's questions, and which fields answer each. */
export const LETTERS = ['a', 'b', 'c', 'd', 'e'] as const;
export type Letter = (typeof LETTERS)[number];

const ASKED: Record<Letter, string[]> = {
  a: ['evaluation'],
  b: ['inScope'],
  c: ['malicious'],
  d: ['findings', 'severity', 'scenario'],
  e: ['alerted', 'excluded'],
};

/** The five questions (a) to (e), in their order. Any of them may wait; the form says what triage still needs. */
export function Triage({ incident, body, onChange }: FormProps) {
  const words = useWords(WORDS);
  return (
    <>
      <Missing incident={incident} />
      {LETTERS.map((letter) => (
        <Step key={letter} letter={letter}>
          <Question letter={letter} body={body} onChange={onChange} />
        </Step>
      ))}
      <details>
        <summary>{words.steps.then}</summary>
        <PartOfTriage names={['classification']} body={body} onChange={onChange} />
      </details>
    </>
  );
}

type Filling = Pick<FormProps, 'body' | 'onChange'>;

/** The fields of one question. */
export function Question({ letter, body, onChange }: Filling & { letter: Letter }) {
  const words = useWords(WORDS);
  const fields = <PartOfTriage names={ASKED[letter]} body={body} onChange={onChange} />;
  if (letter === 'e')
    return (
      <>
        <p className="hint">{words.reachedHint}</p>
        <details>
          <summary>{words.choose}</summary>
          {fields}
        </details>
      </>
    );
  return (
    <>
      {fields}
      {letter === 'a' && <Definition body={body} onChange={onChange} />}
    </>
  );
}

export function PartOfTriage({ names, body, onChange }: Filling & { names: readonly string[] }) {
  const hidden = Object.keys(SHAPE.properties ?? {}).filter((name) => !names.includes(name));
  return <Fields shape={SHAPE} body={body} onChange={onChange} isOpen hidden={hidden} />;
}

function Step({ letter, children }: { letter: Letter; children: ReactNode }) {
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
function Definition({ body, onChange }: Filling) {
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
