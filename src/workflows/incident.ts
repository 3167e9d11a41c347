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
import { receive, refusalPage, type Message, type Received } from '../domain/receive';
import { refuse, type Refusal } from '../domain/primitives/refusal';
import { bare } from '../domain/primitives/seal';
import type { IncidentState } from '../domain/state';
import { upgraded } from '../domain/upgraded';
import { viewOf, type IncidentView } from '../domain/view';
import { armAlarms } from './alarms';
import { beginningOf, openTrust, type Begun } from './beginning';
import { openBacklog, type Backlog } from './backlog';
import type { IncidentAccess } from './incident-access';
import { discharge } from './discharge';
import { registerHandlers } from './doors';
import { SEE } from './messages';
import { askOurWorkers } from './our-workers';
import { record } from './record';
import { show } from './show';
import { openSpentSeals } from './spent-seals';

/*
 * Shell 1. Only settle() assigns the state, and nothing is awaited between the check of a command and its settling: decisions never overlap.
 * Shell 2. Every settled page waits in the backlog until the register has it, through any number of runs.
 * Shell 3. A run ends only after its handlers; it hands on state, waiting pages and the count of dropped refusals, and ends nothing that is owed.
 * Shell 4. A request to cancel is refused and recorded. Clocks and effects go on.
 */

/** A new incident, or one continued from the previous run: its state, and the pages not yet in the register. */
export type IncidentInput = ({ opening: Opening } | Carried) & Begun;

interface Carried {
  state: IncidentState;
  unsent: Page[];
  /** How many refusals could not be recorded for lack of room. */
  unkept: number;
  /** Seals of messages that earlier runs heard. */
  spent?: string[];
}

/** How long running handlers may take before the next run begins. */
const HANDLERS_TIMEOUT = '30s';
/**
 * A worker that picks up an incident replays its run, at about a millisecond per event, and must finish within one workflow task. Temporal
 * itself would allow four times as many events.
 */
const MAX_EVENTS_PER_RUN = 1_000;

/**
 * One incident from report to closing. It keeps asking: is this allowed, what do we owe, when must we wake?
 * The domain answers; nothing is decided here. A request to cancel is refused and recorded: a commitment cannot be cancelled.
 */
export async function incident(input: IncidentInput): Promise<{ sequence: number; outcome: string }> {
  const begun = beginningOf(input);
  const trust = openTrust(begun);
  const carried = 'state' in input ? input : openedBy(input.opening);
  const spent = openSpentSeals([...(carried.spent ?? [])]);
  const backlog = openBacklog(carried.unsent);
  let state = 'state' in input ? upgraded(carried.state) : carried.state;
  let droppedRefusals = carried.unkept;

  function settle(page: Page): void {
    state = evolve(state, page);
    backlog.add(page);
  }

  function recordRefusal(name: string, from: Message, refusal: Refusal): void {
    if (backlog.hasRoomFor(state, refusal)) settle(refusalPage(state, name, from, refusal, now()));
    else droppedRefusals += 1;
  }

  const handle = registerHandlers({
    trust: trust.now,
    spent,
    check: (name, message, via, author) => {
      const received = receive(state, name, message, via, now(), author);
      const fits = received.kind !== 'page' || !isPersonCommand(name) || backlog.hasRoomFor(state, message);
      return fits ? received : { kind: 'refused', refusal: busy() };
    },
    apply: (received) => {
      if (received.kind === 'page') settle(received.page);
      return answerOf(state, answeredBy(received));
    },
    recordRefusal,
  });
  setHandler(defineQuery<IncidentView>(SEE), () => viewOf(state), { description: SEEN });
  onCancelRequest(() => recordRefusal('cancel', {}, uncancellable()));

  async function reportDropped(): Promise<never> {
    for (;;) {
      await condition(() => droppedRefusals > 0 && backlog.pages.length === 0);
      settle(refusalPage(state, 'several', {}, busy(droppedRefusals), now()));
      droppedRefusals = 0;
    }
  }

  await CancellationScope.nonCancellable(async () => {
    const access: IncidentAccess = {
      state: () => state,
      command: (name, answer) => handle(name, { ...bare(answer), ...fromInside }),
      ask: askOurWorkers(begun, { onForged: (name) => recordRefusal(name, fromInside, forgedAnswer(name)) }),
      heed: trust.heed,
    };
    const loops = new CancellationScope({ cancellable: true });
    const running = loops
      .run(() =>
        Promise.all([record(backlog, access), discharge(access), armAlarms(access), show(access), reportDropped()]),
      )
      .catch(ignoreCancellation);
    await condition(() => isOver(state, backlog, droppedRefusals) || isLong() || trust.mustReseal());
    await condition(allHandlersFinished, HANDLERS_TIMEOUT);
    loops.cancel();
    await running;
  });
  if (isOver(state, backlog, droppedRefusals)) return { sequence: state.sequence, outcome: outcomeOf(state) };
  return await carryOver({ state, unsent: backlog.pages, unkept: droppedRefusals, spent: spent.ids, ...trust.next() });
}

const SEEN = 'The incident as it stands, with its clocks and what is owed.';

function answeredBy(received: Received): Parameters<typeof answerOf>[1] {
  if (received.kind === 'repeat') return { sequence: received.sequence, events: [] };
  return received.kind === 'page' ? received.page : undefined;
}

function openedBy(opening: Opening): Carried {
  const first = openingPage(opening, startedAt());
  return { state: evolve(undefined, first), unsent: [first], unkept: 0 };
}

const fromInside = { by: SYSTEM, door: 'system' } as const;

const carryOver = makeContinueAsNewFunc<typeof incident>({});

function onCancelRequest(act: () => void): void {
  void CancellationScope.current()
    .cancelRequested.catch(() => undefined)
    .then(act);
}

/** A closed incident is over once the register has its last page and nothing is owed. */
function isOver(state: IncidentState, { pages }: Backlog, droppedRefusals: number): boolean {
  return state.stage.stage === 'closed' && state.outbox.length === 0 && pages.length === 0 && droppedRefusals === 0;
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

function forgedAnswer(activity: string): Refusal {
  const why = `An answer to ${activity} came from no worker of ours: it is not believed, and the work is done again.`;
  return refuse('unsealed', why);
}

function outcomeOf({ stage }: IncidentState): string {
  return stage.stage === 'closed' ? stage.outcome : '';
}

function now(): Instant {
  return instantAt(Date.now());
}

/** When Temporal accepted it, by Temporal's clock; a worker may have picked it up later. */
function startedAt(): Instant {
  return instantAt(workflowInfo().startTime.getTime());
}

function ignoreCancellation(fault: unknown): void {
  if (!isCancellation(fault)) throw fault;
}
