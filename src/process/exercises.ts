import { join } from 'node:path';
import type { ExerciseScenario } from '../domain/exercise/scenario';
import type { ExercisePlan } from '../domain/exercise/yearly';
import { readScenario } from '../rules/exercise';
import { readPlan } from '../rules/exercise-plan';
import { ConfigFault, type Config } from './config';
import { namedFiles } from './named-files';

export const SHIPPED_EXERCISES = join(__dirname, '..', '..', 'exercises');

export const scenarioFiles = namedFiles<ExerciseScenario>({
  ...{ what: 'scenario', shipped: SHIPPED_EXERCISES, setting: 'TOCSIN_EXERCISES' },
  parse: readScenario,
});

export const planFiles = namedFiles<ExercisePlan>({
  ...{ what: 'plan', shipped: join(SHIPPED_EXERCISES, 'plans'), setting: 'TOCSIN_EXERCISE_PLANS', instead: true },
  parse: readPlan,
});

export type ExerciseFiles = ReturnType<typeof exerciseFiles>;

/**
 * What exercises are played from, and which are held each year.
 * @throws ConfigFault with the place of each fault, or where a plan names a scenario that is not there
 */
export function exerciseFiles({ exercisesFolder, exercisePlansFolder }: Config) {
  const scenarios = scenarioFiles.all(exercisesFolder);
  const exercisePlans = planFiles.all(exercisePlansFolder);
  const faults = [...exercisePlans.values()].flatMap(({ name, scenarios: wanted }) =>
    wanted
      .filter((one) => !scenarios.has(one))
      .map((one) => `The plan ${name} names the scenario ${one}; there are: ${[...scenarios.keys()].join(', ')}.`),
  );
  if (faults.length > 0) throw new ConfigFault(faults);
  return { scenarios, exercisePlans };
}
