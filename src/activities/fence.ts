import type { Info } from '@temporalio/activity';
import { randomUUID } from 'node:crypto';

/** A name for one attempt of one activity, never used twice. An activity's id begins with its number in the run. */
export function fenceOf({ workflowExecution, activityId, attempt }: Info): string {
  return JSON.stringify([workflowExecution?.runId ?? '', Number.parseInt(activityId, 10), attempt, randomUUID()]);
}

/**
 * Whether `other` is a later attempt, or belongs to a later activity of the same run (a run numbers its activities upwards). Between two
 * runs neither is newer: rows left behind must never stay so because clocks or counts disagree.
 */
export function isNewer(other: string, own: string): boolean {
  const [run, activity, attempt] = read(own);
  const [otherRun, otherActivity, otherAttempt] = read(other);
  if (otherRun !== run) return false;
  return otherActivity > activity || (otherActivity === activity && otherAttempt > attempt);
}

type Parts = [run: string, activity: number, attempt: number];

function read(fence: string): Parts {
  return JSON.parse(fence) as Parts;
}
