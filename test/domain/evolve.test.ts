import type { Page } from '../../src/domain/events';
import { apply, evolve, folds } from '../../src/domain/evolve';
import type { Fold } from '../../src/domain/fold';
import type { AlertsSlice } from '../../src/domain/alerts/state';
import type { IncidentState } from '../../src/domain/state';
import {
  affected,
  after,
  close,
  declare,
  given,
  hours,
  noticeUnderWay,
  opened,
  sent,
  told,
  triaged,
  type Story,
} from '../support/story';

const WHOLE = [
  opened(),
  triaged(),
  declare(),
  ...affected({ 72: 2 }),
  noticeUnderWay(),
  after(hours(60)),
  told(2),
  sent(),
  close(),
];

function pagesOf(steps: typeof WHOLE): Page[] {
  let pages: Page[] = [];
  given(...steps, (story: Story) => void (pages = [...story.pages]));
  return pages;
}

const fold = (pages: Page[]) => pages.reduce<IncidentState | undefined>(evolve, undefined);

test('A page is never refused, whatever the state it comes to (Evolve 1)', () => {
  const [first, ...pages] = pagesOf(WHOLE);
  const states = pages.map((_, count) => fold([first!, ...pages.slice(0, count)])!);
  for (const state of states) for (const page of pages) expect(evolve(state, page).sequence).toBe(page.sequence);
});

test('The same pages make the same state, and leave what they came to as it was (Evolve 2)', () => {
  const pages = pagesOf(WHOLE);
  const before = JSON.stringify(pages);
  const states = [fold(pages), fold(JSON.parse(before) as Page[])];
  expect(states[1]).toEqual(states[0]);
  expect(JSON.stringify(pages)).toBe(before);
});

const alertsAlone: Fold<AlertsSlice> = () => ({ alerts: [] });
// @ts-expect-error What is owed is written by the fold of effects.
const alertsAndEffects: Fold<AlertsSlice> = () => ({ alerts: [], outbox: [] });
// @ts-expect-error The state as a whole is written by none.
const everything: Fold<AlertsSlice> = (state) => ({ ...state, alerts: [] });

test('Each part of the state is written by one fold, by type (Evolve 3)', () => {
  expect([alertsAlone, alertsAndEffects, everything]).toHaveLength(3);
  const writers = new Map<string, Set<string>>();
  const [first, ...pages] = pagesOf(WHOLE);
  let state = fold([first!])!;
  for (const page of pages)
    for (const event of page.events) {
      for (const [name, write] of Object.entries(folds))
        for (const field of Object.keys(write(state, event, page)))
          writers.set(field, (writers.get(field) ?? new Set()).add(name));
      state = apply(state, event, page);
    }
  expect(writers.size).toBeGreaterThan(10);
  expect([...writers].filter(([, names]) => names.size > 1)).toEqual([]);
});
