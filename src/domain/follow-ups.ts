import { raise, stakeholdersOf } from './alerts/alerts';
import { alertsEnded } from './alerts/settled';
import { expiries, promisesKept } from './clocks/expiry';
import { CLOCKS } from './clocks/table';
import type { Event } from './events';
import type { Instant } from './primitives/instant';
import type { EffectId } from './effects/state';
import { postMortemOnceContained } from './case/post-mortem';
import { staleToStop, staleToTell } from './notices/news';
import { lackingTold } from './restriction/lacks';
import type { PersonId } from './primitives/people';
import type { Origin } from './rule';
import type { IncidentState } from './state';

type Rule = (state: IncidentState, at: Instant, nextId: () => EffectId, by: PersonId) => Event[];

const RULES: readonly Rule[] = [
  stakeholdersToAlert,
  ...Object.values(CLOCKS).map(({ follows }) => follows),
  expiries,
  promisesKept,
  staleToTell,
  postMortemOnceContained,
  staleToStop,
  lackingTold,
  (state, _at, _nextId, by) => alertsEnded(state, by),
];

/** What follows by itself from the state as it now stands; asked again until nothing does. */
export function followUps(
  state: IncidentState,
  { at, by }: Pick<Origin, 'at' | 'by'>,
  nextId: () => EffectId,
): Event[] {
  if (state.stage.stage === 'closed') return [];
  for (const rule of RULES) {
    const events = rule(state, at, nextId, by);
    if (events.length > 0) return events;
  }
  return [];
}

function stakeholdersToAlert(state: IncidentState, at: Instant, nextId: () => EffectId): Event[] {
  if (!state.triage.severity) return [];
  const roles = stakeholdersOf(state);
  const named = state.triage.stakeholders.roles;
  const fresh = roles.filter((role) => !named.includes(role));
  if (fresh.length === 0) return [];
  return [
    { type: 'stakeholders-named', roles: [...named, ...fresh] },
    raise(state, at, nextId(), 'stakeholders', { roles: fresh }),
  ];
}
