import type { Client } from '@temporalio/client';
import { evolvePostMortem } from '../domain/post-mortem/evolve';
import type { PostMortemPage } from '../domain/post-mortem/events';
import type { PostMortemId } from '../domain/post-mortem/id';
import type { PostMortemState } from '../domain/post-mortem/state';
import { isFollowedUp } from '../domain/post-mortem/view';
import { RegisterUnavailable, type Register } from '../register';
import { POST_MORTEM, restartOfPostMortem } from '../workflows/messages';
import { chainsOf, runsOf, type Chain } from './history';
import { answers } from './looks';
import { gapStep, pageStep, replaceRun } from './process-steps';
import { reasonOf } from './reason';
import type { Step } from './step';
import { joined, standingOf } from './story';

interface Stores {
  register: Register;
  client: Client;
}

/** What register and Temporal together have of one post-mortem. */
export interface PostMortemStory {
  id: PostMortemId;
  pages: PostMortemPage[];
  /** How many of the pages are in the register. */
  stored: number;
  state: PostMortemState;
  running?: Chain<PostMortemPage>;
  runs: 'in-sync' | 'lagging' | 'diverged' | 'not';
  /** The first page that neither store has, though it must have existed. */
  gap?: number;
}

/** Undefined where neither store has a page of it. */
export async function postMortemStory(
  { register, client }: Stores,
  id: PostMortemId,
): Promise<PostMortemStory | undefined> {
  const stored = await register.pages.ofPostMortem(id);
  const chains = await chainsOf<PostMortemPage>(client, id, await runsOf(client, id));
  const { pages, diverged, gap } = joined(stored, chains);
  const state = pages.reduce<PostMortemState | undefined>(evolvePostMortem, undefined);
  if (!state) return undefined;
  const running = chains.find(({ isRunning }) => isRunning);
  const runs = running ? standingOf(running, pages, diverged) : 'not';
  return { id, pages, stored: stored.length, state, running, runs, gap };
}

/** What makes register and Temporal tell the same of a post-mortem again: its pages, and one workflow that goes on from them. */
export async function postMortemSteps(stores: Stores, id: PostMortemId): Promise<Step[]> {
  try {
    const story = await postMortemStory(stores, id);
    if (!story) return [];
    if (story.gap !== undefined) return [gapStep(id, story.pages, story.gap)];
    return [...pageStep(stores, story), ...runStep(stores, story)];
  } catch (fault) {
    if (fault instanceof RegisterUnavailable) throw fault;
    await answers(stores.client);
    return [{ subject: id, found: `it cannot be read (${reasonOf(fault)})`, remedy: 'correct that and look again' }];
  }
}

function runStep(stores: Stores, { id, pages, state, running, runs }: PostMortemStory): Step[] {
  if (runs === 'in-sync' || (!running && isOver(state))) return [];
  const found = running
    ? `its workflow is not where its ${pages.length} pages are`
    : 'it has not ended, and has no workflow';
  const again = isOver(state) ? undefined : () => stores.client.workflow.start(POST_MORTEM, restartOfPostMortem(state));
  const remedy = [...(running ? ['end it'] : []), ...(again ? [`start one from its ${pages.length} pages`] : [])];
  const act = () => replaceRun(stores, { id, pages, running }, again);
  return [{ subject: id, found, remedy: remedy.join(' and '), act }];
}

function isOver(state: PostMortemState): boolean {
  return isFollowedUp(state) && state.outbox.length === 0;
}
