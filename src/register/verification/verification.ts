import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema';
import { answeringIn, type Answering } from './answering';
import { askingIn, type Asking } from './asking';
import { proposalsIn, type Proposals } from './proposals';

/** Whether customers' contacts are right: asked by mail, answered on a page, and corrected by a person. */
export interface Verification {
  asking: Asking;
  answering: Answering;
  proposals: Proposals;
}

export function verificationIn(db: Kysely<Schema>): Verification {
  return { asking: askingIn(db), answering: answeringIn(db), proposals: proposalsIn(db) };
}
