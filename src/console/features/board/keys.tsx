import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { IncidentRow } from '../../ui/data';
import { Modal } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

/** Which row the keys have reached: j and k move, Enter opens by itself, a acknowledges. */
export function useBoardKeys(rows: readonly IncidentRow[]): number {
  const [selected, select] = useState(-1);
  const [, go] = useLocation();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isForBoard(event)) return;
      const row = rows[selected];
      if (event.key === 'j') select(Math.min(selected + 1, rows.length - 1));
      else if (event.key === 'k') select(Math.max(selected - 1, 0));
      else if (event.key === 'a' && row) go(`/incidents/${row.id}?act=acknowledge`);
      else if (event.key === '/') document.querySelector<HTMLInputElement>('input[type=search]')?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [rows, selected, go]);
  return selected;
}

/** Opened by `?`. */
export function Keys() {
  const words = useWords(WORDS);
  const [isOpen, open] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isForBoard(event) && event.key === '?') open(true);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  if (!isOpen) return null;
  return (
    <Modal title={words.keys} onClose={() => open(false)}>
      <dl className="dialog-body keys">
        {words.keyList.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

/** A letter typed into a field, or beside a window, is no order. */
function isForBoard({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isTyping = target instanceof HTMLElement && target.closest('input, textarea, select, [role=dialog]') !== null;
  return !isTyping && !ctrlKey && !metaKey && !altKey;
}
