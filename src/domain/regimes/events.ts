import type { Instant } from '../primitives/instant';
import type { Regime } from './regime';
import type { DoneDuty } from './state';

export type RegimeEvent =
  | { type: 'regime-judged'; regime: Regime; applies: boolean; test: string; classifiedAt: Instant }
  | ({ type: 'regime-duty-done'; regime: string; doneAt: Instant } & Omit<DoneDuty, 'at' | 'by'>);
