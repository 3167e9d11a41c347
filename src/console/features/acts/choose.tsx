import { useState } from 'react';
import type { PersonCommand } from '../../../domain/commands';
import { useReason } from '../../ui/act-button';
import { useAskedAct } from '../../ui/acts';
import { useActs } from '../../ui/data';
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
  const { data } = useActs(id);
  const reasonOf = useReason();
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
          {sorted.map((act) => (
            <li key={act.command}>
              <button
                type="button"
                className="act"
                aria-disabled={!act.allowed}
                onClick={() => ask({ act: act.command, prefill: {} })}
              >
                <span>{nameOf(act.command)}</span>
                {!act.allowed && <span className="soft small">{reasonOf(act)}</span>}
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
