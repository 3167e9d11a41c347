import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { TrainingActivities } from '../activities';
import { millisecondsOf } from '../domain/primitives/instant';
import type { Step } from '../domain/training/plan';
import { beginningOf, type Begun } from './beginning';
import { TRAINING } from './messages';
import { askOurWorkers, type Ask } from './our-workers';
import { startApart } from './start-apart';

export interface WaveInput extends Begun {
  /** Such as `TRN-2026-0001`. */
  wave: string;
  /** The number of the last step that is done. */
  done?: number;
}

const retry = { initialInterval: '1s', maximumInterval: '1m' } as const;
const { giveCourses, prepareWave, takeStep, endWave } = proxyActivities<TrainingActivities>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '30s',
  retry,
});

const MAX_EVENTS_PER_RUN = 300;
const MIN_PAUSE_MS = 5_000;

/**
 * One wave of a course, from its invitations to the last answer, however many take it: who they are and how far stands in the register, and this
 * workflow knows only its steps. Staff who answer tell it nothing.
 */
export async function training(input: WaveInput): Promise<{ wave: string; outcome: string }> {
  const ask = askOurWorkers(beginningOf(input));
  const { wave, done = 0 } = input;
  const { steps } = await ask('prepareWave', (own) =>
    prepareWave.executeWithOptions({ ...own, summary: `prepare ${wave}` }, [{ wave }]),
  );
  for (const step of steps.filter(({ number }) => number > done)) {
    await until(step);
    if ((await take(ask, input, step)) === 'over') return { wave, outcome: 'stopped' };
    if (isLong()) await goOn(input, step.number);
  }
  await ask('endWave', (own) => endWave.executeWithOptions(own, [{ wave }]));
  return { wave, outcome: 'ended' };
}

/** Gives each course to whoever needs it, and starts what nobody has started. By the schedule, each hour. */
export async function trainingRound(input: Begun): Promise<{ waves: number }> {
  const ask = askOurWorkers(beginningOf(input), { mayFail: true });
  const { waves } = await ask('giveCourses', (own) => giveCourses.executeWithOptions(own, [{}]));
  for (const wave of waves)
    await startApart(TRAINING, { workflowId: wave, args: [{ wave }], staticSummary: `training ${wave}` });
  return { waves: waves.length };
}

async function until({ at, kind }: Step): Promise<void> {
  const left = millisecondsOf(at) - Date.now();
  if (left > 0) await sleep(left, { summary: kind });
}

async function take(ask: Ask, input: WaveInput, { number, kind }: Step): Promise<'done' | 'over'> {
  const { wave } = input;
  for (;;) {
    const answer = await ask('takeStep', (own) =>
      takeStep.executeWithOptions({ ...own, summary: `${kind} of ${wave}` }, [{ wave, number }]),
    );
    if (answer.isOver) return 'over';
    if (answer.finished) return 'done';
    if (isLong()) await goOn(input, number - 1);
    const pause = answer.nextAt ? millisecondsOf(answer.nextAt) - Date.now() : answer.sent > 0 ? 0 : MIN_PAUSE_MS;
    if (pause > 0) await sleep(Math.max(MIN_PAUSE_MS, pause), { summary: `${kind}: next attempt` });
  }
}

function isLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= MAX_EVENTS_PER_RUN;
}

async function goOn({ wave, unsealed }: WaveInput, done: number): Promise<never> {
  return await continueAsNew<typeof training>({
    wave,
    done,
    ...(unsealed && { unsealed }),
    from: workflowInfo().runId,
  });
}
