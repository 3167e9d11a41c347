import type { Rules } from '../../domain/case/rules';
import type { ExerciseOpening } from '../../domain/exercise/opening';
import { exerciseOpening } from '../../domain/exercise/plan';
import type { ExerciseScenario } from '../../domain/exercise/scenario';
import { scenarioOf, type ExercisePlan } from '../../domain/exercise/yearly';
import { HOUR, plus, type Instant } from '../../domain/primitives/instant';
import { SYSTEM } from '../../domain/primitives/people';
import { sha256 } from '../../primitives/hash';
import type { Register } from '../../register';
import { withRedactedFailure } from '../fault';
import type { Log } from '../log';

export interface ExercisePlanNeeds {
  register: Pick<Register, 'people' | 'exercises'>;
  scenarios: ReadonlyMap<string, ExerciseScenario>;
  exercisePlans: ReadonlyMap<string, ExercisePlan>;
  /** Those in force when it is asked. */
  rules: () => Promise<Rules>;
  log: Log;
  clock: () => Instant;
}

export type ExercisePlanActivities = ReturnType<typeof createExercisePlanActivities>;

/** What the schedules of yearly exercises ask for. */
export function createExercisePlanActivities(needs: ExercisePlanNeeds) {
  return { planExercise: withRedactedFailure('planExercise', planning(needs), needs.log) };
}

interface Asked {
  plan: string;
  /** The same for one start of the schedule, however often it is tried. */
  request: string;
}

/**
 * What the exercise of this year begins with. It fails while nobody can run it, or a role has no player: it is tried again until somebody is
 * there, and the hourly check tells of departments that stay without.
 */
function planning({ register, scenarios, exercisePlans, rules, clock }: ExercisePlanNeeds) {
  return async function planExercise({ plan: name, request }: Asked): Promise<{ opening: ExerciseOpening }> {
    const at = clock();
    const plan = exercisePlans.get(name);
    const scenario = plan && scenarios.get(scenarioOf(plan, at));
    if (!plan || !scenario) throw new Error(`The plan ${name} is not there any more, or its scenario is not.`);
    const { departments, factor, startsAfterDays, facilitator, team } = plan;
    const [{ roster, revision: rosterRevision }, customers] = await Promise.all([
      register.people.roster(),
      register.exercises.someCustomers(scenario.customers),
    ]);
    const id = await register.exercises.number(sha256(JSON.stringify(['plan', request])), at);
    const startsAt = plus(at, startsAfterDays * 24 * HOUR);
    const asked = {
      plan: name,
      departments,
      factor,
      startsAt,
      ...(facilitator && { facilitator }),
      ...(team && { team }),
    };
    const facts = { id, scenario, customers, rules: await rules(), roster, rosterRevision, at, by: SYSTEM };
    const opening = exerciseOpening(asked, { ...facts, door: 'system' });
    if ('refused' in opening) throw new Error(`The exercise of the plan ${name} cannot be planned: ${opening.why}`);
    return { opening };
  };
}
