import { useState } from 'react';

export const VIEW_NAMES = [
  ...(['open', 'mine', 'due-soon', 'awaiting-my-approval'] as const),
  ...(['late', 'unassigned', 'exercises', 'closed', 'all'] as const),
];
export type ViewName = (typeof VIEW_NAMES)[number];

/** The filters that the address of the board holds, by the names that the API has for them. */
const FILTERS = ['q', 'stage', 'class', 'severity', 'sort'] as const;

/** The first slice is small, so that it is there at once. */
export const FIRST_SLICE = 50;
export const NEXT_SLICE = 200;

/** What the API is asked for: the view, and the filters on top of it. */
export function queryOf(search: URLSearchParams): string {
  const view = viewOf(search);
  const query = new URLSearchParams({ sort: view === 'closed' ? '-updatedAt' : 'clock' });
  if (view !== 'all') query.set('view', view);
  for (const name of FILTERS) {
    const value = search.get(name);
    if (value) query.set(name, value);
  }
  return query.toString();
}

export function viewOf(search: URLSearchParams): ViewName {
  return VIEW_NAMES.find((name) => name === search.get('view')) ?? 'open';
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
