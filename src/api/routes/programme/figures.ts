import type { RequestHandler } from 'express';
import { figuresQuery } from '../../../contract/queries';
import type { Instant } from '../../../domain/primitives/instant';
import { newestOf } from '../../../domain/training/newest';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';

interface Period {
  from?: Instant;
  to?: Instant;
}

/** How fast, how many in time, and how ready. Numbers alone, whoever asks. */
export function readFigures(deps: ApiDeps): RequestHandler {
  return async (request, response) => void response.json(await figuresOf(deps, queryAs(figuresQuery, request)));
}

export async function figuresOf(deps: ApiDeps, period: Period) {
  const { register, clock } = deps;
  const asOf = clock();
  const [ofThePeriod, contacts, overdue, training, exercises] = await Promise.all([
    register.incidents.figures(period),
    register.customers.unfitness(asOf),
    overdueOf(deps, asOf),
    trainingOf(deps, asOf),
    register.exercises.coverage(),
  ]);
  return {
    asOf,
    ...ofThePeriod,
    contacts,
    overdue,
    training,
    exercises: exercises.filter(({ year }) => touches(period, year)),
  };
}

async function overdueOf({ register }: ApiDeps, asOf: Instant) {
  const [postMortems, exercises, audits] = await Promise.all([
    register.postMortems.overdue(asOf),
    register.exercises.overdueFindings(asOf),
    register.audits.overdue(asOf),
  ]);
  return { postMortems, exercises: exercises.length, audits: audits.length };
}

function trainingOf({ register, courses }: ApiDeps, asOf: Instant) {
  const { evidence } = register.training;
  return Promise.all(
    newestOf(courses).map(async ({ id }) => ({ course: id, departments: await evidence.byDepartment(id, asOf) })),
  );
}

function touches({ from, to }: Period, year: number): boolean {
  const [begin, end] = [Date.UTC(year), Date.UTC(year + 1)];
  return (from === undefined || Date.parse(from) < end) && (to === undefined || Date.parse(to) > begin);
}
