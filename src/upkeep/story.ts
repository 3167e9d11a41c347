import type { OrphanedCommand, Page } from '../domain/events';
import { evolve } from '../domain/evolve';
import { SYSTEM } from '../domain/primitives/people';
import type { IncidentId, IncidentState } from '../domain/state';
import type { Chain, ReceivedCommand } from './history';
import { sha256 } from '../primitives/hash';

/** What register and Temporal together know of one incident. */
export interface Story {
  id: IncidentId;
  /** The register's pages, then those that only Temporal has. */
  pages: Page[];
  /** How many of them are in the register. */
  stored: number;
  state: IncidentState;
  chains: Chain[];
  /** The workflow that runs now, and whether it tells this story, as far as it has come. */
  running?: Chain;
  runs: 'in-sync' | 'lagging' | 'diverged' | 'not';
  /** What has no place in the pages, and is not kept in them yet. */
  orphaned: OrphanedCommand[];
  /** Pages that Temporal's hints show to have been, and neither has: no story can be built over the gap. */
  gap?: number;
}

/** The register is right wherever it has a page. A workflow that took another way from some page on diverged: its commands from there are orphaned. */
export function storyOf(id: IncidentId, stored: Page[], chains: Chain[]): Story | undefined {
  const pages = [...stored];
  const diverged: Chain[] = [];
  const orphaned: OrphanedCommand[] = [];
  let gap: number | undefined;
  for (const chain of chains) {
    const fork = chain.pages.findIndex((page) => pages[page.sequence - 1] && !same(page, pages[page.sequence - 1]));
    const own = fork < 0 ? chain.pages : chain.pages.slice(0, fork);
    if (fork >= 0) {
      diverged.push(chain);
      orphaned.push(...chain.pages.slice(fork).map(orphanOfPage));
      continue;
    }
    for (const page of own.filter(({ sequence }) => sequence > pages.length)) {
      if (page.sequence === pages.length + 1) pages.push(page);
      else gap ??= pages.length + 1;
    }
    if (chain.sequence > pages.length) gap ??= pages.length + 1;
  }
  const state = pages.reduce<IncidentState | undefined>(evolve, undefined);
  if (!state) return undefined;
  const running = chains.find(({ isRunning }) => isRunning);
  const runs = !running
    ? 'not'
    : diverged.includes(running)
      ? 'diverged'
      : running.sequence < pages.length
        ? 'lagging'
        : 'in-sync';
  const ended = runs === 'in-sync' ? [] : chains.filter((chain) => chain === running || chain.wasTerminated);
  orphaned.push(...ended.flatMap((chain) => orphanedCommands(chain, pages)).map(orphanOfMessage));
  const kept = new Set([...recordedRefs(pages), ...(running ? deliveredRefs(running) : [])]);
  return {
    ...{ id, pages, stored: stored.length, state, chains, running, runs, gap },
    orphaned: orphaned.filter(({ ref }) => !kept.has(ref)),
  };
}

/** Whether a workflow must be there: the incident is open, or owes something still. */
export function needsRun({ stage, outbox }: IncidentState): boolean {
  return stage.stage !== 'closed' || outbox.length > 0;
}

function same(a: Page, b: Page | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function recordedRefs(pages: Page[]): Set<string> {
  return new Set(
    pages.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === 'reconciled' ? event.orphaned.map(({ ref }) => ref) : [])),
    ),
  );
}

/** What the workflow was told to keep, and may not have come to yet. */
function deliveredRefs({ heard }: Chain): string[] {
  return heard.flatMap(({ command, message }) =>
    command === 'reconciled' ? (message['orphaned'] as OrphanedCommand[]).map(({ ref }) => ref) : [],
  );
}

function orphanOfPage(page: Page): OrphanedCommand {
  const { sequence, command, by, at, events } = page;
  const hash = sha256(JSON.stringify(page));
  return { ref: `${sequence}:${hash}`, command, by, at, content: events };
}

function orphanOfMessage({ ref, command, message, at }: ReceivedCommand): OrphanedCommand {
  return { ref, command, by: authorOf(message), at, content: [message] };
}

/** What people said to a run that is or was ended, and no page tells of: found by its key, else counted by command and author. */
function orphanedCommands({ heard, pages: own }: Chain, pages: Page[]): ReceivedCommand[] {
  const all = [...pages, ...own.filter((page) => !same(page, pages[page.sequence - 1]))];
  const keys = new Set(all.flatMap(({ key }) => key?.key ?? []));
  const left = new Map<string, number>();
  for (const page of all.filter(({ key, by }) => !key && by !== SYSTEM)) {
    const name = `${page.command} ${page.by}`;
    left.set(name, (left.get(name) ?? 0) + 1);
  }
  return heard.filter(({ command, message }) => {
    if (message.door === 'system') return false;
    if (message.key !== undefined) return !keys.has(message.key);
    const name = `${command} ${authorOf(message)}`;
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count <= 0;
  });
}

function authorOf({ by }: { by?: unknown }): string {
  return typeof by === 'string' && by !== '' ? by.slice(0, 100) : 'unknown';
}
