import type { AlertsSlice } from '../alerts/state';
import type { Headline, IncidentId } from '../case/state';
import type { Rules } from '../case/rules';
import type { AlertEffect, EffectId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import type { PersonId, Roster } from '../primitives/people';
import type { TakenUpBy } from '../programme/procedure';
import type { Side } from '../notices/state';
import type { PostMortemId } from './id';

/** What every post-mortem answers. */
export const QUESTIONS = ['sufficient', 'causes', 'went-well', 'changes'] as const;
export type Question = (typeof QUESTIONS)[number];
export const VERDICTS = ['yes', 'partly', 'no'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Where what went wrong lay. */
export const CAUSES = ['process', 'people', 'technology', 'supplier', 'attack', 'unknown'] as const;
export type Cause = (typeof CAUSES)[number];

export interface Judgement {
  /** Whether the response, or the step, was good enough; whether anything needs to change. */
  verdict?: Verdict;
  /** Of the causes: what kind they were, so that a review finds those that come back. */
  kinds?: Cause[];
  words: string;
  by: PersonId;
}

/** What a person adds to one event of the incident's timeline. */
export interface Annotation {
  sequence: number;
  index: number;
  words: string;
  by: PersonId;
  at: Instant;
}

/** A change that is made, followed until its effect was seen. */
export interface Action {
  number: number;
  change: string;
  /** The document that is to take it up. */
  procedure: string;
  owner: PersonId;
  due: Instant;
  /** What is to be better afterwards. */
  effect: string;
  /** When that is looked at. */
  checkBy: Instant;
  /** Done once a named version took it up. */
  done?: { version: string; document?: TakenUpBy; by: PersonId; at: Instant };
  /** Verified once its effect was seen. */
  verified?: { words: string; by: PersonId; at: Instant };
}

export interface Approval {
  by: PersonId;
  side: Side;
  at: Instant;
}

/** What customers may read: these fields and no others. */
export interface SynthesisText {
  cause: string;
  done: string;
  prevention: string;
}

export interface Synthesis extends SynthesisText {
  version: number;
  by: PersonId;
  approvals: Approval[];
  approvedAt?: Instant;
}

/** Who reads it for an audit, until then. */
export interface NamedAuditor {
  person: PersonId;
  until: Instant;
}

export type PostMortemEffect =
  | AlertEffect
  | { id: EffectId; kind: 'tell-incident'; approvedAt: Instant; approvedBy: PersonId[] }
  | { id: EffectId; kind: 'offer-synthesis'; text: SynthesisText; approvedBy: PersonId[] };

/** Of the incident's rules, those that its post-mortem goes by. */
export type PostMortemRules = Pick<Rules, 'version' | 'escalation' | 'approvers' | 'attention' | 'postMortem'>;

/** What it holds of people's words, written until it is approved. */
export interface Contents {
  /** Counts each change of the contents: an approval is of one version. */
  version: number;
  answers: Partial<Record<Question, Judgement>>;
  steps: Record<string, Judgement>;
  annotations: Annotation[];
  actions: Action[];
}

export interface PostMortemState extends AlertsSlice, Contents {
  stateVersion: 1;
  id: PostMortemId;
  incident: IncidentId;
  sequence: number;
  recentKeys: { key: string; bodyHash: string; sequence: number }[];
  rules: PostMortemRules;
  roster: Roster;
  rosterRevision: number;
  rosterMissed?: number;
  /** Of the incident, as it was when this began. */
  headline: Headline;
  isRestricted: boolean;
  openedAt: Instant;
  due: Instant;
  members: PersonId[];
  /** Never members, whatever roles they hold. */
  excluded: PersonId[];
  auditors: NamedAuditor[];
  /** The steps of the procedure that it judges one by one. */
  procedure: string[];
  prompts: string[];
  approvals: Approval[];
  approvedAt?: Instant;
  synthesis?: Synthesis;
  /** What an acknowledgement was no answer to, and when it is asked for again. */
  reasks: { subject: string; at: Instant }[];
  outbox: PostMortemEffect[];
}
