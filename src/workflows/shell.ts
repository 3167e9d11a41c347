import {
  allHandlersFinished,
  CancellationScope,
  condition,
  defineQuery,
  isCancellation,
  makeContinueAsNewFunc,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Alarm } from '../domain/clocks/alarms';
import type { AnyPage } from '../domain/events';
import { instantAt, type Instant } from '../domain/primitives/instant';
import { storyTime, type Pace } from '../domain/primitives/pace';
import { SYSTEM } from '../domain/primitives/people';
import { refusalPage, type Listener, type Message, type Received } from '../domain/receive';
import { refuse, type Refusal } from '../domain/primitives/refusal';
import { bare, type SealedPerson } from '../domain/primitives/seal';
import { armAlarms } from './alarms';
import { beginningOf, openTrust, type Begun } from './beginning';
import { openBacklog, type Backlog } from './backlog';
import { discharge, type Performing } from './discharge';
import { registerHandlers, type CommandPort } from './doors';
import type { ProcessAccess } from './access';
import { SEE } from './messages';
import { askOurWorkers, closable } from './our-workers';
import { record } from './record';
import { openSpentSeals } from './spent-seals';

/*
 * Shell 1. Only settle() assigns the state, and nothing is awaited between the check of a command and its settling: decisions never overlap.
 * Shell 2. Every settled page waits in the backlog until the register has it, through any number of runs.
 * Shell 3. A run ends only after its handlers, and after its activities unless they take long; it hands on state, waiting pages and the count of dropped
 *          refusals, and ends nothing that is owed.
 * Shell 4. A request to cancel is refused and recorded. Clocks and effects go on.
 */

/** What a process must hold for the shell to carry it. */
export interface Subject extends Listener {
  outbox: readonly { id: string; kind: string }[];
  rosterRevision: number;
  scopeAsOf?: number;
}

/** One kind of process: what the shell asks of its domain. The shell decides nothing. */
export interface Aggregate<State extends Subject, Page extends AnyPage, Answer, View> {
  /** A signal and an update for each, by name. */
  commands: Readonly<Record<string, { description: string }>>;
  /** Whether it is a person's; the system's own always have room. */
  isPersonCommand: (name: string) => boolean;
  receive: (
    state: State,
    name: string,
    message: Message,
    via: 'update' | 'signal',
    at: Instant,
    author?: SealedPerson,
  ) => Received<Page>;
  evolve: (state: State | undefined, page: Page) => State;
  /** The state that a run of an older release handed on, in this one's shape. */
  upgraded: (state: State) => State;
  answerOf: (state: State, page?: Pick<Page, 'sequence' | 'events'>) => Answer;
  view: { of: (state: State) => View; description: string };
  alarmsOf: (state: State) => Alarm[];
  /** How its time runs, where it is not the world's. */
  paceOf?: (state: State) => Pace | undefined;
  effects: Performing<State>;
  /** Keeps Temporal's own lists in step; what is confidential has none. */
  show?: (access: ProcessAccess<State>) => Promise<never>;
  isEnded: (state: State) => boolean;
  outcomeOf: (state: State) => string;
  /** Why a request to cancel it is refused. */
  uncancellable: string;
}

/** What one run hands on to the next. */
export interface Carried<State, Page> {
  state: State;
  unsent: Page[];
  /** How many refusals could not be recorded for lack of room. */
  unkept: number;
  /** Seals of messages that earlier runs heard. */
  spent?: string[];
}

export interface Opened<Page> {
  first: Page;
}

/** How long running handlers may take before the next run begins. */
const HANDLERS_TIMEOUT = '30s';
/** How long its activities may. Meanwhile commands are heard and nothing new is begun: a run must not grow far beyond its events. */
const ACTIVITIES_TIMEOUT = '5s';
/**
 * A worker that picks up a process replays its run, at about a millisecond per event, and must finish within one workflow task. Temporal
 * itself would allow four times as many events.
 */
const MAX_EVENTS_PER_RUN = 1_000;

/**
 * Carries one process from its opening to its end. It keeps asking: is this allowed, what do we owe, when must we wake? The domain answers;
 * nothing is decided here. A request to cancel is refused and recorded: what was promised cannot be cancelled.
 */
export async function carry<State extends Subject, Page extends AnyPage, Answer, View>(
  kind: Aggregate<State, Page, Answer, View>,
  input: Begun,
  begin: () => Opened<Page> | Carried<State, Page>,
): Promise<{ sequence: number; outcome: string }> {
  const begun = beginningOf(input);
  const trust = openTrust(begun);
  const held = hold(kind, begin());
  const { backlog, recordRefusal } = held;
  const handle = registerHandlers(kind.commands, { trust: trust.now, ...held.port });
  setHandler(defineQuery<View>(SEE), () => kind.view.of(held.state()), { description: kind.view.description });
  onCancelRequest(() => recordRefusal('cancel', {}, refuse('not-permitted', kind.uncancellable)));

  await CancellationScope.nonCancellable(async () => {
    const work = closable(
      askOurWorkers(begun, { onForged: (name) => recordRefusal(name, fromInside, forgedAnswer(name)) }),
    );
    const access: ProcessAccess<State> = {
      state: held.state,
      command: (name, answer) => handle(name, { ...bare(answer), ...fromInside }),
      ask: work.ask,
      heed: trust.heed,
    };
    const loops = new CancellationScope({ cancellable: true });
    const running = loops
      .run(() =>
        Promise.all([
          ...[record(backlog, access), discharge(access, kind.effects), armAlarms(access, kind.alarmsOf, kind.paceOf)],
          ...(kind.show ? [kind.show(access)] : []),
          held.reportDropped(),
        ]),
      )
      .catch(ignoreCancellation);
    await condition(() => held.isOver() || isLong() || trust.mustReseal());
    // patched: a run waits for its activities, and cancels nothing. Why: the next one does what is owed again, so that an alert under way was mailed
    // twice; and a cancellation asks for that of each notice which the run began. Since 0.2.0.
    const endsQuietly = patched('quiet-end');
    if (endsQuietly && !held.isOver()) {
      work.close();
      await condition(work.isIdle, ACTIVITIES_TIMEOUT);
    }
    await condition(allHandlersFinished, HANDLERS_TIMEOUT);
    if (endsQuietly) return;
    loops.cancel();
    await running;
  });
  const state = held.state();
  if (held.isOver()) return { sequence: state.sequence, outcome: kind.outcomeOf(state) };
  return await carryOver({ ...held.carried(), ...trust.next() });
}

/** What one run holds, and the only hands that change it. */
function hold<State extends Subject, Page extends AnyPage, Answer, View>(
  kind: Aggregate<State, Page, Answer, View>,
  start: Opened<Page> | Carried<State, Page>,
) {
  const carried = 'first' in start ? openedBy(kind, start.first) : { ...start, state: kind.upgraded(start.state) };
  const spent = openSpentSeals([...(carried.spent ?? [])]);
  const backlog = openBacklog(carried.unsent);
  let { state, unkept } = carried;

  function now(): Instant {
    return storyTime(instantAt(Date.now()), kind.paceOf?.(state));
  }

  function settle(page: Page): void {
    state = kind.evolve(state, page);
    backlog.add(page);
  }

  function refused(name: string, from: Message, refusal: Refusal): Page {
    return refusalPage(state, name, from, refusal, now()) as AnyPage as Page;
  }

  function recordRefusal(name: string, from: Message, refusal: Refusal): void {
    if (backlog.hasRoomFor(state, refusal)) settle(refused(name, from, refusal));
    else unkept += 1;
  }

  const port: Omit<CommandPort<Page, Answer>, 'trust'> = {
    spent,
    check: (name, message, via, author) => {
      const received = kind.receive(state, name, message, via, now(), author);
      const fits = received.kind !== 'page' || !kind.isPersonCommand(name) || backlog.hasRoomFor(state, message);
      return fits ? received : { kind: 'refused', refusal: busy() };
    },
    apply: (received) => {
      if (received.kind === 'page') settle(received.page);
      return kind.answerOf(state, answeredBy(received));
    },
    recordRefusal,
  };

  async function reportDropped(): Promise<never> {
    for (;;) {
      await condition(() => unkept > 0 && backlog.pages.length === 0);
      settle(refused('several', {}, busy(unkept)));
      unkept = 0;
    }
  }

  return {
    ...{ backlog, port, recordRefusal, reportDropped },
    state: () => state,
    isOver: () => kind.isEnded(state) && isCleared(state, backlog, unkept),
    carried: (): Carried<State, Page> => ({ state, unsent: backlog.pages, unkept, spent: spent.ids }),
  };
}

function openedBy<State extends Subject, Page extends AnyPage>(
  { evolve }: Pick<Aggregate<State, Page, unknown, unknown>, 'evolve'>,
  first: Page,
): Carried<State, Page> {
  return { state: evolve(undefined, first), unsent: [first], unkept: 0 };
}

function answeredBy<Page extends AnyPage>(
  received: Exclude<Received<Page>, { kind: 'refused' }>,
): Pick<Page, 'sequence' | 'events'> | undefined {
  if (received.kind === 'repeat') return { sequence: received.sequence, events: [] };
  return received.kind === 'page' ? received.page : undefined;
}

const fromInside = { by: SYSTEM, door: 'system' } as const;

const carryOver = makeContinueAsNewFunc<(input: object) => Promise<never>>({});

function onCancelRequest(act: () => void): void {
  void CancellationScope.current()
    .cancelRequested.catch(() => undefined)
    .then(act);
}

/** An ended process is over once the register has its last page and nothing is owed. */
function isCleared<Page>({ outbox }: Subject, { pages }: Backlog<Page>, droppedRefusals: number): boolean {
  return outbox.length === 0 && pages.length === 0 && droppedRefusals === 0;
}

function isLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= MAX_EVENTS_PER_RUN;
}

function busy(messages?: number): Refusal {
  const which = messages === undefined ? 'This was not done' : `${messages} messages were refused unread`;
  return refuse('busy', `${which}: too much waits for the register. Send it again when the register has caught up.`);
}

function forgedAnswer(activity: string): Refusal {
  const why = `An answer to ${activity} came from no worker of ours: it is not believed, and the work is done again.`;
  return refuse('unsealed', why);
}

/** When Temporal accepted it, by Temporal's clock; a worker may have picked it up later. */
export function startedAt(): Instant {
  return instantAt(workflowInfo().startTime.getTime());
}

function ignoreCancellation(fault: unknown): void {
  if (!isCancellation(fault)) throw fault;
}
