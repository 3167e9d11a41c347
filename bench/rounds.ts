import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { endAll, historyOf, latenessOf, quiet } from './history';
import { median, percentile, sideBySide, timed, times } from './measure';
import { bareOf, NO_TRIPS, type Ask, type Side } from './sides';
import { assess, declareDue, type Course } from './trips';

/** How much of everything. */
export interface Size {
  rounds: number;
  opened: number;
  atOnce: number;
  commands: number;
  others: number;
  due: number;
  lateRounds: number;
}

/** One figure of each round; all sides take turns, so that what slows the machine slows all of them. */
export type Sides<Figure> = Record<'product' | 'bare' | 'single', Figure> & { reference?: Figure };

type Name = keyof Sides<never>;
const NAMES: readonly Name[] = ['product', 'reference', 'bare', 'single'];
const AT_REST_BEFORE_MS = 1_000;

/**
 * Incidents opened per second, by several clients at once, until each has its answer. Here as below everything comes to rest and is
 * ended before the next round: incidents that nobody sees to would chase people through it.
 */
export function openings(client: Client, sides: Sides<Side>, size: Size): Promise<Sides<number[]>> {
  return taken(size.rounds, sides, async ({ open }) => {
    let ids: string[] = [];
    const milliseconds = await timed(async () => {
      ids = await sideBySide(times(size.opened), size.atOnce, open);
    });
    await quiet(client, ids);
    await endAll(client, ids);
    return size.opened / (milliseconds / 1_000);
  });
}

/** The median milliseconds of one command after another, to one incident a round. */
export function commands(client: Client, sides: Sides<Side>, size: Size): Promise<Sides<number[]>> {
  return taken(size.rounds, sides, async ({ open, command }) => {
    const id = await open();
    await quiet(client, [id]);
    const took: number[] = [];
    for (const _each of times(size.commands)) took.push(await timed(() => command(id)));
    await quiet(client, [id]);
    await endAll(client, [id]);
    return median(took);
  });
}

async function taken<Of>(rounds: number, sides: Sides<Of>, measure: (side: Of) => Promise<number>) {
  const figures: Required<Sides<number[]>> = { product: [], reference: [], bare: [], single: [] };
  for (const round of times(rounds)) {
    // Whoever comes second finds a server that has more to clear away.
    for (const name of round % 2 === 0 ? NAMES : [...NAMES].reverse()) {
      const side = sides[name];
      if (side) figures[name].push(await measure(side));
    }
  }
  return figures;
}

/** The 95th percentile of milliseconds that promises are late which are due at one instant. */
export async function latenesses(
  client: Client,
  product: Side & { ask: Ask },
  course: Course,
  size: Size,
): Promise<Sides<number[]>> {
  const bare = { opening: course.opening, command: NO_TRIPS, strike: course.strike };
  const single = { opening: NO_TRIPS, command: NO_TRIPS, strike: NO_TRIPS };
  const lateness: Sides<() => Promise<number>> = {
    product: () => productLateness(client, product, size),
    bare: () => bareLateness(client, bare, size),
    single: () => bareLateness(client, single, size),
  };
  return taken(size.lateRounds, lateness, (late) => late());
}

async function productLateness(client: Client, { open, ask }: Side & { ask: Ask }, size: Size): Promise<number> {
  const ids = await sideBySide(times(size.due), size.atOnce, open);
  const assessing = await timed(() => sideBySide(ids, size.atOnce, (id) => assess(ask, id)));
  await quiet(client, ids);
  // To declare is more work than to assess, and its alerts must be out too.
  const due = Date.now() + 4 * assessing + 10_000;
  await sideBySide(ids, size.atOnce, (id) => declareDue(ask, id, due));
  await quiet(client, ids);
  return latenessAt(client, ids, due);
}

/** An answer that got lost as they opened keeps one of them busy for a minute; then once more, with longer to come to rest. */
async function bareLateness(client: Client, course: Course, size: Size): Promise<number> {
  for (let rest = 15_000; ; rest *= 4) {
    const due = Date.now() + rest + size.due * 50;
    const { open } = bareOf(client, { ...course, due });
    const ids = await sideBySide(times(size.due), size.atOnce, open);
    await quiet(client, ids);
    const isLast = rest > 60_000;
    if (isLast || isAtRestBefore(due)) return latenessAt(client, ids, due);
    await endAll(client, ids);
  }
}

async function latenessAt(client: Client, ids: readonly string[], due: number): Promise<number> {
  if (!isAtRestBefore(due)) throw new Error('The machine is too busy: all was not at rest before the instant.');
  await pause(due - Date.now() + 1_000);
  await quiet(client, ids);
  const late = await sideBySide(ids, 8, async (id) => latenessOf(await historyOf(client, id), due));
  await endAll(client, ids);
  return percentile(late, 95);
}

function isAtRestBefore(due: number): boolean {
  return due - Date.now() >= AT_REST_BEFORE_MS;
}
