import type { Page } from '../../src/domain/events';
import { evolve } from '../../src/domain/evolve';
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
