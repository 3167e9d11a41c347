import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { historyOf, latenessOf, quiet } from './history';
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
}

/** One figure of each round; all sides take turns, so that what slows the machine slows all of them. */
export type Sides<Figure> = Record<'product' | 'bare' | 'single', Figure>;

const NAMES = ['product', 'bare', 'single'] as const;
const AT_REST_BEFORE_MS = 1_000;

/** Incidents opened per second, by several clients at once, until each has its answer. Between rounds everything comes to rest. */
export function openings(client: Client, sides: Sides<Side>, size: Size): Promise<Sides<number[]>> {
  return taken(size.rounds, async (name) => {
    const { open } = sides[name];
    let ids: string[] = [];
    const milliseconds = await timed(async () => {
      ids = await sideBySide(times(size.opened), size.atOnce, open);
    });
    await quiet(client, ids);
    return size.opened / (milliseconds / 1_000);
  });
}

/** The median milliseconds of one command after another, to one incident a round. */
export function commands(client: Client, sides: Sides<Side>, size: Size): Promise<Sides<number[]>> {
  return taken(size.rounds, async (name) => {
    const { open, command } = sides[name];
    const id = await open();
    await quiet(client, [id]);
    const took: number[] = [];
    for (const _each of times(size.commands)) took.push(await timed(() => command(id)));
    await quiet(client, [id]);
    return median(took);
  });
}

async function taken(rounds: number, measure: (name: keyof Sides<never>) => Promise<number>) {
  const figures: Sides<number[]> = { product: [], bare: [], single: [] };
  for (const _round of times(rounds)) {
    for (const name of NAMES) figures[name].push(await measure(name));
  }
  return figures;
}

/** The 95th percentile of milliseconds that promises are late which are due at one instant. */
export async function latenesses(
  client: Client,
  product: Side & { ask: Ask },
  course: Course,
  size: Size,
): Promise<Sides<number>> {
  const ids = await sideBySide(times(size.due), size.atOnce, product.open);
  const assessing = await timed(() => sideBySide(ids, size.atOnce, (id) => assess(product.ask, id)));
  await quiet(client, ids);
  // To declare is more work than to assess, and its alerts must be out too.
  const due = Date.now() + 4 * assessing + 10_000;
  await sideBySide(ids, size.atOnce, (id) => declareDue(product.ask, id, due));
  await quiet(client, ids);
  return {
    product: await latenessAt(client, ids, due),
    bare: await bareLateness(client, { opening: course.opening, command: NO_TRIPS, strike: course.strike }, size),
    single: await bareLateness(client, { opening: NO_TRIPS, command: NO_TRIPS, strike: NO_TRIPS }, size),
  };
}

async function bareLateness(client: Client, course: Course, size: Size): Promise<number> {
  const due = Date.now() + 15_000 + size.due * 50;
  const { open } = bareOf(client, { ...course, due });
  const ids = await sideBySide(times(size.due), size.atOnce, open);
  await quiet(client, ids);
  return latenessAt(client, ids, due);
}

async function latenessAt(client: Client, ids: readonly string[], due: number): Promise<number> {
  const left = due - Date.now();
  if (left < AT_REST_BEFORE_MS) throw new Error('The machine is too busy: all was not at rest before the instant.');
  await pause(left + 1_000);
  await quiet(client, ids);
  const late = await sideBySide(ids, 8, async (id) => latenessOf(await historyOf(client, id), due));
  return percentile(late, 95);
}
