import type { Rules } from '../case/rules';
import type { Instant } from '../primitives/instant';
import type { Door, PersonId, Role, Roster } from '../primitives/people';
import { refuse, type Refusal } from '../primitives/refusal';
import type { ExerciseId } from './mark';
import type { ExerciseOpening } from './opening';
import { PLANNERS } from './rule';
import type { ExerciseScenario } from './scenario';
import type { Player } from './state';
import type { CustomerId } from '../primitives/parties';

/** Of these somebody is there each year; a company's file may name others. */
export const DEPARTMENTS = ['response', 'security', 'legal', 'communications'];

/** Where nobody says who plays for whom. */
const DEPARTMENT_OF: Partial<Record<Role, string>> = {
  lead: 'response',
  responder: 'security',
  legal: 'legal',
  communications: 'communications',
  privacy: 'privacy',
  executive: 'management',
};

export interface ExerciseRequest {
  plan?: string;
  factor: number;
  startsAt: Instant;
  departments: string[];
  facilitator?: PersonId;
  /** Left out: everybody who holds one of the roles that the scenario asks for. */
  team?: Player[];
}

export interface PlanningFacts {
  id: ExerciseId;
  scenario: ExerciseScenario;
  customers: CustomerId[];
  rules: Rules;
  roster: Roster;
  rosterRevision: number;
  at: Instant;
  by: PersonId;
  door: Door;
}

/** What an exercise begins with, or why it cannot be planned so. */
export function exerciseOpening(request: ExerciseRequest, facts: PlanningFacts): ExerciseOpening | Refusal {
  const { roster, scenario, ...rest } = facts;
  const team = request.team ?? teamOf(roster, scenario.roles);
  const facilitator = request.facilitator ?? Object.keys(roster).find((person) => isPlanner(roster, person));
  const fault = faultOf(team, facilitator, facts);
  if (fault) return fault;
  return { ...request, ...rest, roster, scenario, team, facilitator: facilitator ?? '' };
}

export function teamOf(roster: Roster, wanted: readonly Role[]): Player[] {
  return Object.entries(roster)
    .map(([person, held]) => ({ person, roles: wanted.filter((role) => held.includes(role)) }))
    .filter(({ roles }) => roles.length > 0)
    .map(({ person, roles }) => ({ person, roles, department: departmentOf(roles) }));
}

function departmentOf(roles: readonly Role[]): string {
  return roles.map((role) => DEPARTMENT_OF[role]).find((one) => one !== undefined) ?? 'response';
}

function isPlanner(roster: Roster, person: PersonId): boolean {
  return roster[person]?.some((role) => PLANNERS.includes(role)) ?? false;
}

function faultOf(
  team: Player[],
  facilitator: PersonId | undefined,
  { roster, scenario, customers }: PlanningFacts,
): Refusal | undefined {
  const strangers = team.filter(({ person }) => !Object.hasOwn(roster, person)).map(({ person }) => person);
  if (strangers.length > 0)
    return refuse('unknown-person', `Nobody who may act here has the id ${strangers.join(', ')}.`, ['/team']);
  if (!facilitator || !isPlanner(roster, facilitator))
    return refuse('unknown-person', 'An exercise is run by somebody who holds lead or privacy.', ['/facilitator']);
  const lacking = scenario.roles.filter((role) => !team.some(({ roles }) => roles.includes(role)));
  if (lacking.length > 0)
    return refuse('missing', `Nobody of the team plays ${lacking.join(', ')}; the scenario asks for each.`, ['/team']);
  if (customers.length < scenario.customers)
    return refuse('missing', `The scenario has ${scenario.customers} customers, and the register ${customers.length}.`);
  return undefined;
}
