import { planShape as shape } from '../contract/exercise/exercise-plan';
import type { ExercisePlan } from '../domain/exercise/yearly';
import { sentenceOf, unknownKeys } from './sentences';
import { readYaml, type FileFault, type Unlocated } from './yaml-file';

/** Reads the plan of a yearly exercise. Each fault is told with its place. */
export function readPlan(text: string): { one: ExercisePlan } | { faults: FileFault[] } {
  return readYaml(text, judged);
}

function judged(given: Record<string, unknown> | undefined): { one: ExercisePlan } | { faults: Unlocated[] } {
  if (!given)
    return { faults: [{ places: [[]], sentence: 'The file must be a plan: name, departments, scenarios and so on.' }] };
  const { success, data, error } = shape.safeParse(given);
  const unknown = unknownKeys(given, shape);
  const faults = [...unknown, ...(success ? [] : error.issues.flatMap((issue) => sentenceOf(issue, given)))];
  return success && faults.length === 0 ? { one: data } : { faults };
}
