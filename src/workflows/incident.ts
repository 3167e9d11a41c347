import {
  allHandlersFinished,
  CancellationScope,
  condition,
  defineQuery,
  isCancellation,
  makeContinueAsNewFunc,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Page } from '../domain/events';
import { evolve } from '../domain/evolve';
import { instantAt, type Instant } from '../domain/instant';
import { openingPage, type Opening } from '../domain/open';
import { SYSTEM } from '../domain/people';
import { receive, refusalPage } from '../domain/receive';
import { refuse } from '../domain/refusal';
import type { IncidentState } from '../domain/state';
import { viewOf, type IncidentView } from '../domain/view';
import { armAlarms } from './alarms';
import type { Desk } from './desk';
import { discharge } from './discharge';
import { openDoors } from './doors';
import { SEE } from './messages';
import { refuseUnreadable } from './readable';
import { record } from './record';
import { show } from './show';

/** A new incident, or one carried over from the run before: its state, and the pages the register does not have yet. */
export type IncidentInput = { opening: Opening } | { state: IncidentState; unsent: Page[] };

/** How long handlers under way may take before the next run begins. */
const CARRY_OVER_WAIT = '30s';

/**
 * One incident from report to closing. It forever asks: is this allowed, what do we owe, when must we wake?
 * The answers are the domain's; nothing is decided here. A request to cancel is refused and kept: a promise is not cancelled.
 */
export async function incident(input: IncidentInput): Promise<{ sequence: number; outcome: string }> {
  refuseUnreadable(input);
  const first = 'opening' in input ? openingPage(input.opening) : undefined;
  const unsent: Page[] = 'unsent' in input ? input.unsent : [];
  let state = 'state' in input ? input.state : evolve(undefined, openingPage(input.opening));
  if (first) unsent.push(first);

  function settle(page: Page): void {
    state = evolve(state, page);
    unsent.push(page);
  }

  const hear = openDoors({
    judge: (name, message, via) => receive(state, name, message, via, now()),
    take: (received) => {
      if (received.kind === 'page') settle(received.page);
      const sequence = received.kind === 'repeat' ? received.sequence : state.sequence;
      return { state: viewOf(state), sequence, events: received.kind === 'page' ? received.page.events : [] };
    },
    keep: (name, { by, key }, refusal) => settle(refusalPage(state, name, by, refusal, now(), key)),
  });
  setHandler(defineQuery<IncidentView>(SEE), () => viewOf(state), {
    description: 'The incident as it stands, with its clocks and what is owed.',
  });
  onCancelRequest(() => {
    const refusal = refuse('not-permitted', 'An incident is ended by closing it, not by cancelling its workflow.');
    settle(refusalPage(state, 'cancel', undefined, refusal, now()));
  });

  await CancellationScope.nonCancellable(async () => {
    const desk: Desk = {
      see: () => state,
      hear: (name, answer) => hear(name, { ...answer, by: SYSTEM, door: 'system' }),
    };
    const lanes = new CancellationScope({ cancellable: true });
    const running = lanes
      .run(() => Promise.all([record(unsent, desk), discharge(desk), armAlarms(desk), show(desk)]))
      .catch(ignoreCancellation);
    await condition(() => isOver(state, unsent) || workflowInfo().continueAsNewSuggested);
    await condition(allHandlersFinished, CARRY_OVER_WAIT);
    lanes.cancel();
    await running;
  });
  if (isOver(state, unsent)) return { sequence: state.sequence, outcome: outcomeOf(state) };
  return await carryOver({ state, unsent });
}

const carryOver = makeContinueAsNewFunc<typeof incident>({});

function onCancelRequest(act: () => void): void {
  void CancellationScope.current()
    .cancelRequested.catch(() => undefined)
    .then(act);
}

/** A closed incident is over when the register has its last page and nothing is owed any more. */
function isOver(state: IncidentState, unsent: Page[]): boolean {
  return state.stage.stage === 'closed' && state.outbox.length === 0 && unsent.length === 0;
}

function outcomeOf({ stage }: IncidentState): string {
  return stage.stage === 'closed' ? stage.outcome : '';
}

function now(): Instant {
  return instantAt(Date.now());
}

function ignoreCancellation(fault: unknown): void {
  if (!isCancellation(fault)) throw fault;
}
