import type { Client } from '@temporalio/client';
import type { Page } from '../domain/events';
import { evolve } from '../domain/evolve';
import { SYSTEM } from '../domain/primitives/people';
import { receive } from '../domain/receive';
import { numberOf, type IncidentId } from '../domain/case/state';
import type { IncidentState } from '../domain/state';
import { RegisterUnavailable, type Register, type WaitingReport } from '../register';
import { INCIDENT, restartOf } from '../workflows/messages';
import { chainsOf, runsOf, runsOfIncidents } from './history';
import { ledgerSteps, type LedgerNeeds } from './ledger';
import { answers } from './looks';
import { postMortemSteps } from './post-mortems';
import { reasonOf } from './reason';
import { gapStep, pageStep, replaceRun } from './process-steps';
import type { Step } from './step';
import { needsRun, storyOf, type Story } from './story';

export type { Step } from './step';

/**
 * Compares register and Temporal, incident by incident, after one of them was restored to an earlier point, and returns the steps that make
 * both tell the same story again. Nothing changes until the steps are taken, in their order; a second look then finds nothing.
 */
export async function reconcile(needs: LedgerNeeds): Promise<Step[]> {
  const { register, client } = needs;
  const listed = await runsOfIncidents(client);
  const known = await register.restoreRepair.incidents();
  const ids = [...new Set([...known, ...listed.keys()])].sort();
  const stories: Story[] = [];
  const steps: Step[] = [];
  for (const id of ids) {
    const read = await readStory(needs, id, listed.get(id));
    if (read && 'unread' in read) steps.push(unreadStep(id, read.unread));
    else if (read) stories.push(read);
    else steps.push(...(await lostReport(register, id)));
  }
  const restored = stories.some(({ stored, pages }) => stored < pages.length);
  steps.push(...(await numberSteps(register, stories)));
  if (restored) steps.push(...(await repeatStep(register)));
  steps.push(...(await rosterStep(register, stories)));
  for (const story of stories) steps.push(...(await stepsOf(needs, story, restored)));
  for (const id of await register.postMortems.unended()) steps.push(...(await postMortemSteps(needs, id)));
  return steps;
}

/** The same for one incident, where neither store was restored. */
export async function reconcileOne(needs: LedgerNeeds, id: IncidentId): Promise<Step[]> {
  const read = await readStory(needs, id, await runsOf(needs.client, id));
  if (!read) return [];
  return 'unread' in read ? [unreadStep(id, read.unread)] : stepsOf(needs, read, false);
}

async function stepsOf(needs: LedgerNeeds, story: Story, restored: boolean): Promise<Step[]> {
  if (story.gap !== undefined) return [gapStep(story.id, story.pages, story.gap)];
  const ledger = await ledgerSteps(needs, story, restored);
  if (ledger.some(({ holdsUp }) => holdsUp)) return ledger;
  // Pages come last: while they are missing, a later look can tell that the register was restored.
  return [...ledger, ...pageStep(needs, story), ...runStep(needs, story)];
}

/** One unreadable incident does not keep the others from being repaired, as long as register and Temporal answer. */
async function readStory(
  { register, client }: LedgerNeeds,
  id: IncidentId,
  runs?: Set<string>,
): Promise<Story | { unread: string } | undefined> {
  try {
    const stored = (await register.pages.read(id)).flatMap(({ page }) => page ?? []);
    return storyOf(id, stored, await chainsOf(client, id, runs));
  } catch (fault) {
    if (fault instanceof RegisterUnavailable) throw fault;
    await answers(client);
    return { unread: reasonOf(fault) };
  }
}

function unreadStep(subject: IncidentId, why: string): Step {
  return {
    ...{ subject, found: `its pages or its histories cannot be read (${why})` },
    remedy: 'correct that and check again before API and workers start; until then the incident is left as it is',
  };
}

/** A report was opened, and nothing is left of its incident: it is opened again, with its clocks counting from when the report came in. */
async function lostReport({ reports, restoreRepair }: Register, id: IncidentId): Promise<Step[]> {
  const report = await reports.get(id);
  if (report?.state !== 'opened') return [];
  return [
    {
      ...{ subject: id, found: 'it was reported and opened, and neither its pages nor its workflow are there' },
      remedy: 'let the API open it from its report',
      act: () => restoreRepair.reopenReport(id),
    },
  ];
}

/** First of all: a number given twice would put a new report into an old incident. */
async function numberSteps({ reports, restoreRepair }: Register, stories: Story[]): Promise<Step[]> {
  const last = await restoreRepair.numbers();
  const steps: Step[] = [];
  for (const { id, state, pages } of stories) {
    const own = numberOf(id);
    if (!own) continue;
    const isGiven = own.number <= (last[own.year] ?? 0);
    if (isGiven && (await reports.get(id))) continue;
    const report: WaitingReport = {
      ...{ id, report: state.report, by: pages[0]?.by ?? SYSTEM, receivedAt: state.openedAt },
    };
    steps.push({
      ...{ subject: id, found: isGiven ? 'the register lacks its report' : 'the register would give its number again' },
      remedy: 'put report and number back',
      act: () => restoreRepair.reinstate(report, own),
    });
  }
  return steps;
}

/** Rosters are compared by revision: every incident that has seen a later one would keep a role that was taken away since the backup. */
async function rosterStep({ people, restoreRepair }: Register, stories: Story[]): Promise<Step[]> {
  const seen = Math.max(0, ...stories.map(({ state }) => state.rosterRevision));
  if ((await people.roster()).revision >= seen) return [];
  return [
    {
      ...{ subject: 'people', found: `the register's roster is older than one that incidents have seen` },
      remedy: 'let it count as the newest',
      act: () => restoreRepair.raiseRosterRevision(seen),
    },
  ];
}

async function repeatStep({ restoreRepair }: Register): Promise<Step[]> {
  const count = await restoreRepair.countUnmarked();
  if (count === 0) return [];
  return [
    {
      ...{ subject: 'deliveries', found: `${count} are unfinished in a register that was restored` },
      remedy: 'mark them as possible repeats',
      act: () => restoreRepair.markUnfinished(),
    },
  ];
}

function runStep(needs: LedgerNeeds, story: Story): Step[] {
  const { id, pages, runs, orphaned, running } = story;
  if (runs === 'in-sync') return orphaned.length > 0 ? [keepOrphansStep(needs, story)] : [];
  const { state, unsent } = withOrphans(story, needs);
  const mustRun = needsRun(state);
  if (!running && !mustRun) return [];
  const found = running
    ? runs === 'lagging'
      ? `its workflow is at page ${running.sequence} of ${pages.length}`
      : 'its workflow took another way than its pages'
    : `it is not over, and has no workflow`;
  const kept = orphaned.length > 0 ? `, keeping ${orphaned.length} orphaned commands in its timeline` : '';
  return [
    {
      ...{ subject: id, found },
      remedy: `${running ? 'end it' : 'start one'}${running && mustRun ? ' and start one' : ''}${mustRun ? ` from its ${pages.length} pages` : ''}${kept}`,
      act: () => runAgainFrom(needs, story, mustRun ? { state, unsent } : undefined),
    },
  ];
}

async function runAgainFrom(needs: LedgerNeeds, story: Story, by?: { state: IncidentState; unsent: Page[] }) {
  const start = by && (() => needs.client.workflow.start(INCIDENT, restartOf(by.state, by.unsent)));
  await replaceRun(needs, story, start);
  if (by && by.unsent.length > 0) await needs.register.pages.append(by.unsent);
}

function withOrphans({ state, orphaned }: Story, { clock }: LedgerNeeds): { state: IncidentState; unsent: Page[] } {
  if (orphaned.length === 0) return { state, unsent: [] };
  const message = { by: SYSTEM, door: 'system', orphaned } as const;
  const received = receive(state, 'reconciled', message, 'signal', clock());
  if (received.kind !== 'page') throw new Error(`What was orphaned of ${state.id} cannot be kept: ${received.kind}`);
  return { state: evolve(state, received.page), unsent: [received.page] };
}

/** The running workflow is right; an earlier one had diverged. */
function keepOrphansStep({ client }: { client: Client }, { id, orphaned }: Story): Step {
  return {
    ...{ subject: id, found: `${orphaned.length} commands taken by another run are not kept` },
    remedy: 'keep them in its timeline',
    act: () => client.workflow.getHandle(id).signal<[object]>('reconciled', reconciledBy(orphaned)),
  };
}

function reconciledBy(orphaned: Story['orphaned']) {
  return { command: 'reconciled', by: SYSTEM, door: 'system', orphaned };
}
