import { useState } from 'react';
import { useLocation } from 'wouter';
import type { IncidentRow } from '../../ui/data';
import { useKeys } from '../../ui/keys';

/** Which row the keys have reached, wherever it goes meanwhile: j and k move, Enter opens by itself, a acknowledges. */
export function useBoardKeys(rows: readonly IncidentRow[]): number {
  const [id, select] = useState<string>();
  const [, go] = useLocation();
  const selected = rows.findIndex((row) => row.id === id);
  const row = rows[selected];
  useKeys({
    j: () => select(rows[Math.min(selected + 1, rows.length - 1)]?.id),
    k: () => select(rows[Math.max(selected - 1, 0)]?.id),
    a: () => row && go(`/incidents/${row.id}?act=acknowledge`),
    '/': () => document.querySelector<HTMLInputElement>('input[type=search]')?.focus(),
  });
  return selected;
}
