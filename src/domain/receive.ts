import { type Command, isRefusal, type Origin } from './rule';
import { decide, pageOf } from './decide';
import type { Event, Page, PageOf } from './events';
import type { Instant } from './primitives/instant';
import { SYSTEM, type Credential, type Door, type PersonId, type Role } from './primitives/people';
import { refuse, type Refusal } from './primitives/refusal';
import type { SealedPerson } from './primitives/seal';
import type { IncidentState } from './state';

/** A message as Temporal delivers it, its shape already checked by the guard of its name. */
export interface Message {
  by?: string;
  /** Set by our own processes; from outside it is taken only from what one of them sealed (proof.ts). */
  door?: 'api' | 'system';
  roles?: Role[];
  key?: string;
  bodyHash?: string;
  /** Our API filled in when, by its own clock. */
  stamped?: boolean;
  credential?: Credential;
  /** Other accounts of the same human, by their mailbox. */
  alsoAs?: PersonId[];
  [field: string]: unknown;
}

export type Received<OfPage = Page> =
  | { kind: 'page'; page: OfPage }
  /** The same key came before, with the same body: it is answered, not done again. */
  | { kind: 'repeat'; sequence: number }
  | { kind: 'nothing' }
  | { kind: 'refused'; refusal: Refusal };

/** Takes a message from any door to the page it makes, or to the reason why it makes none. */
export function receive(
  state: IncidentState,
  name: string,
  message: Message,
  via: 'update' | 'signal',
  at: Instant,
  author?: SealedPerson,
): Received {
  return receiveBy(decide, state, name, message, via, at, author);
}

/** What of the state says who speaks, and what was heard before. */
export type Listener<Id extends string = string> = Pick<IncidentState, 'sequence' | 'recentKeys' | 'roster'> & {
  id: Id;
};

/** The same for any process, by its own decisions. */
export function receiveBy<State extends Listener<Id>, Happened extends object, Id extends string>(
  decision: (state: State, command: Command) => Happened[] | Refusal,
  state: State & { id: Id },
  name: string,
  message: Message,
  via: 'update' | 'signal',
  at: Instant,
  author?: SealedPerson,
): Received<PageOf<Id, Happened>> {
  const { by = '', door, roles, key, bodyHash, stamped, credential, alsoAs, ...payload } = message;
  const seen = key === undefined ? undefined : state.recentKeys.find((recent) => recent.key === key);
  if (seen)
    return seen.bodyHash === bodyHash
      ? { kind: 'repeat', sequence: seen.sequence }
      : { kind: 'refused', refusal: keyReused() };
  if (door === 'api' && !Array.isArray(roles)) return { kind: 'refused', refusal: withoutRoles() };
  const said = author
    ? signedIn(state, author, via, at)
    : sayingOf(state, { by, door, roles, stamped, credential, alsoAs }, via, at);
  const outcome = decision(state, { name, payload, said });
  if (isRefusal(outcome)) return { kind: 'refused', refusal: outcome };
  if (outcome.length === 0) return { kind: 'nothing' };
  return {
    kind: 'page',
    page: pageOf<Id, Happened>(state, { name, said }, outcome, key && bodyHash ? { key, bodyHash } : undefined),
  };
}

/**
 * A door that cannot answer keeps what it refused in the story. `reference` is the key of the message: not the page's, for what was
 * refused may come again under it.
 */
export function refusalPage<Id extends string>(
  state: Listener<Id>,
  name: string,
  { by, door: claim, roles, key }: Pick<Message, 'by' | 'door' | 'roles' | 'key'>,
  refusal: Refusal,
  at: Instant,
): PageOf<Id, Refused> {
  const door = doorOf({ door: claim, roles }, 'signal');
  const refused: Refused = {
    type: 'refused',
    command: name.slice(0, LONGEST_CLAIM),
    code: refusal.refused,
    why: refusal.why.slice(0, LONGEST_REASON),
    door,
    ...(typeof key === 'string' && { reference: key.slice(0, LONGEST_CLAIM) }),
  };
  return pageOf(state, { name: refused.command, said: { by: claimed(by), roles: [], door, at } }, [refused]);
}

type Refused = Extract<Event, { type: 'refused' }>;

const LONGEST_CLAIM = 100;
const LONGEST_REASON = 1000;

/** Roles are those that the person held when it was sealed, as with the API, or those that the incident knows. */
function signedIn(state: Pick<Listener, 'roster'>, { id, roles }: SealedPerson, door: Door, at: Instant): Origin {
  return { by: id, roles: (roles as Role[] | undefined) ?? rolesIn(state, id), door, at, isSignedIn: true };
}

function rolesIn({ roster }: Pick<Listener, 'roster'>, id: string): readonly Role[] {
  return (Object.hasOwn(roster, id) && roster[id]) || [];
}

function sayingOf(
  state: Pick<Listener, 'roster'>,
  { by, door, roles, ...known }: Pick<Message, 'by' | 'door' | 'roles' | 'stamped' | 'credential' | 'alsoAs'>,
  via: 'update' | 'signal',
  at: Instant,
): Origin {
  const through = doorOf({ door, roles }, via);
  if (through === 'system') return { by: SYSTEM, roles: [], door: through, at };
  if (through === 'api') return { by: by ?? '', roles: roles ?? [], door: through, at, ...given(known) };
  return { by: by ?? '', roles: rolesIn(state, by ?? ''), door: through, at };
}

/** A refused message may have any shape: our API is believed where roles come with it, as it always sends them. */
function doorOf({ door, roles }: Pick<Message, 'door' | 'roles'>, via: 'update' | 'signal'): Door {
  if (door === 'system') return door;
  return door === 'api' && Array.isArray(roles) ? door : via;
}

function given({ stamped, credential, alsoAs }: Pick<Message, 'stamped' | 'credential' | 'alsoAs'>) {
  return { ...(stamped && { stamped }), ...(credential && { credential }), ...(alsoAs && { alsoAs }) };
}

function claimed(by: unknown): string {
  return typeof by === 'string' && by.length > 0 ? by.slice(0, LONGEST_CLAIM) : 'unknown';
}

function withoutRoles(): Refusal {
  const why =
    'A message with the door `api` brings the roles of its author, and this one brings none: leave `door` out, and it is judged by the roles that the incident knows.';
  return refuse('wrong-door', why, ['/roles']);
}

function keyReused(): Refusal {
  return refuse('key-reused', 'This idempotency key was used for another body; use a new key.');
}
