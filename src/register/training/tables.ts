import type { Generated } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { PaperKind, Ticked } from '../../domain/training/paper';
import type { Step } from '../../domain/training/plan';
import type { Json } from '../database/schema-scope';

/** `joining`: never given before. `yearly`: what they passed runs out. `follow-up`: failed, or not understood later. `by-hand`: somebody chose. */
export type WaveReason = 'joining' | 'yearly' | 'follow-up' | 'by-hand';

/** Whom somebody chose; of what is left out, all. */
export interface Audience {
  departments?: string[];
  roles?: string[];
  staff?: string[];
}

export interface TrainingTables {
  staff: {
    /** As the company's own systems give it. */
    id: string;
    name: string;
    email: string;
    department: string;
    /** One of the staff. */
    manager: string | null;
    /** BCP 47 tag. */
    language: string;
    /** What they work as, in the company's own words. */
    roles: string[];
    joinedAt: Instant;
    leftAt: Instant | null;
  };
  /** Identity providers that keep the staff list. */
  scimClients: {
    id: string;
    name: string;
    tokenSha256: string;
    createdBy: PersonId;
    createdAt: Generated<Instant>;
    endedAt: Instant | null;
  };
  /** How one of them calls somebody. */
  staffScim: {
    staff: string;
    userName: string;
    externalId: string | null;
    givenName: string | null;
    familyName: string | null;
    employeeNumber: string | null;
  };
  /** As an identity provider keeps them. */
  staffGroups: {
    id: string;
    displayName: string;
    externalId: string | null;
    /** What its members count as when courses are given. */
    role: string | null;
    department: string | null;
    createdAt: Instant;
    changedAt: Instant;
  };
  staffGroupMembers: { groupId: string; staff: string };
  trainingWaves: {
    id: string;
    course: string;
    version: string;
    reason: WaveReason;
    audience: Json<Audience> | null;
    steps: Json<Step[]>;
    openedAt: Instant;
    openedBy: PersonId;
    dueAt: Instant;
    /** When its workflow took it up. */
    startedAt: Instant | null;
    stoppedAt: Instant | null;
    endedAt: Instant | null;
  };
  trainingAssignments: {
    wave: string;
    staff: string;
    course: string;
    assignedAt: Instant;
    dueAt: Instant;
    state: Generated<'open' | 'passed' | 'failed'>;
    /** SHA-256 of the token. */
    link: string | null;
    ringKey: string | null;
    begunAt: Instant | null;
    attempts: Generated<number>;
    /** Of the last attempt. */
    percent: number | null;
    passedAt: Instant | null;
    validUntil: Instant | null;
    checkState: 'asked' | 'passed' | 'failed' | 'silent' | null;
    checkedAt: Instant | null;
    surveyedAt: Instant | null;
  };
  trainingAttempts: {
    wave: string;
    staff: string;
    kind: PaperKind;
    number: number;
    at: Instant;
    language: string;
    ticked: Json<Ticked>;
    percent: number;
    passed: boolean;
  };
  trainingSurveys: { id: Generated<number>; wave: string; department: string; answers: Json<Record<string, string>> };
  awarenessSessions: {
    id: Generated<number>;
    title: string;
    heldAt: Instant;
    ledBy: string;
    /** Of the staff. */
    attended: string[];
    words: string | null;
    recordedBy: PersonId;
    recordedAt: Instant;
  };
}
