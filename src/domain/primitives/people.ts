/** What a person may do here; a person may hold several. */
export const ROLES = [
  'reporter',
  'responder',
  'lead',
  'privacy',
  'legal',
  'communications',
  'executive',
  'operator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** An opaque id from the register. Names and addresses never enter an incident's history. */
export type PersonId = string;

/** Who speaks when nobody does: timers, the register, the mail. */
export const SYSTEM: PersonId = 'system';

/** Who may command through Temporal directly, by id. Frozen in the state so that a signal is judged without waiting for the register. */
export type Roster = Record<PersonId, Role[]>;

/** Who holds which roles now, of those for whom that changed; none is left to somebody who may no longer command. */
export interface RosterChange {
  /** Made of the roster of this revision, or of any between. */
  after: number;
  revision: number;
  changes: Roster;
}

/** How a roster is brought up to its revision: by what changed, or whole. */
export type RosterNews = RosterChange | { revision: number; roster: Roster };

/** The way a command came in: the signed-in API, a bare Temporal update, a bare Temporal signal, or the system itself. */
export type Door = 'api' | 'update' | 'signal' | 'system';

/** What a person had signed in with. The id is no secret: nothing can be signed in with it. */
export interface Credential {
  kind: 'key' | 'session' | 'code';
  id: string;
}
