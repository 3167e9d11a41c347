import type { ButtonHTMLAttributes, KeyboardEvent, ReactNode } from 'react';
import { Dialog, Heading, Modal as Sheet, ModalOverlay } from 'react-aria-components';
import { Refused } from './api';
import type { Person } from './data';
import type { Urgency } from './urgency';
import { useWords, type Catalogue } from './words';

export type Tone = 'late' | 'urgent' | 'soon' | 'calm' | 'accent' | 'none';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'first' | 'grave' | 'quiet';
}

export function Button({ look, className = '', type = 'button', ...rest }: ButtonProps) {
  return <button {...rest} type={type} data-look={look} className={`button ${className}`} />;
}

export function Chip({ tone = 'none', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="chip" data-tone={tone}>
      {children}
    </span>
  );
}

/** Each urgency has a shape of its own, so that nobody needs to tell it by its colour. */
export function Shape({ of }: { of: Urgency }) {
  return (
    <svg className="shape" viewBox="0 0 12 12" aria-hidden="true">
      <path d={SHAPES[of]} />
    </svg>
  );
}

const SHAPES: Record<Urgency, string> = {
  late: 'M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.5v-5z',
  urgent: 'M6 .5 12 11.5H0z',
  soon: 'M6 0l6 6-6 6-6-6z',
  calm: 'M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0z',
  none: 'M0 4.5h12v3H0z',
};

const WORDS: Catalogue<{ close: string; away: string; awayNow: string }> = {
  en: {
    close: 'Close this window',
    away: 'Tocsin cannot be reached.',
    awayNow: 'What you typed is kept here. Try again in a moment.',
  },
  fr: {
    close: 'Fermer cette fenêtre',
    away: 'Tocsin est injoignable.',
    awayNow: 'Votre saisie est conservée ici. Réessayez dans un instant.',
  },
};

interface ModalProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

export function Modal({ title, onClose, children }: ModalProps) {
  const words = useWords(WORDS);
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Sheet className="modal">
        <Dialog className="dialog">
          <div role="presentation" onKeyDown={sendByKeys}>
            <div className="dialog-head">
              <Heading slot="title" level={2}>
                {title}
              </Heading>
              <Button look="quiet" className="icon-button" aria-label={words.close} onClick={onClose}>
                ✕
              </Button>
            </div>
            {children}
          </div>
        </Dialog>
      </Sheet>
    </ModalOverlay>
  );
}

/** Ctrl or Cmd with Enter sends the form that one types in, a text of several lines too. */
function sendByKeys({ key, ctrlKey, metaKey, target }: KeyboardEvent): void {
  if (key === 'Enter' && (ctrlKey || metaKey) && target instanceof HTMLElement) target.closest('form')?.requestSubmit();
}

/** Why something was refused, and what to do now. The API words both, in the reader's language where it can, and marks which it is. */
export function Problem({ fault }: { fault: unknown }) {
  const words = useWords(WORDS);
  if (!fault) return null;
  const away = { title: words.away, detail: words.awayNow };
  const problem: Refused['problem'] = fault instanceof Refused ? fault.problem : away;
  return (
    <div className="problem" role="alert" lang={fault instanceof Refused ? fault.language : undefined}>
      <strong>{problem.title}</strong>
      <p>{problem.detail}</p>
      <Points points={problem.points ?? []} />
    </div>
  );
}

function Points({ points }: { points: readonly string[] }) {
  if (points.length === 0) return null;
  return (
    <ul>
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** A person by id, with the name where one may read it. */
export function PersonName({ id, people }: { id: string; people: readonly Person[] | undefined }) {
  const name = people?.find((person) => person.id === id)?.name ?? id;
  return (
    <span className="person">
      <span className="initials" aria-hidden="true">
        {initialsOf(name)}
      </span>
      {name}
    </span>
  );
}

export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}
