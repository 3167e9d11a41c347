import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';

/** What is kept by the register, sealed; its history has the hash. */
export interface EvidenceFile {
  name: string;
  sha256: string;
  bytes: number;
}

/** Who has it from then on: a person here, or a laboratory, an authority, a locked room. */
export interface Custody {
  holder: string;
  at: Instant;
  by: PersonId;
  reason?: string;
}

export interface Evidence {
  number: number;
  title: string;
  /** Where it lies, of what is not kept here. */
  reference?: string;
  file?: EvidenceFile;
  collectedBy: string;
  collectedAt: Instant;
  /** Only grows. The first is who collected it. */
  custody: Custody[];
}

export interface EvidenceSlice {
  evidence: Evidence[];
}
