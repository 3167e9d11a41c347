import type { RequestHandler } from 'express';
import { departmentsIn, nextCall, scenarioOf } from '../../../domain/exercise/yearly';
import type { ApiDeps } from '../../deps';

/** What is held each year, when its team is called next, and how each department stands. */
export function listExercisePlans({ register, exercisePlans, clock }: ApiDeps): RequestHandler {
  return async (_request, response) => {
    const asOf = clock();
    const plans = [...exercisePlans.values()];
    const items = plans.map((plan) => {
      const nextCallAt = nextCall(plan, asOf);
      return { ...plan, nextCallAt, nextScenario: scenarioOf(plan, nextCallAt) };
    });
    response.json({ asOf, items, departments: await register.exercises.departments(departmentsIn(plans), asOf) });
  };
}

/** Of each department and year: how many exercises it had, and how many of those had somebody of it there. */
export function readExerciseCoverage({ register, clock }: ApiDeps): RequestHandler {
  return async (_request, response) => {
    response.json({ asOf: clock(), items: await register.exercises.coverage() });
  };
}
