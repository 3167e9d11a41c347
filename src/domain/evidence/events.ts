import type { Evidence } from './state';

export type EvidenceEvent =
  | ({ type: 'evidence-recorded' } & Omit<Evidence, 'custody'>)
  | { type: 'evidence-passed'; evidence: number; to: string; reason: string };
