import type { Pace } from '../primitives/pace';

declare const brand: unique symbol;
/** `EXE-<UTC year>-<at least four digits>`, given by the register. */
export type ExerciseId = string & { readonly [brand]: 'ExerciseId' };

const FORM = /^EXE-\d{4}-\d{4,9}$/;

export function isExerciseId(id: string): id is ExerciseId {
  return FORM.test(id);
}

export const NATURES = ['security', 'physical', 'privacy'] as const;
export type Nature = (typeof NATURES)[number];

/** Stands in the report of an incident that is an exercise, from its first instant: nobody can put it there or take it away. */
export interface ExerciseMark {
  id: ExerciseId;
  /** The file it is played from. */
  scenario: string;
  nature: Nature;
  pace: Pace;
}
