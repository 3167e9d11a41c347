import { useId } from 'react';
import type { Incident } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { useWords } from '../../ui/words';
import type { FormProps } from './act';
import { textOf } from './draft';
import { WORDS } from './words';

/** How many customers are in scope: the count that is typed before anything leaves the house. */
export function useRelease({ scope }: Incident): { recipients: number } {
  return { recipients: scope?.cohorts.reduce((sum, { total }) => sum + total, 0) ?? 0 };
}

/** Nothing is sent by a slip of the finger. */
export function Release({ incident, body, onChange }: FormProps) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const { recipients } = useRelease(incident);
  const id = useId();
  return (
    <>
      <p>{words.releaseCount(`${formats.number(recipients)} ${words.releaseFinal}`)}</p>
      <div className="field">
        <label htmlFor={id}>{words.releaseType}</label>
        <input
          id={id}
          className="input release-count"
          inputMode="numeric"
          autoComplete="off"
          value={textOf(body.typed)}
          onChange={(event) => onChange({ ...body, typed: event.target.value })}
        />
      </div>
    </>
  );
}
