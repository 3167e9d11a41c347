import { headlineOf } from '../case/headline';
import type { Headline, IncidentId } from '../case/state';
import type { EffectId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import { SYSTEM, type PersonId, type Role, type Roster } from '../primitives/people';
import type { IncidentState } from '../state';
import { membersOf } from '../visibility';
import { raisedFor } from './alerts';
import type { PostMortemPage } from './events';
import { postMortemIdOf, type PostMortemId } from './id';
import type { PostMortemRules } from './state';
import { STEPS } from './steps';

/** What a post-mortem begins with: nothing of the incident but what its readers know of it anyway. */
export interface PostMortemOpening {
  id: PostMortemId;
  incident: IncidentId;
  rules: PostMortemRules;
  roster: Roster;
  rosterRevision: number;
  headline: Headline;
  isRestricted: boolean;
  members: PersonId[];
  excluded: PersonId[];
  procedure: string[];
  prompts: string[];
  due: Instant;
  at: Instant;
  by: PersonId;
}

const MEMBER_ROLES: readonly Role[] = ['lead', 'privacy', 'legal'];

export function openingOf(state: IncidentState, due: Instant, at: Instant): PostMortemOpening {
  const { version, escalation, approvers, attention, postMortem } = state.rules;
  return {
    id: postMortemIdOf(state.id),
    incident: state.id,
    rules: { version, escalation, approvers, attention, postMortem },
    roster: state.roster,
    rosterRevision: state.rosterRevision,
    headline: headlineOf(state),
    isRestricted: state.restriction !== undefined,
    members: firstMembers(state),
    excluded: state.restriction?.excluded ?? [],
    procedure: [...STEPS, ...(state.playbook?.steps.map(({ title }) => title) ?? [])],
    prompts: state.playbook?.prompts ?? [],
    due,
    at,
    by: SYSTEM,
  };
}

/** Of a restricted incident its own; otherwise who had it in hand, and who answers for the procedure. */
function firstMembers({ roster, assignees, restriction }: IncidentState): PersonId[] {
  if (restriction) return membersOf(restriction);
  const byRole = Object.keys(roster).filter((person) => roster[person]?.some((role) => MEMBER_ROLES.includes(role)));
  return [...new Set([...assignees, ...byRole])].sort();
}

/** The members are called. */
export function firstPage({ at, by, ...begun }: PostMortemOpening): PostMortemPage {
  const { id, members: persons, due } = begun;
  const alert = raisedFor(
    begun,
    `${id}#1.1` as EffectId,
    'post-mortem-opened',
    { persons },
    { about: 'post-mortem', due },
  );
  return {
    ...{ incident: id, sequence: 1, at, by, door: 'system', command: 'begin' },
    events: [{ type: 'post-mortem-begun', ...begun }, alert],
  };
}
