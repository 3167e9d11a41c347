import type { Client } from '@temporalio/client';
import type { IncidentId } from '../domain/case/state';
import type { Sized } from '../primitives/merkle';
import { RegisterUnavailable, type PageFault, type Register } from '../register';
import { INCIDENT } from '../workflows/messages';
import { answers, lookAt, PATIENCE, type Patience } from './looks';
import { reasonOf } from './reason';
import { signedIn, treeSentence } from './seal';

export interface Findings {
  incidents: number;
  pages: number;
  /** One sentence each. */
  faults: string[];
  /** Why workflows and timers were not looked at: Temporal may be stopped on purpose, as where the embedded register is verified. */
  unchecked?: string;
}

/**
 * Holds the whole register against itself and against Temporal: every page's hash and chain, and that what is open here runs there, with
 * a timer for every commitment, and the reverse. Reads histories and asks no workflow, so it needs no worker.
 */
export async function check(
  register: Register,
  client: Client,
  patience = PATIENCE,
  signedOutside: Sized[] = [],
): Promise<Findings> {
  const faults = [
    ...(await register.pages.verify()).map(pageSentence),
    ...(await storyFaults(register)),
    ...(await register.time.misdated()),
    ...(await treeSentences(register, signedOutside)),
  ];
  const { incidents, pages } = await sizeOf(register);
  const unchecked = await silenceOf(client);
  if (unchecked !== undefined) return { incidents, pages, faults, unchecked };
  try {
    faults.push(...(await faultsOfAll(register, client, patience)));
  } catch (fault) {
    faults.push(temporalSentence(fault));
  }
  return { incidents, pages, faults };
}

/** Held against every checkpoint that the register keeps, and against those that others kept. */
async function treeSentences({ tree }: Register, signedOutside: Sized[]): Promise<string[]> {
  const { signed, faults } = signedIn(await tree.checkpoints());
  return [...new Set([...faults, ...(await tree.check([...signedOutside, ...signed]))].map(treeSentence))];
}

async function silenceOf(client: Client): Promise<string | undefined> {
  return await answers(client).then(
    () => undefined,
    (fault: unknown) =>
      `Temporal does not answer (${reasonOf(fault)}): the pages were checked alone, workflows and timers were not. Verify again when it runs.`,
  );
}

export function pageSentence({ incident, sequence, fault }: PageFault): string {
  return `${incident}, page ${sequence}: ${fault}`;
}

export async function storyFaults({ administration }: Register): Promise<string[]> {
  const { faults } = await administration.verify();
  return faults.map(({ sequence, fault }) => `the administration, page ${sequence}: ${fault}`);
}

/** @throws RegisterUnavailable if it was not Temporal that failed */
export function temporalSentence(fault: unknown): string {
  if (fault instanceof RegisterUnavailable) throw fault;
  return `Temporal: the workflows could not be looked at, for it does not answer (${reasonOf(fault)})`;
}

export function sentencesOf(faulty: Map<IncidentId, string[]>): string[] {
  return [...faulty].flatMap(([id, faults]) => faults.map((fault) => `${id}: ${fault}`)).sort();
}

/** Incidents whose workflows are as the query says, which is in Temporal's words. */
export async function listed(client: Client, query: string): Promise<IncidentId[]> {
  const ids: IncidentId[] = [];
  for await (const { workflowId } of client.workflow.list({ query: `WorkflowType = "${INCIDENT}" AND ${query}` }))
    ids.push(workflowId as IncidentId);
  return ids;
}

async function sizeOf({ incidents }: Register): Promise<{ incidents: number; pages: number }> {
  const size = { incidents: 0, pages: 0 };
  let cursor: string | undefined;
  do {
    const { rows, next } = await incidents.list({ sort: 'openedAt', descending: false, limit: 500, cursor });
    size.incidents += rows.length;
    size.pages += rows.reduce((sum, { sequence }) => sum + sequence, 0);
    cursor = next;
  } while (cursor);
  return size;
}

/** Whatever should run or does, and what was reported and got no further. */
async function faultsOfAll(register: Register, client: Client, patience: Patience): Promise<string[]> {
  const { incidents, reports } = register;
  const subjects = new Set([
    ...(await incidents.open()),
    ...(await incidents.owing()),
    ...(await reports.withoutPages()),
    ...(await listed(client, 'ExecutionStatus = "Running"')),
  ]);
  return sentencesOf(await lookAt(register, client, subjects, patience));
}
