import type { Event, Page, Provenance } from './events';
import { foldAlerts } from './alerts/acts/fold';
import { foldAsked } from './case/acts/asked';
import { foldCase } from './case/acts/fold';
import { opened } from './case/acts/opened';
import { foldClocks } from './clocks/acts/fold';
import { foldEffects } from './effects/acts/fold';
import { foldEvidence } from './evidence/acts/fold';
import { foldedBy, type Fold } from './fold';
import { keysAfter } from './recent-keys';
import { foldNotices } from './notices/acts/fold';
import { foldRegimes } from './regimes/acts/fold';
import { foldRelated } from './related/acts/fold';
import { foldRestriction } from './restriction/acts/fold';
import { foldScope } from './scope/acts/fold';
import type { IncidentState, Slices } from './state';
import { foldTasks } from './tasks/acts/fold';
import { foldTriage } from './triage/acts/fold';
import { foldWithholding } from './withholding/acts/fold';

/*
 * Evolve 1. The fold is total: it never refuses a page, under whatever rules that was written.
 * Evolve 2. The fold is pure: the same pages make the same state, with no clock, no chance, and no reading of the world.
 * Evolve 3. Each part of the state is written by one fold, by type.
 */

/** Folds one page into the state. Never refuses: what once happened has happened, under whatever rules. */
export function evolve(state: IncidentState | undefined, page: Page): IncidentState {
  const after = applyAll(state, page.events, page);
  if (!after) throw new Error(`The first page of ${page.incident} does not open it`);
  return { ...after, sequence: page.sequence, recentKeys: keysAfter(after.recentKeys, page) };
}

export const applyAll = foldedBy<IncidentState, Event>({ begun: opened, apply });

export const folds: { [Name in keyof Slices]: Fold<Slices[Name]> } = {
  case: foldCase,
  asked: foldAsked,
  triage: foldTriage,
  alerts: foldAlerts,
  clocks: foldClocks,
  scope: foldScope,
  notices: foldNotices,
  effects: foldEffects,
  related: foldRelated,
  restriction: foldRestriction,
  tasks: foldTasks,
  evidence: foldEvidence,
  regimes: foldRegimes,
  withholding: foldWithholding,
};

/** Every fold reads the state from before the event, so that their order means nothing. */
export function apply(state: IncidentState, event: Event, provenance: Provenance): IncidentState {
  const written = Object.values(folds).map((fold) => fold(state, event, provenance));
  return Object.assign({ ...state }, ...written) as IncidentState;
}
