import type { Page } from '../../src/domain/events';
import type { Chain, ReceivedCommand } from '../../src/upkeep/history';
import { needsRun, storyOf } from '../../src/upkeep/story';
import { given, INCIDENT, instant, noteProgress, opened, reopen, START, throughJson } from '../support/story';
import { assess, close, mailDelivered, OUT_OF_SCOPE, triaged } from '../support/story';

const told = (...notes: string[]) => given(opened(), ...notes.map((note) => noteProgress(note))).story.pages;
const chain = (pages: Page[], over: Partial<Chain> = {}): Chain => ({
  ...{ runId: 'run', isRunning: true, wasTerminated: false, startedAt: 0, received: [], timers: [] },
  sequence: pages.at(-1)?.sequence ?? 1,
  pages: throughJson(pages),
  texts: new Map(),
  ...over,
});
const heard = (text: string, key?: string): ReceivedCommand => ({
  ...{ ref: `run/${text}`, command: 'note-progress', at: instant('2026-11-23T09:00:00Z') },
  message: { by: 'responder', text, ...(key ? { key } : {}) },
});

const three = told('One.', 'Two.');

test('a workflow that has come as far as the register runs along', () => {
  expect(storyOf(INCIDENT, three, [chain(three)])).toMatchObject({ runs: 'in-sync', stored: 3, orphaned: [] });
});

test('pages that only Temporal has follow on those of the register, also if the register has none', () => {
  expect(storyOf(INCIDENT, three.slice(0, 1), [chain(three)])).toMatchObject({
    runs: 'in-sync',
    stored: 1,
    pages: three,
  });
  expect(storyOf(INCIDENT, [], [chain(three)])).toMatchObject({ runs: 'in-sync', stored: 0, pages: three });
});

test('a workflow with fewer pages is behind, and what it heard without a page is kept', () => {
  const lost = chain(three.slice(0, 1), { received: [heard('One.'), heard('Two.'), heard('Three.')] });
  const story = storyOf(INCIDENT, three, [lost]);
  expect(story).toMatchObject({ runs: 'lagging' });
  expect(story?.orphaned.map(({ ref }) => ref)).toEqual(['run/Three.']);
});

test('a workflow that has another page where the register has one diverges from there, with all that follows', () => {
  const other = [...three.slice(0, 2), ...told('One.', 'Other.', 'More.').slice(2)];
  const story = storyOf(INCIDENT, three, [chain(other)]);
  expect(story).toMatchObject({ runs: 'diverged', pages: three });
  expect(story?.orphaned.map(({ ref, command }) => [ref.split(':')[0], command])).toEqual([
    ['3', 'note-progress'],
    ['4', 'note-progress'],
  ]);
  const ended = chain(other, { isRunning: false, wasTerminated: true });
  expect(storyOf(INCIDENT, three, [ended])?.orphaned).toEqual(story?.orphaned);
});

test('a command with an idempotency key is known by it', () => {
  const keyed = three.map((page, index) => (index === 2 ? { ...page, key: { key: 'k', bodyHash: 'b' } } : page));
  const lost = chain(keyed.slice(0, 1), { received: [heard('Two.', 'k'), heard('Two.', 'other')] });
  expect(storyOf(INCIDENT, keyed, [lost])?.orphaned).toHaveLength(1);
});

test('a page that neither has is a gap, and nothing is built over it', () => {
  expect(storyOf(INCIDENT, three.slice(0, 1), [chain(three.slice(2))])).toMatchObject({ gap: 2 });
  expect(storyOf(INCIDENT, three, [chain([], { sequence: 9 })])).toMatchObject({ gap: 4 });
});

test('a workflow is needed while the incident is open, or owes something', () => {
  const closed = [opened(), triaged({ inScope: 'no' }), assess({ classification: OUT_OF_SCOPE })];
  expect(needsRun(given(...closed, close()).story.state)).toBe(true);
  expect(needsRun(given(...closed, mailDelivered(), close()).story.state)).toBe(false);
  expect(needsRun(given(...closed, mailDelivered(), close(), reopen()).story.state)).toBe(true);
});

test('what was orphaned is kept once', () => {
  const lost = chain(three.slice(0, 1), { received: [heard('Three.')] });
  const { orphaned } = storyOf(INCIDENT, three, [lost])!;
  const kept: Page = {
    ...{ incident: INCIDENT, sequence: 4, at: START, by: 'system', door: 'system', command: 'reconciled' },
    events: [{ type: 'reconciled', orphaned }],
  };
  expect(storyOf(INCIDENT, [...three, kept], [lost])).toMatchObject({ runs: 'lagging', orphaned: [] });
});
