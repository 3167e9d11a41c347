import { useCallback } from 'react';
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
        const after = new URLSearchParams(before);
        after.delete(ACT);
        after.delete(PREFILL);
        if (asked) after.set(ACT, asked.act);
        if (asked && Object.keys(asked.prefill).length > 0) after.set(PREFILL, JSON.stringify(asked.prefill));
        return after;
      });
    },
    [setSearch],
  );
  return [act ? { act, prefill: parsed(search.get(PREFILL)) } : undefined, ask];
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    return JSON.parse(text ?? '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
}
