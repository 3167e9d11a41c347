import { useState } from 'react';
import type { PersonCommand } from '../../../domain/commands';
import { useAskedAct } from '../../ui/acts';
import { useOfIncident, type Acts } from '../../ui/data';
import { Modal } from '../../ui/parts';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Ending } from './host';
import { WORDS } from './words';

/** Every act there is, those that one may do first, the others with why not. */
export function Choose({ id, onClose }: Ending & { id: string }) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const nameOf = (command: PersonCommand) => wordFor(vocabulary.command, command);
  const [, ask] = useAskedAct();
  const { data } = useOfIncident<Acts>(id, '/acts');
  const [sought, seek] = useState('');
  const found = (data?.items ?? []).filter(({ command }) => matches(sought, nameOf(command)));
  const sorted = [...found.filter(({ allowed }) => allowed), ...found.filter(({ allowed }) => !allowed)];
  return (
    <Modal title={words.acts} onClose={onClose}>
      <div className="dialog-body">
        <input
          type="search"
          className="input"
          aria-label={words.find}
          placeholder={words.find}
          value={sought}
          onChange={(event) => seek(event.target.value)}
        />
        <ul className="acts">
          {sorted.map(({ command, allowed, refusal }) => (
            <li key={command}>
              <button
                type="button"
                className="act"
                disabled={!allowed}
                onClick={() => ask({ act: command, prefill: {} })}
              >
                <span>{nameOf(command)}</span>
                {refusal && <span className="soft small">{refusal.why}</span>}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Modal>
  );
}

function matches(sought: string, name: string): boolean {
  return name.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase());
}
