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
import { answerOf } from '../domain/answer';
import { isPersonCommand } from '../domain/commands';
import type { Page } from '../domain/events';
import { evolve } from '../domain/evolve';
import { instantAt, type Instant } from '../domain/primitives/instant';
import { openingPage, type Opening } from '../domain/open';
import { SYSTEM } from '../domain/primitives/people';
import { receive, refusalPage, type Message } from '../domain/receive';
import { refuse, type Refusal } from '../domain/primitives/refusal';
import type { IncidentState } from '../domain/state';
import { upgraded } from '../domain/upgraded';
import { viewOf, type IncidentView } from '../domain/view';
import { armAlarms } from './alarms';
import { openBacklog, type Backlog } from './backlog';
import type { IncidentAccess } from './desk';
import { discharge } from './discharge';
import { registerHandlers } from './doors';
import { SEE } from './messages';
import { refuseUnreadable } from './readable';
import { record } from './record';
import { show } from './show';

/*
 * Shell 1. Only settle() assigns the state, and nothing is awaited between the check of a command and its settling: decisions never overlap.
 * Shell 2. Every settled page waits in the backlog until the register has it, through any number of runs.
 * Shell 3. A run ends only after its handlers; it hands on state, waiting pages and the count of dropped refusals, and ends nothing that is owed.
 * Shell 4. A request to cancel is refused and recorded. Clocks and effects go on.
 */

/** A new incident, or one carried over from the run before: its state, and the pages the register does not have yet. */
export type IncidentInput = { opening: Opening } | Carried;

interface Carried {
  state: IncidentState;
  unsent: Page[];
  /** How many refusals could not be kept. */
  unkept: number;
}

/** How long handlers under way may take before the next run begins. */
const HANDLERS_TIMEOUT = '30s';
/** A worker that takes an incident up reads its run again, about a millisecond an event, and has one task's time for that. Temporal itself would allow four times as many. */
const MAX_EVENTS_PER_RUN = 1_000;

/**
 * One incident from report to closing. It forever asks: is this allowed, what do we owe, when must we wake?
 * The answers are the domain's; nothing is decided here. A request to cancel is refused and kept: a promise is not cancelled.
 */
export async function incident(input: IncidentInput): Promise<{ sequence: number; outcome: string }> {
  refuseUnreadable(input);
  const first = 'opening' in input ? openingPage(input.opening, startedAt()) : undefined;
  const backlog = openBacklog('unsent' in input ? input.unsent : []);
  let state = 'state' in input ? upgraded(input.state) : evolve(undefined, openingPage(input.opening, startedAt()));
  let unkept = 'state' in input ? input.unkept : 0;
  if (first) backlog.add(first);

  function settle(page: Page): void {
    state = evolve(state, page);
    backlog.add(page);
  }

  function keep(name: string, { by, key }: Message, refusal: Refusal): void {
    if (backlog.hasRoomFor(state, refusal)) settle(refusalPage(state, name, by, refusal, now(), key));
    else unkept += 1;
  }

  const hear = registerHandlers({
    check: (name, message, via) => {
      const received = receive(state, name, message, via, now());
      const fits = received.kind !== 'page' || !isPersonCommand(name) || backlog.hasRoomFor(state, message);
      return fits ? received : { kind: 'refused', refusal: busy() };
    },
    apply: (received) => {
      if (received.kind === 'page') settle(received.page);
      if (received.kind === 'repeat') return answerOf(state, { sequence: received.sequence, events: [] });
      return answerOf(state, received.kind === 'page' ? received.page : undefined);
    },
    recordRefusal: keep,
  });
  setHandler(defineQuery<IncidentView>(SEE), () => viewOf(state), {
    description: 'The incident as it stands, with its clocks and what is owed.',
  });
  onCancelRequest(() => keep('cancel', {}, uncancellable()));

  async function reportDroppedRefusals(): Promise<never> {
    for (;;) {
      await condition(() => unkept > 0 && backlog.pages.length === 0);
      settle(refusalPage(state, 'several', undefined, busy(unkept), now()));
      unkept = 0;
    }
  }

  await CancellationScope.nonCancellable(async () => {
    const desk: IncidentAccess = {
      state: () => state,
      command: (name, answer) => hear(name, { ...answer, by: SYSTEM, door: 'system' }),
    };
    const lanes = new CancellationScope({ cancellable: true });
    const running = lanes
      .run(() =>
        Promise.all([record(backlog, desk), discharge(desk), armAlarms(desk), show(desk), reportDroppedRefusals()]),
      )
      .catch(ignoreCancellation);
    await condition(() => isOver(state, backlog, unkept) || isLong());
    await condition(allHandlersFinished, HANDLERS_TIMEOUT);
    lanes.cancel();
    await running;
  });
  if (isOver(state, backlog, unkept)) return { sequence: state.sequence, outcome: outcomeOf(state) };
  return await carryOver({ state, unsent: backlog.pages, unkept });
}

const carryOver = makeContinueAsNewFunc<typeof incident>({});

function onCancelRequest(act: () => void): void {
  void CancellationScope.current()
    .cancelRequested.catch(() => undefined)
    .then(act);
}

/** A closed incident is over when the register has its last page and nothing is owed any more. */
function isOver(state: IncidentState, { pages }: Backlog, unkept: number): boolean {
  return state.stage.stage === 'closed' && state.outbox.length === 0 && pages.length === 0 && unkept === 0;
}

function isLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= MAX_EVENTS_PER_RUN;
}

function busy(messages?: number): Refusal {
  const which = messages === undefined ? 'This was not done' : `${messages} messages were refused unread`;
  return refuse('busy', `${which}: too much waits for the register. Send it again when the register has caught up.`);
}

function uncancellable(): Refusal {
  return refuse('not-permitted', 'An incident is ended by closing it, not by cancelling its workflow.');
}

function outcomeOf({ stage }: IncidentState): string {
  return stage.stage === 'closed' ? stage.outcome : '';
}

function now(): Instant {
  return instantAt(Date.now());
}

/** When Temporal took it, by its own clock; a worker may have come to it later. */
function startedAt(): Instant {
  return instantAt(workflowInfo().startTime.getTime());
}

function ignoreCancellation(fault: unknown): void {
  if (!isCancellation(fault)) throw fault;
}
