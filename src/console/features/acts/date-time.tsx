import { useId } from 'react';
import { useFormats } from '../../ui/format';
import { serverNow } from '../../ui/now';
import { Button } from '../../ui/parts';
import { useWords } from '../../ui/words';
import type { FieldProps } from './inputs';
import { useLabels } from './labels';
import { WORDS } from './words';

const MINUTE_MS = 60_000;

/** An instant in the zone of whoever fills it in; what is sent is UTC, and stands beside it. */
export function DateTime({ name, shape, value, onChange, isRequired }: FieldProps) {
  const { labelOf } = useLabels();
  const formats = useFormats();
  const words = useWords(WORDS);
  const id = useId();
  const at = typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{labelOf(name, shape)}</label>
      <div className="date-time">
        <input
          id={id}
          type="datetime-local"
          className="input"
          required={isRequired}
          value={at ? localOf(at) : ''}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange(event.target.value ? new Date(event.target.value).toISOString() : undefined)}
        />
        <Button onClick={() => onChange(new Date(minuteOf(serverNow())).toISOString())}>{words.now}</Button>
      </div>
      <p className="hint" id={`${id}-hint`}>
        {at ? formats.utc(at) : words.yourTime}
      </p>
    </div>
  );
}

function minuteOf(ms: number): number {
  return Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}

/** As `datetime-local` has it: the wall clock, without a zone. */
function localOf(at: string): string {
  const ms = Date.parse(at);
  return new Date(ms - new Date(ms).getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
}
