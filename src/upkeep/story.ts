import type { OrphanedCommand } from '../domain/case/events';
import type { AnyPage, Page } from '../domain/events';
import { evolve } from '../domain/evolve';
import { SYSTEM } from '../domain/primitives/people';
import type { IncidentId } from '../domain/case/state';
import type { IncidentState } from '../domain/state';
import type { Chain, ReceivedCommand } from './history';
import { sha256 } from '../primitives/hash';

/** What register and Temporal together have of one incident. */
export interface Story {
  id: IncidentId;
  /** The register's pages, followed by those that only Temporal has. */
  pages: Page[];
  /** How many of the pages are in the register. */
  stored: number;
  state: IncidentState;
  chains: Chain[];
  /** The running workflow, and whether its history matches these pages as far as it has come. */
  running?: Chain;
  runs: 'in-sync' | 'lagging' | 'diverged' | 'not';
  /** Commands without a place in the pages, and not yet kept in them either. */
  orphaned: OrphanedCommand[];
  /**
   * The first page that must have existed, as Temporal's histories imply, and that neither store has: no story can be built across the gap.
   */
  gap?: number;
}

export function storyOf(id: IncidentId, stored: Page[], chains: Chain[]): Story | undefined {
  const { pages, diverged, gap, forked } = joined(stored, chains);
  const state = pages.reduce<IncidentState | undefined>(evolve, undefined);
  if (!state) return undefined;
  const running = chains.find(({ isRunning }) => isRunning);
  const runs = !running ? 'not' : standingOf(running, pages, diverged);
  const ended = runs === 'in-sync' ? [] : chains.filter((chain) => chain === running || chain.wasTerminated);
  const orphaned = [
    ...forked.map(orphanOfPage),
    ...ended.flatMap((chain) => orphanedCommands(chain, pages)).map(orphanOfMessage),
  ];
  const kept = new Set([...recordedRefs(pages), ...(running ? deliveredRefs(running) : [])]);
  return {
    ...{ id, pages, stored: stored.length, state, chains, running, runs, gap },
    orphaned: orphaned.filter(({ ref }) => !kept.has(ref)),
  };
}

export interface Joined<P extends AnyPage> {
  pages: P[];
  diverged: Chain<P>[];
  /** Pages of workflows that took another way. */
  forked: P[];
  gap?: number;
}

/**
 * Where the register has a page, the register is right. A workflow whose pages differ from some page on has diverged: its commands from
 * there on are orphaned.
 */
export function joined<P extends AnyPage>(stored: P[], chains: Chain<P>[]): Joined<P> {
  const pages = [...stored];
  const diverged: Chain<P>[] = [];
  const forked: P[] = [];
  let gap: number | undefined;
  for (const chain of chains) {
    const fork = chain.pages.findIndex(
      (page) => pages[page.sequence - 1] && !isSamePage(page, pages[page.sequence - 1]),
    );
    if (fork >= 0) {
      diverged.push(chain);
      forked.push(...chain.pages.slice(fork));
      continue;
    }
    for (const page of chain.pages.filter(({ sequence }) => sequence > pages.length)) {
      if (page.sequence === pages.length + 1) pages.push(page);
      else gap ??= pages.length + 1;
    }
    if (chain.sequence > pages.length) gap ??= pages.length + 1;
  }
  return { pages, diverged, forked, gap };
}

/** How the running workflow stands to the pages. */
export function standingOf<P extends AnyPage>(
  running: Chain<P>,
  pages: P[],
  diverged: Chain<P>[],
): 'in-sync' | 'lagging' | 'diverged' {
  if (diverged.includes(running)) return 'diverged';
  return running.sequence < pages.length ? 'lagging' : 'in-sync';
}

/** Whether a workflow must exist: the incident is open, or still owes something. */
export function needsRun({ stage, outbox }: IncidentState): boolean {
  return stage.stage !== 'closed' || outbox.length > 0;
}

function isSamePage(a: AnyPage, b: AnyPage | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function recordedRefs(pages: Page[]): Set<string> {
  return new Set(
    pages.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === 'reconciled' ? event.orphaned.map(({ ref }) => ref) : [])),
    ),
  );
}

/** Refs that the workflow was told to keep, even if it has not recorded them yet. */
function deliveredRefs({ received: heard }: Chain): string[] {
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

/**
 * Commands that people sent to a run that is or was ended, and that no page records: matched by idempotency key, else counted by command
 * and author.
 */
function orphanedCommands({ received: heard, pages: own }: Chain, pages: Page[]): ReceivedCommand[] {
  const all = [...pages, ...own.filter((page) => !isSamePage(page, pages[page.sequence - 1]))];
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
