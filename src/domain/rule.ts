import type { Event } from './events';
import type { Instant } from './primitives/instant';
import type { Credential, Door, PersonId, Role } from './primitives/people';
import type { Refusal } from './primitives/refusal';
import type { EffectId } from './effects/state';
import type { IncidentState } from './state';

/** Who says it, through which door, with which roles, and when the incident heard it. */
export interface Origin {
  by: PersonId;
  roles: readonly Role[];
  door: Door;
  at: Instant;
  /** The author named no instant: our API filled in what its clock said. */
  stamped?: boolean;
  /** Came by Temporal, sealed by a person who signed in for that. */
  isSignedIn?: boolean;
  /** What they had signed in with, where our API said. */
  credential?: Credential;
  /** Other accounts with the same mailbox: one human, who counts once. */
  alsoAs?: readonly PersonId[];
}

/** As it was said. */
export interface Command {
  name: string;
  payload: unknown;
  said: Origin;
}

/** What a rule sees: the state, who speaks, and ids for effects that stay the same when the decision is taken again. */
export interface CommandContext {
  state: IncidentState;
  said: Origin;
  /** `<incident>#<next sequence>.<n>` */
  nextId: () => EffectId;
  /** The state as it will be after these events. */
  after: (events: Event[]) => IncidentState;
}

export interface CommandRule<Payload> {
  description: string;
  /** Any one of these suffices; `system` commands come from timers and effects alone. */
  roles: readonly Role[] | 'system';
  doors: readonly Door[];
  /** People's commands are for open incidents, but for those that say otherwise. */
  takenBy?: 'closed';
  decide: (hearing: CommandContext, payload: Payload) => Event[] | Refusal;
}

export const EVERY_DOOR: readonly Door[] = ['api', 'update', 'signal'];
/** For acts whose author must be signed in: nobody can claim another's name through Temporal. */
export const API_ONLY: readonly Door[] = ['api'];
export const SYSTEM_DOOR: readonly Door[] = ['system'];

export const RESPONDERS: readonly Role[] = ['responder', 'lead', 'privacy', 'legal', 'communications'];
/** Who may have what proves who was told what. */
export const PROVERS: readonly Role[] = ['auditor', 'privacy', 'legal', 'lead'];

/** Whether this account is the speaker's, or another one of the same human. */
export function isSpeaker({ by, alsoAs = [] }: Origin, person: PersonId): boolean {
  return by === person || alsoAs.includes(person);
}

export function isRefusal(outcome: object[] | Refusal): outcome is Refusal {
  return 'refused' in outcome;
}
