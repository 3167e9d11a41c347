import { useBlockers } from '../../ui/blockers';
import { COMMANDS } from '../../ui/forms';
import { useWords } from '../../ui/words';
import type { FormProps } from './act';
import { Fields } from './fields';
import { WORDS } from './words';

/** With the list of what stands open; while there is any, it cannot be closed. */
export function Close({ incident, body, onChange }: FormProps) {
  const words = useWords(WORDS);
  const points = useBlockers(incident);
  return (
    <>
      {points.length === 0 ? (
        <p className="note">{words.nothingOpen}</p>
      ) : (
        <div className="problem">
          <strong>{words.standsOpen}</strong>
          <ul>
            {points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </div>
      )}
      <Fields shape={COMMANDS.close.body} body={body} onChange={onChange} />
    </>
  );
}
