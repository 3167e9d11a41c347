import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema';
import { trainingEvidenceIn, type TrainingEvidence } from './evidence';
import { trainingMailsIn, type TrainingMails } from './mails';
import { takingIn, type Taking } from './taking';
import { wavesIn, type Waves } from './waves';

/** What staff are taught: given in waves, mailed, taken by a personal link, and proven. */
export interface Training {
  waves: Waves;
  mails: TrainingMails;
  taking: Taking;
  evidence: TrainingEvidence;
}

export function trainingIn(db: Kysely<Schema>): Training {
  return {
    waves: wavesIn(db),
    mails: trainingMailsIn(db),
    taking: takingIn(db),
    evidence: trainingEvidenceIn(db),
  };
}
