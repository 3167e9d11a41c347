import type { Transaction } from 'kysely';
import type { ExercisePage } from '../../domain/exercise/events';
import { evolveExercise } from '../../domain/exercise/evolve';
import type { ExerciseId } from '../../domain/exercise/mark';
import type { ExerciseState } from '../../domain/exercise/state';
import { exerciseView } from '../../domain/exercise/view';
import type { Schema } from '../database/schema';
import { canonicalJson } from '../database/values';
import { openedPages } from '../journal/opened-pages';
import type { PageBytes } from '../journal/page-bytes';

/** Where an exercise stands: folded from all its pages, which are few. */
export async function foldExercise(trx: Transaction<Schema>, id: ExerciseId, bytes: PageBytes): Promise<void> {
  await advanceExercise(trx, await openedPages<ExercisePage>(trx, id, bytes));
}

export async function advanceExercise(trx: Transaction<Schema>, pages: ExercisePage[]): Promise<void> {
  const state = pages.reduce<ExerciseState | undefined>(evolveExercise, undefined);
  if (!state) return;
  const row = {
    phase: state.phase,
    plan: state.plan ?? null,
    departments: state.departments,
    startsAt: state.startsAt,
    endedAt: state.endedAt ?? null,
    view: canonicalJson(exerciseView(state)),
  };
  await trx
    .insertInto('exercises')
    .values({ id: state.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
