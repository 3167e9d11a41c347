import type { Shape } from '../../ui/forms';
import { Button } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { filled, textOf, type Body } from './draft';
import { Choice, Line, Tick, type FieldProps } from './inputs';
import { useLabels } from './labels';
import { Several } from './several';
import { WORDS } from './words';

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
  if (shape.type === 'array') return shape.items?.type === 'object' ? <Rows {...props} /> : <Several {...props} />;
  if (shape.type === 'boolean') return <Tick {...props} />;
  if (shape.enum) return <Choice {...props} values={shape.enum} />;
  return <Line {...props} />;
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

/** Several groups of fields, each of which can be taken out again. */
function Rows({ name, shape, value, onChange, isRequired }: FieldProps) {
  const words = useWords(WORDS);
  const { labelOf } = useLabels();
  const given = (Array.isArray(value) ? value : []) as Body[];
  const rows = given.length === 0 && isRequired ? [{}] : given;
  const isFull = rows.length >= (shape.maxItems ?? Infinity);
  return (
    <fieldset className="field">
      <legend className="label">{labelOf(name, shape)}</legend>
      {rows.map((row, nth) => (
        <div key={nth} role="group" aria-label={`${labelOf(name, shape)} ${nth + 1}`} className="group row-group">
          <Fields
            shape={itemsOf(shape, words.inThatLanguage)}
            body={row}
            onChange={(next) => onChange(rows.with(nth, next))}
          />
          {given.length > 0 && (
            <Button look="quiet" onClick={() => onChange(rows.toSpliced(nth, 1))}>
              {words.removeRow}
            </Button>
          )}
        </div>
      ))}
      {!isFull && <Button onClick={() => onChange([...rows, {}])}>+ {words.addRow}</Button>}
    </fieldset>
  );
}

/** Words in several languages: which, and how it is said in that one. */
function itemsOf({ items = {} }: Shape, inThatLanguage: string): Shape {
  const { lang, text } = items.properties ?? {};
  return lang && text ? { ...items, properties: { lang, text: { ...text, title: inThatLanguage } } } : items;
}
