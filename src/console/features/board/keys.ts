import { useState } from 'react';
import { useLocation } from 'wouter';
import type { IncidentRow } from '../../ui/data';
import { useKeys } from '../../ui/keys';

/** Which row the keys have reached: j and k move, Enter opens by itself, a acknowledges. */
export function useBoardKeys(rows: readonly IncidentRow[]): number {
  const [selected, select] = useState(-1);
  const [, go] = useLocation();
  const row = rows[selected];
  useKeys({
    j: () => select(Math.min(selected + 1, rows.length - 1)),
    k: () => select(Math.max(selected - 1, 0)),
    a: () => row && go(`/incidents/${row.id}?act=acknowledge`),
    '/': () => document.querySelector<HTMLInputElement>('input[type=search]')?.focus(),
  });
  return selected;
}
