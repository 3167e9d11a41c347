import { useCallback, useEffect } from 'react';
import { useSearchParams } from 'wouter';

/** What the address of a page asks for: an act, and what is known of its body already. Every page that links to an act does it by this. */
export interface AskedAct {
  act: string;
  prefill: Record<string, unknown>;
}

const ACT = 'act';
const PREFILL = 'with';

export function useAskedAct(): [AskedAct | undefined, (asked: AskedAct | undefined) => void] {
  const [search, setSearch] = useSearchParams();
  const act = search.get(ACT);
  const ask = useCallback(
    (asked: AskedAct | undefined) => {
      setSearch((before) => {
        const after = withoutAct(before);
        if (asked) after.set(ACT, asked.act);
        if (asked && Object.keys(asked.prefill).length > 0) after.set(PREFILL, JSON.stringify(asked.prefill));
        return after;
      });
    },
    [setSearch],
  );
  return [act ? { act, prefill: parsed(search.get(PREFILL)) } : undefined, ask];
}

/** What else an address holds, such as the filters of a board. */
export function withoutAct(search: URLSearchParams): URLSearchParams {
  const rest = new URLSearchParams(search);
  rest.delete(ACT);
  rest.delete(PREFILL);
  return rest;
}

/** Ctrl or Cmd with K: the command bar, on whichever page. Kept with the first script, so that no key is lost while the bar itself is on its way. */
export function useCommandKey(): void {
  const [, ask] = useAskedAct();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      ask({ act: 'choose', prefill: {} });
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [ask]);
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    return JSON.parse(text ?? '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
}
