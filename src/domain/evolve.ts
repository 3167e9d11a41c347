import type { Event, Page, Provenance } from './events';
import { applyAlert } from './alerts/acts/fold';
import { applyCase } from './case/acts/fold';
import { applyEffect } from './effects/acts/fold';
import { applyNotice } from './notices/acts/fold';
import { applyObligation } from './clocks/acts/fold';
import { opened } from './case/acts/opened';
import { applyScope } from './scope/acts/fold';
import type { IncidentState } from './state';

/*
 * Evolve 1. The fold is total: it never refuses a page, under whatever rules that was written.
 * Evolve 2. The fold is pure: the same pages make the same state, with no clock, no chance, and no reading of the world.
 */

const KEYS_KEPT = 1000;

/** Folds one page into the state. Never refuses: what once happened has happened, under whatever rules. */
export function evolve(state: IncidentState | undefined, page: Page): IncidentState {
  const after = applyAll(state, page.events, page);
  if (!after) throw new Error(`The first page of ${page.incident} does not open it`);
  const recentKeys = page.key
    ? [...after.recentKeys, { ...page.key, sequence: page.sequence }].slice(-KEYS_KEPT)
    : after.recentKeys;
  return { ...after, sequence: page.sequence, recentKeys };
}

export function applyAll(
  state: IncidentState | undefined,
  events: Event[],
  told: Provenance,
): IncidentState | undefined {
  return events.reduce<IncidentState | undefined>(
    (before, event) => (before ? apply(before, event, told) : opened(event, told)),
    state,
  );
}

/** Each part of the state is changed by one of these, and by no other. */
export function apply(state: IncidentState, event: Event, told: Provenance): IncidentState {
  const parts = [applyCase, applyAlert, applyObligation, applyScope, applyNotice, applyEffect];
  return parts.reduce((before, part) => part(before, event, told), state);
}
