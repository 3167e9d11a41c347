import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ExercisePlanActivities } from '../activities';
import { beginningOf, type Begun } from './beginning';
import { EXERCISE, TASK_TIMEOUT } from './messages';
import { askOurWorkers } from './our-workers';
import { startApart } from './start-apart';

export interface ExerciseRoundInput extends Begun {
  /** By name: a worker knows its file. */
  plan: string;
}

const { planExercise } = proxyActivities<ExercisePlanActivities>({
  startToCloseTimeout: '1m',
  scheduleToCloseTimeout: '90 days',
  retry: { initialInterval: '1m', maximumInterval: '1h' },
});

/** Opens the exercise of the year. By its schedule. */
export async function exerciseRound(input: ExerciseRoundInput): Promise<{ exercise: string }> {
  const ask = askOurWorkers(beginningOf(input), { mayFail: true });
  const asked = { plan: input.plan, request: workflowInfo().workflowId };
  const { opening } = await ask('planExercise', (own) =>
    planExercise.executeWithOptions({ ...own, summary: `the exercise of the plan ${input.plan}` }, [asked]),
  );
  const { id } = opening;
  await startApart(EXERCISE, {
    workflowId: id,
    workflowTaskTimeout: TASK_TIMEOUT,
    args: [{ opening }],
    staticSummary: id,
  });
  return { exercise: id };
}
