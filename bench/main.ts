import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { loadCompany } from '../src/demo/company';
import { misdirectedMail } from '../src/demo/stories';
import { createTeller } from '../src/demo/teller';
import { actionsOf, historyOf, quiet } from './history';
import { sideBySide, times } from './measure';
import { openPlace, type Kind, type Place } from './place';
import { commands, latenesses, openings, type Sides, type Size } from './rounds';
import { bareOf, NO_TRIPS, productOf, referenceOf, seenTo, straightOf, type Side } from './sides';
import { rowOf, tableOf, type Figures } from './table';
import { measureCourse } from './trips';
import { sealingMs } from './sealing';
import { warmStart } from './warm';

const WHOLE: Size = { rounds: 5, opened: 80, atOnce: 8, commands: 60, others: 1_000, due: 300, lateRounds: 3 };
/** To see that it runs; its figures say little. */
const QUICK: Size = { rounds: 3, opened: 16, atOnce: 8, commands: 10, others: 30, due: 15, lateRounds: 1 };

const { values } = parseArgs({
  options: { server: { type: 'string', default: 'development' }, quick: { type: 'boolean', default: false } },
});

void main().catch((fault: unknown) => {
  process.stderr.write(`tocsin: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  if (values.server !== 'development' && values.server !== 'postgresql')
    throw new Error('--server is development or postgresql.');
  const size = values.quick ? QUICK : WHOLE;
  say('warm start');
  const warm = await warmStart();
  const place = await openPlace(values.server);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void place.close().finally(() => process.exit(130)));
  }
  try {
    const figures = await measure(place, size, warm);
    process.stdout.write(`\n${tableOf(figures, size, machine(values.server))}\n`);
  } finally {
    await place.close();
  }
}

async function measure(place: Place, size: Size, warm: number): Promise<Figures> {
  const { client } = place;
  const product = productOf(place);
  say('one incident, to count its trips');
  const course = await measureCourse(client, product);
  const bare = bareOf(client, course);
  const single = bareOf(client, { opening: NO_TRIPS, command: NO_TRIPS, strike: NO_TRIPS });
  const sides = { product, reference: referenceOf(place, course), bare, single };
  const past = { product: { ...product, command: straightOf(client) }, bare, single };

  const memory = [];
  for (const open of [0.1, 0.5, 1].map((share) => share * size.others)) {
    say(`${open} incidents open`);
    await openUpTo(place, seenTo(product), open - (memory.at(-1)?.open ?? 0), size);
    memory.push({ open, ...(await place.memory()) });
  }
  say('as many bare workflows open');
  await openUpTo(place, bare, size.others, size);
  say('(a) openings');
  const opened = shown('opened', await openings(client, sides, size), size);
  say('(b) commands');
  const commanded = shown('commanded', await commands(client, sides, size), size);
  const straight = shown('straight', await commands(client, past, size), size);
  say('(c) promises due at one instant');
  const late = shown('late', await latenesses(client, product, course, size), size);
  say('a whole incident');
  const story = await wholeStory(place);
  return { warm, sealingMs: await sealingMs(), course, memory, opened, commanded, straight, late, story };
}

async function openUpTo({ client }: Place, { open }: Side, count: number, { atOnce }: Size): Promise<void> {
  await quiet(client, await sideBySide(times(count), atOnce, open));
}

async function wholeStory({ client, url, keysFile }: Place): Promise<Figures['story']> {
  const tell = await createTeller({ url, keysFile });
  await loadCompany(tell);
  const id = await misdirectedMail(tell, ['alder', 'birch', 'daphne']);
  await client.workflow.getHandle(id).result();
  const incident = await historyOf(client, id);
  const notice = await historyOf(client, `${id}/notice/1`);
  return {
    commands: incident.filter(({ workflowExecutionUpdateAcceptedEventAttributes: it }) => it).length,
    events: incident.length + notice.length,
    actions: actionsOf(incident) + actionsOf(notice),
  };
}

/** Each as soon as it is there: what comes later may fail. */
function shown(name: Parameters<typeof rowOf>[0], figures: Sides<number[]>, size: Size): Sides<number[]> {
  process.stdout.write(`${rowOf(name, figures, size)}\n`);
  return figures;
}

function machine(kind: Kind): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const server = kind === 'development' ? 'the development server on disk' : 'the production server on PostgreSQL';
  return `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, ${gigabytes} GB, Node ${process.versions.node}, ${server}`;
}

function say(what: string): void {
  process.stdout.write(`  ${(performance.now() / 1_000).toFixed(0).padStart(4)} s: ${what} …\n`);
}
