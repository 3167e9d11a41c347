import { useRef, useState } from 'react';
import { idempotencyKey } from '../../ui/api';
import { useSignedIn } from '../../ui/data';
import { draftPlace } from '../../ui/drafts';

/** A value as a form holds it while it is being filled in. */
export type Body = Record<string, unknown>;

interface Kept {
  body: Body;
  /** The idempotency key under which exactly this body was sent. */
  sent?: { text: string; key: string };
}

export interface Draft {
  body: Body;
  change: (body: Body) => void;
  /** The key for what is sent now: the same as before for the same words, so that a lost answer or a double tap does one thing. */
  keyFor: (body: Body) => string;
  forget: () => void;
}

/** What was typed survives a lost connection, a session that ended, and a closed window; it is forgotten once it is done. */
export function useDraft(name: string, initial: Body): Draft {
  const { data: me } = useSignedIn();
  const place = draftPlace(me?.person.id ?? '', name);
  const kept = useRef<Kept>(keptAt(place) ?? { body: initial });
  const [body, setBody] = useState(kept.current.body);
  const keep = (next: Kept) => {
    kept.current = next;
    localStorage.setItem(place, JSON.stringify(next));
  };
  return {
    body,
    change: (next) => {
      keep({ ...kept.current, body: next });
      setBody(next);
    },
    keyFor: (sending) => {
      const text = JSON.stringify(sending);
      const { sent } = kept.current;
      const key = sent?.text === text ? sent.key : idempotencyKey();
      keep({ ...kept.current, sent: { text, key } });
      return key;
    },
    forget: () => localStorage.removeItem(place),
  };
}

function keptAt(place: string): Kept | undefined {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | undefined;
  } catch {
    return undefined;
  }
}

/** As a field shows it. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Without what was left empty. A list that the command wants may well be empty. */
export function filled(body: Body, required: readonly string[] = []): Body {
  const entries = Object.entries(body).flatMap(([name, value]): [string, unknown][] => {
    const kept = withoutEmpty(value);
    if (kept !== undefined) return [[name, kept]];
    return Array.isArray(value) && required.includes(name) ? [[name, []]] : [];
  });
  return Object.fromEntries(entries);
}

function withoutEmpty(value: unknown): unknown {
  if (value === '' || value === undefined || value === null) return undefined;
  if (Array.isArray(value)) {
    const items = value.map(withoutEmpty).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value !== 'object') return value;
  const inner = filled(value as Body);
  return Object.keys(inner).length > 0 ? inner : undefined;
}
