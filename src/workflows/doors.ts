import {
  ApplicationFailure,
  defineSignal,
  defineUpdate,
  log,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import { isProven, proven, type Trust } from '../domain/proof';
import type { Message, Received } from '../domain/receive';
import { refuse, type Refusal } from '../domain/primitives/refusal';
import type { SealedPerson } from '../domain/primitives/seal';
import { whyUnreadable } from '../domain/primitives/unreadable';
import { guard } from './guard.generated';
import { REFUSED } from './messages';
import type { SpentSeals } from './spent-seals';

/*
 * Doors 1. Validator and handler of an update both decide: the state may have moved in between.
 * Doors 2. A signal never throws, whatever its name and content: an error there would fail the workflow task, again and again.
 * Doors 3. A refused signal is recorded in the timeline; where there is no room for that, it is counted. So is a forged update.
 * Doors 4. Only a payload that fits the schema of its command reaches a rule.
 * Doors 5. Who speaks is what a seal proves; what comes from inside goes through no door.
 */

/** By name; each has a signal and an update. */
type Commands = Readonly<Record<string, { description: string }>>;

/** The process behind the doors: check first, then apply. */
export interface CommandPort<Page, Answer> {
  /** What a message would lead to, without any effect. */
  check: (name: string, message: Message, via: 'update' | 'signal', author?: SealedPerson) => Received<Page>;
  /** Applies a message that passed the check. */
  apply: (received: Exclude<Received<Page>, { kind: 'refused' }>) => Answer;
  /** Records a refusal that nobody can be answered with. */
  recordRefusal: (name: string, from: Message, refusal: Refusal) => void;
  trust: () => Trust;
  spent: SpentSeals;
}

/**
 * Registers a signal and an update for every command. An update answers, and an unfit one is rejected before anything enters history.
 * A signal has no caller to answer, and an error thrown in its handler would block the incident: its refusal is recorded instead.
 * @returns a function that takes the system's own commands from inside
 */
export function registerHandlers<Page, Answer>(
  commands: Commands,
  port: CommandPort<Page, Answer>,
): (name: string, message: object) => void {
  const heard = (name: string, message: unknown, via: 'update' | 'signal') =>
    withoutThrowing(() => port.spent.once(message, () => fromOutside(commands, port, name, message, via)));

  function handleSignal(name: string, message: unknown): void {
    settle(port, name, message, heard(name, message, 'signal'));
    port.spent.spend(message);
  }

  for (const [name, { description }] of Object.entries(commands)) {
    const validator = (message: Message) => {
      const received = heard(name, message, 'update');
      if (!isForged(message, received)) accepted(received);
    };
    const handler = (message: Message) => {
      const received = heard(name, message, 'update');
      if (isForged(message, received)) port.recordRefusal(name, asMessage(message), received.refusal);
      port.spent.spend(message);
      return port.apply(accepted(received));
    };
    setHandler(defineUpdate<Answer, [Message]>(name), handler, { description, validator });
    setHandler(defineSignal<[Message]>(name), (message) => handleSignal(name, message), { description });
  }
  setDefaultSignalHandler((name, message) => handleSignal(name, message));
  return (name, message) =>
    settle(
      port,
      name,
      message,
      withoutThrowing(() => judged(commands, port, name, asMessage(message), 'signal')),
    );
}

function settle<Page>(
  port: CommandPort<Page, unknown>,
  name: string,
  message: unknown,
  received: Received<Page>,
): void {
  if (received.kind === 'refused') port.recordRefusal(name, asMessage(message), received.refusal);
  else port.apply(received);
}

function fromOutside<Page>(
  commands: Commands,
  port: CommandPort<Page, unknown>,
  name: string,
  message: unknown,
  via: 'update' | 'signal',
): Received<Page> {
  const unreadable = whyUnreadable(message);
  if (unreadable !== undefined) return malformed(name, unreadable, '');
  const found = proven(name, asMessage(message), port.trust());
  if (!isProven(found)) return { kind: 'refused', refusal: found };
  return judged(commands, port, name, found.message, via, found.author);
}

function judged<Page>(
  commands: Commands,
  port: CommandPort<Page, unknown>,
  name: string,
  message: Message,
  via: 'update' | 'signal',
  author?: SealedPerson,
): Received<Page> {
  const shape = guard(name, message);
  if (Object.hasOwn(commands, name) && !shape.ok) return malformed(name, shape.why, shape.pointer);
  return port.check(name, message, via, author);
}

/** An update that nobody sealed, or nobody can read, is let in, only to be refused where the timeline keeps it. */
function isForged<Page>(
  message: unknown,
  received: Received<Page>,
): received is Extract<Received<Page>, { kind: 'refused' }> {
  if (received.kind !== 'refused') return false;
  return received.refusal.refused === 'unsealed' || whyUnreadable(message) !== undefined;
}

function malformed(name: string, why: string, pointer: string): Extract<Received, { kind: 'refused' }> {
  return { kind: 'refused', refusal: refuse('malformed', `${name}: ${why}`, [pointer]) };
}

/** Anyone may send anything: a value that is no object is treated as an empty one. */
function asMessage(message: unknown): Message {
  return typeof message === 'object' && message !== null && !Array.isArray(message) ? (message as Message) : {};
}

/** An internal error must neither fail the incident nor block it. */
function withoutThrowing<Page>(judge: () => Received<Page>): Received<Page> {
  try {
    return judge();
  } catch (fault) {
    log.error('A command could not be decided', { fault: String(fault) });
    return {
      kind: 'refused',
      refusal: refuse('malformed', `This could not be decided because of an internal error: ${String(fault)}`),
    };
  }
}

function accepted<Page>(received: Received<Page>): Exclude<Received<Page>, { kind: 'refused' }> {
  if (received.kind !== 'refused') return received;
  const { refusal } = received;
  throw ApplicationFailure.create({ type: REFUSED, message: refusal.why, nonRetryable: true, details: [refusal] });
}
