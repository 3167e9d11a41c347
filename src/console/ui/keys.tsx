import { useEffect, useState } from 'react';
import { Modal } from './parts';
import { useWords, type Catalogue } from './words';

type KeyName = 'j' | 'k' | 'Enter' | 'a' | 'n' | '/' | '?' | 'Ctrl K' | 'Ctrl Enter';

const WORDS: Catalogue<{ title: string; what: Record<KeyName, string> }> = {
  en: {
    title: 'Keys',
    what: {
      j: 'next',
      k: 'previous',
      Enter: 'open',
      a: 'acknowledge',
      n: 'note progress',
      '/': 'search',
      '?': 'these keys',
      'Ctrl K': 'acts, incidents, customers',
      'Ctrl Enter': 'send a form',
    },
  },
  fr: {
    title: 'Touches',
    what: {
      j: 'suivant',
      k: 'précédent',
      Enter: 'ouvrir',
      a: 'prendre en charge',
      n: 'noter l’avancement',
      '/': 'rechercher',
      '?': 'ces touches',
      'Ctrl K': 'actes, incidents, clients',
      'Ctrl Enter': 'envoyer un formulaire',
    },
  },
};

const EVERYWHERE: KeyName[] = ['?', 'Ctrl K', 'Ctrl Enter'];

/** The letters of this page; what each does stands in the window that `?` opens. */
export function useKeys(does: Partial<Record<KeyName, () => void>>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = isForPage(event) ? does[event.key as KeyName] : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [does]);
}

/** Opened by `?`. */
export function Keys({ own }: { own: KeyName[] }) {
  const { title, what } = useWords(WORDS);
  const [isOpen, open] = useState(false);
  useKeys({ '?': () => open(true) });
  if (!isOpen) return null;
  return (
    <Modal title={title} onClose={() => open(false)}>
      <dl className="dialog-body keys">
        {[...own, ...EVERYWHERE].map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what[key]}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

/** A letter typed into a field, or beside a window, is no order. */
function isForPage({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isTyping = target instanceof HTMLElement && target.closest('input, textarea, select, [role=dialog]') !== null;
  return !isTyping && !ctrlKey && !metaKey && !altKey;
}
