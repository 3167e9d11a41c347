import {
  ApplicationFailure,
  defineSignal,
  defineUpdate,
  log,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import { commands, isCommandName } from '../domain/commands';
import type { Message, Received } from '../domain/receive';
import { refuse, type Refusal } from '../domain/primitives/refusal';
import { whyUnreadable } from '../domain/primitives/unreadable';
import { guard } from './guard.generated';
import type { Answer } from '../domain/answer';
import { REFUSED } from './messages';

/*
 * Doors 1. Validator and handler of an update both decide: the state may have moved in between.
 * Doors 2. A signal never throws, whatever its name and content: an error there would fail the workflow task, again and again.
 * Doors 3. A refused signal is recorded in the timeline; where there is no room for that, it is counted.
 * Doors 4. Only a payload that fits the schema of its command reaches a rule.
 */

/** What stands behind the doors: asked first, then told. */
export interface CommandPort {
  /** What would come of a message, without anything coming of it. */
  check: (name: string, message: Message, via: 'update' | 'signal') => Received;
  /** Takes a message that was judged good. */
  apply: (received: Exclude<Received, { kind: 'refused' }>) => Answer;
  /** Keeps what was refused where nobody can be answered. */
  recordRefusal: (name: string, from: Message, refusal: Refusal) => void;
}

/**
 * A signal and an update for every command. An update answers; an unfit one is refused before anything enters history.
 * A signal has no caller to refuse to, and an error thrown there would wedge the incident: both are kept instead.
 * @returns the same for the system's own messages
 */
export function registerHandlers(port: CommandPort): (name: string, message: unknown) => void {
  function heard(name: string, message: unknown, via: 'update' | 'signal'): Received {
    return withoutThrowing(() => {
      const unreadable = whyUnreadable(message);
      if (unreadable !== undefined) return malformed(name, unreadable, '');
      const shape = guard(name, message);
      if (isCommandName(name) && !shape.ok) return malformed(name, shape.why, shape.pointer);
      return port.check(name, object(message), via);
    });
  }

  function hearSignal(name: string, message: unknown): void {
    const received = heard(name, message, 'signal');
    if (received.kind === 'refused') port.recordRefusal(name, object(message), received.refusal);
    else port.apply(received);
  }

  for (const name of Object.keys(commands).filter(isCommandName)) {
    const { description } = commands[name];
    const validator = (message: Message) => void accepted(heard(name, message, 'update'));
    const handler = (message: Message) => port.apply(accepted(heard(name, message, 'update')));
    setHandler(defineUpdate<Answer, [Message]>(name), handler, { description, validator });
    setHandler(defineSignal<[Message]>(name), (message) => hearSignal(name, message), { description });
  }
  setDefaultSignalHandler((name, message) => hearSignal(name, message));
  return hearSignal;
}

function malformed(name: string, why: string, pointer: string): Received {
  return { kind: 'refused', refusal: refuse('malformed', `${name}: ${why}`, [pointer]) };
}

/** Anyone may send anything: what is no object is taken as an empty one. */
function object(message: unknown): Message {
  return typeof message === 'object' && message !== null && !Array.isArray(message) ? (message as Message) : {};
}

/** An internal error must neither fail the incident nor block it. */
function withoutThrowing(judge: () => Received): Received {
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

function accepted(received: Received): Exclude<Received, { kind: 'refused' }> {
  if (received.kind !== 'refused') return received;
  const { refusal } = received;
  throw ApplicationFailure.create({ type: REFUSED, message: refusal.why, nonRetryable: true, details: [refusal] });
}
