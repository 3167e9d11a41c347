import type { z } from 'zod';
import type { playbookShape } from '../../../contract/tasks/playbook';
import type { FactField } from '../../../domain/notices/facts';
import { useRead } from '../../ui/data';
import { COMMANDS, type Shape } from '../../ui/forms';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { FormProps } from './act';
import { Deadline, declaration, DeclareFields } from './declare';
import type { Body } from './draft';
import { FAST_TRACK } from './fast-track-words';
import { Field, Fields } from './fields';
import { Choice } from './inputs';
import { Ticks } from './several';
import { PartOfTriage } from './triage';

export type Part = FormProps;

const SHAPE = COMMANDS['fast-track'].body.properties ?? {};

type Told = 'declare' | 'class' | 'later';

/** Declared, with the deadline that it creates; or what it is instead; or neither yet. */
export function Outcome({ incident, body, onChange }: Part) {
  const words = useWords(FAST_TRACK);
  const { declaration: declared, ...others } = body;
  const { classification, ...triage } = (body.triage ?? {}) as Body;
  const told: Told = declared ? 'declare' : classification ? 'class' : 'later';
  const choose = (next: unknown) => {
    const begun = { ...declaration(incident), ...(triage.findings ? { facts: triage.findings } : {}) };
    if (next === 'declare') onChange({ ...others, triage, declaration: begun });
    else onChange({ ...others, triage: next === 'class' ? { ...triage, classification: {} } : triage });
  };
  return (
    <>
      <ChoiceOf words={words.outcomes} label={words.what} value={told} onChange={choose} />
      {told === 'declare' && (
        <>
          <Deadline />
          <DeclareFields
            incident={incident}
            body={declared as Body}
            onChange={(next) => onChange({ ...body, declaration: next })}
          />
        </>
      )}
      {told === 'class' && (
        <PartOfTriage
          names={['classification']}
          body={(body.triage ?? {}) as Body}
          onChange={(next) => onChange({ ...body, triage: next })}
        />
      )}
    </>
  );
}

interface ChoiceOfProps {
  label: string;
  words: Record<string, string>;
  value: string;
  onChange: (value: unknown) => void;
}

function ChoiceOf({ label, words, ...rest }: ChoiceOfProps) {
  return (
    <Choice name="outcome" shape={{ title: label }} values={Object.keys(words)} wordsOf={words} isRequired {...rest} />
  );
}

export function Affected({ body, onChange }: Part) {
  const words = useWords(FAST_TRACK);
  const own = (body.affected ?? {}) as Body;
  const fields = (hidden: string[]) => (
    <Fields
      shape={SHAPE.affected ?? {}}
      body={own}
      hidden={hidden}
      isOptional
      onChange={(next) => onChange({ ...body, affected: next })}
    />
  );
  return (
    <>
      {fields(['data', 'volume', 'exposure'])}
      <details>
        <summary>{words.affectedMore}</summary>
        <div className="group">{fields(['customers', 'product'])}</div>
      </details>
    </>
  );
}

type PlaybookFile = z.infer<typeof playbookShape>;

function usePlaybooks(): PlaybookFile[] {
  return useRead<{ items: PlaybookFile[] }>('/api/playbooks').data?.items ?? [];
}

/** The one that was chosen, or is proposed for the kind of case. */
function useChosen({ playbook, triage }: Body): PlaybookFile | undefined {
  const all = usePlaybooks();
  const { scenario } = (triage ?? {}) as Body;
  return all.find(({ name }) => name === playbook) ?? all.find((one) => scenario && one.scenario === scenario);
}

const FIRST: readonly FactField[] = ['nature', 'mitigation', 'customerAction'];
const KNOWN_ALONE: Shape = { maxLength: 4_000 };

/** What every customer is told first, and what the playbook asks for; the others behind their names. */
export function Facts({ body, onChange }: Part) {
  const words = useWords(FAST_TRACK);
  const vocabulary = useWords(VOCABULARY);
  const facts = (Array.isArray(body.facts) ? body.facts : []) as Body[];
  const asked = [...new Set([...FIRST, ...(useChosen(body)?.facts ?? [])])];
  const line = (field: FactField) => (
    <Field
      key={field}
      name={field}
      shape={{ ...KNOWN_ALONE, title: vocabulary.fact[field] }}
      value={facts.find((fact) => fact.field === field)?.value}
      onChange={(value) => onChange({ ...body, facts: withFact(facts, field, value) })}
    />
  );
  const others = (Object.keys(vocabulary.fact) as FactField[]).filter((field) => !asked.includes(field));
  return (
    <>
      <p className="hint">{words.factsHint}</p>
      {asked.map(line)}
      <details>
        <summary>{words.factsMore}</summary>
        <div className="group">{others.map(line)}</div>
      </details>
    </>
  );
}

function withFact(facts: readonly Body[], field: FactField, value: unknown): Body[] {
  const others = facts.filter((fact) => fact.field !== field);
  return value === '' ? others : [...others, { field, status: 'known', value }];
}

export function Playbook({ body, onChange }: Part) {
  const words = useWords(FAST_TRACK);
  const proposed = useChosen(body);
  const chosen = proposed?.name === body.playbook ? proposed : undefined;
  const done = (Array.isArray(body.done) ? body.done : []) as string[];
  return (
    <>
      <Field
        name="playbook"
        shape={SHAPE.playbook ?? {}}
        value={body.playbook}
        onChange={(playbook) => onChange({ ...body, playbook, done: [] })}
      />
      {proposed && !chosen && (
        <button type="button" className="link" onClick={() => onChange({ ...body, playbook: proposed.name, done: [] })}>
          {proposed.title}
        </button>
      )}
      {chosen && (
        <Ticks
          label={words.done}
          items={done}
          choices={chosen.steps.map(({ id, title }) => [id, title])}
          onChange={(next) => onChange({ ...body, done: next })}
        />
      )}
    </>
  );
}

/** The first notice of what was declared, or of the customer's event. */
export function Draft({ body, onChange }: Part) {
  const words = useWords(FAST_TRACK);
  const { draft, ...others } = body as { draft?: Body };
  const { classification } = (body.triage ?? {}) as { classification?: Body };
  const kind = body.declaration ? 'initial' : classification?.class === 'event' ? 'event' : undefined;
  if (!kind) return <p className="hint">{words.draftFirst}</p>;
  return (
    <>
      <label className="choice tick">
        <input
          type="checkbox"
          checked={draft !== undefined}
          onChange={({ target }) => onChange(target.checked ? { ...others, draft: { kind } } : others)}
        />
        {words.draftIt}
      </label>
      {draft && (
        <Field
          name="message"
          shape={SHAPE.draft?.properties?.message ?? {}}
          value={draft.message}
          onChange={(message) => onChange({ ...body, draft: { kind, message } })}
        />
      )}
    </>
  );
}
