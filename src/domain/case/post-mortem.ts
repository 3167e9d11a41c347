import type { Event } from '../events';
import { HOUR, plus, type Instant } from '../primitives/instant';
import type { EffectId } from '../effects/state';
import type { IncidentState } from '../state';
import type { Blocker } from './blockers';
import type { OpenStage } from './state';

/** In these an incident is contained. */
const CONTAINED: readonly OpenStage[] = ['recovery', 'review'];

/** Opens by itself once a declared incident is contained. */
export function postMortemOnceContained(state: IncidentState, at: Instant, nextId: () => EffectId): Event[] {
  const { stage } = state.stage;
  const isContained = stage !== 'closed' && CONTAINED.includes(stage);
  return isContained && owesPostMortem(state) && !state.postMortem ? [opened(state, 'contained', at, nextId)] : [];
}

/** At the latest with its closing, where a short form lets that go ahead. */
export function postMortemAtClosing(state: IncidentState, at: Instant, nextId: () => EffectId): Event[] {
  return owesPostMortem(state) && !state.postMortem ? [opened(state, 'closed', at, nextId)] : [];
}

/** Why closing waits for it. */
export function postMortemBlocker(state: IncidentState): Blocker[] {
  const { postMortem } = state;
  if (!owesPostMortem(state) || isShort(state) || postMortem?.approvedAt) return [];
  return postMortem ? [{ code: 'post-mortem-unapproved', due: postMortem.due }] : [{ code: 'post-mortem-unopened' }];
}

/** A declaration that was withdrawn leaves nothing to learn from the breach; of an exercise the findings are its own. */
function owesPostMortem({ rules, declaration, withdrawn, report }: IncidentState): boolean {
  return rules.postMortem !== undefined && declaration !== undefined && !withdrawn && !report.exercise;
}

function isShort({ playbook }: IncidentState): boolean {
  return playbook?.postMortem === 'short';
}

function opened(
  state: IncidentState,
  because: 'contained' | 'closed',
  at: Instant,
  nextId: () => EffectId,
): Extract<Event, { type: 'post-mortem-opened' }> {
  const level = state.triage.severity?.level ?? 'high';
  const due = plus(at, (state.rules.postMortem?.dueHours[level] ?? 0) * HOUR);
  return { type: 'post-mortem-opened', effect: nextId(), because, due, ...(isShort(state) && { isShort: true }) };
}
