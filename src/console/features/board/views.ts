import { useState } from 'react';
import { HOUR_MS } from '../../ui/format';

export const VIEW_NAMES = ['open', 'mine', 'day', 'approval', 'late', 'unassigned', 'closed', 'all'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** The filters that the address of the board holds, by the names that the API has for them. */
const FILTERS = ['q', 'stage', 'class', 'severity', 'sort'] as const;

const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = HOUR_MS / 60;
export const PAGE_SIZE = 100;

/** What the API is asked for: the view, and the filters on top of it. */
export function queryOf(search: URLSearchParams, me: string | undefined, now: number, count: number): string {
  const query = new URLSearchParams({ sort: 'due', ...queryOfView(viewOf(search), me, now), limit: String(count) });
  for (const name of FILTERS) {
    const value = search.get(name);
    if (value) query.set(name, value);
  }
  return query.toString();
}

export function viewOf(search: URLSearchParams): ViewName {
  return VIEW_NAMES.find((name) => name === search.get('view')) ?? 'open';
}

function queryOfView(view: ViewName, me: string | undefined, now: number): Record<string, string> {
  switch (view) {
    case 'mine':
      return me ? { owner: me } : {};
    case 'day':
      // To the minute, or each render would ask anew.
      return { dueBefore: new Date(Math.ceil((now + DAY_MS) / MINUTE_MS) * MINUTE_MS).toISOString() };
    case 'approval':
      return { owes: 'approve-notice' };
    case 'late':
      return { late: 'true' };
    case 'unassigned':
      return { stage: 'triage', sort: '-openedAt' };
    case 'closed':
      return { stage: 'closed', sort: '-updatedAt' };
    default:
      return {};
  }
}

export interface SavedView {
  name: string;
  search: string;
}

const KEPT = 'tocsin.views';

/** Views that a person saved in this browser, and how one is saved or forgotten. */
export function useSavedViews(): [SavedView[], (views: SavedView[]) => void] {
  const [views, set] = useState(keptViews);
  const keep = (next: SavedView[]) => {
    set(next);
    localStorage.setItem(KEPT, JSON.stringify(next));
  };
  return [views, keep];
}

function keptViews(): SavedView[] {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '[]') as SavedView[];
  } catch {
    return [];
  }
}
