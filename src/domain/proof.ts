import type { SystemCommand } from './commands';
import type { Message } from './receive';
import { refuse, type Refusal } from './primitives/refusal';
import { bare, isProcess, sealOf, type Process, type Seal, type SealedPerson } from './primitives/seal';

/*
 * Whoever reaches Temporal can send an incident anything, and can seal nothing.
 * Proof 1. For our API, tools and workers speaks only what they sealed for this incident, as the command that it came as.
 * Proof 2. Of the system's own commands only those in SAYS have an outer door, each for the process that has cause to say it.
 * Proof 3. A person who signed in to seal a message is its author, whatever name the message bears.
 * Proof 4. What nobody sealed is refused or, where that is set, is a claim: judged by the roles of the name that it bears.
 */

/** What an incident's run makes of messages that nobody sealed. */
export type Unsealed = 'refuse' | 'claim';

export interface Trust {
  unsealed: Unsealed;
  /** The run was begun by a release that did not seal, or is replayed as recorded: claims of that time stand. */
  isOlder: boolean;
}

export interface Proven {
  /** Without what only a seal may say, unless one said it. */
  message: Message;
  /** Who was signed in, if the message was sealed by a person. */
  author?: SealedPerson;
}

const SAYS: Readonly<Record<Process, readonly SystemCommand[]>> = {
  api: [
    ...(['adopt-roster', 'change-roster', 'scope-counted', 'answers-counted'] as const),
    ...(['assistance-file', 'notice-returned', 'reconciled'] as const),
  ],
  worker: [
    ...(['deliveries-rolled-up', 'post-mortem-approved', 'synthesis-offered'] as const),
    ...(['exercise-injected', 'exercise-over', 'merge-offered', 'merge-answered'] as const),
  ],
  tool: ['adopt-rules', 'reconciled'],
};

/** What of a message from outside is proven. `name` is the command as which it came. */
export function proven(name: string, message: Message, trust: Trust): Proven | Refusal {
  const seal = sealOf(message);
  const written = bare(message);
  if (!seal || seal.by === 'nobody') return claimed(name, written, trust);
  if (seal.by === 'older') return trust.unsealed === 'claim' ? { message: written } : refuse('unsealed', OLDER);
  if (seal.by === 'person') return ofPerson(name, written, seal);
  return isProcess(seal.by) ? ofProcess(name, written, seal, seal.by) : refuse('unsealed', ELSEWHERE);
}

export function isProven(found: Proven | Refusal): found is Proven {
  return 'message' in found;
}

const OLDER =
  'This was encrypted by a release of ours that did not seal: give it again. While such releases still run, set TOCSIN_UNSEALED=claim.';
const ELSEWHERE =
  'This was sealed for another incident or another command, so it is a copy: whoever sent it reached Temporal past the API.';

function ofProcess(name: string, { command, ...message }: Message, { here }: Seal, by: Process): Proven | Refusal {
  if (!here || command !== name) return refuse('unsealed', ELSEWHERE);
  const isSystem = message.door === 'system';
  if (isSystem ? (SAYS[by] as readonly string[]).includes(name) : by === 'api' && message.door === 'api')
    return { message };
  return refuse('wrong-door', `${name} goes through no outer door, or not by the process that sent it.`);
}

function ofPerson(name: string, message: Message, { here, person }: Seal): Proven | Refusal {
  if (!person || !here || person.command !== name) return refuse('unsealed', unbound(name, person?.command));
  if (message.by !== undefined && message.by !== person.id)
    return refuse('unsealed', `${person.id} sealed this in the name of ${message.by}: each gives their own.`);
  return { message: withoutClaims({ ...message, by: person.id }), author: person };
}

function claimed(name: string, message: Message, { unsealed, isOlder }: Trust): Proven | Refusal {
  if (unsealed === 'refuse') return refuse('unsealed', unbound(name, ''));
  return { message: isOlder ? message : withoutClaims(message) };
}

/** Only our API says `door`, `roles` and what goes with them. */
function withoutClaims({ door: _door, roles: _roles, stamped: _stamped, ...message }: Message): Message {
  return message;
}

function unbound(name: string, command: string | undefined): string {
  const sealed = command ? `This was sealed for another incident or for ${command}` : 'Nobody sealed this';
  return `${sealed}, so its author is not known: give ${name} through the API, or by npm run temporal with --codec-endpoint and --codec-auth.`;
}
