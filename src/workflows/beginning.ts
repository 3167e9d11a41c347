import { ApplicationFailure, log, workflowInfo } from '@temporalio/workflow';
import type { Trust, Unsealed } from '../domain/proof';
import { isProcess, sealOf, type Seal } from '../domain/primitives/seal';
import { UNSEALED } from './messages';
import { refuseUnreadable } from './readable';

/** What stands in the input of every run beside what it is for. */
export interface Begun {
  unsealed?: Unsealed;
  /** The run that handed on to this one: an input is good for one run. */
  from?: string;
}

export interface Beginning {
  unsealed: Unsealed;
  /** By one of our processes, of a release that seals. */
  isSealed: boolean;
  /** By one of our processes, of a release before. */
  isOlder: boolean;
}

/**
 * Whether a run may begin. One that nobody of us sealed for this workflow ends at once, so that it holds nobody's place. Where no codec read
 * the input, as in a replay of a recorded history, nothing is asked of it.
 * @throws ApplicationFailure which ends the run
 */
export function beginningOf(input: Begun): Beginning {
  if (typeof input !== 'object' || (input as unknown) === null) throw notOurs();
  refuseUnreadable(input);
  const seal = sealOf(input);
  if (!seal || seal.by === 'older') return { unsealed: 'claim', isSealed: false, isOlder: seal !== undefined };
  if (!isBegunByUs(seal, input)) throw notOurs();
  return { unsealed: input.unsealed ?? 'refuse', isSealed: true, isOlder: false };
}

/**
 * What a run makes of messages that nobody sealed: as it began, until our workers tell it otherwise. Then a run of an older release goes over
 * into one that is sealed.
 */
export function openTrust({ unsealed, isSealed, isOlder }: Beginning) {
  let heard: Unsealed | undefined;
  return {
    now: (): Trust => ({ unsealed: heard ?? unsealed, isOlder: !isSealed }),
    next: (): Begun => ({ unsealed: heard ?? unsealed, from: workflowInfo().runId }),
    heed: (message: Unsealed) => void (heard = message),
    mustReseal: () => isOlder && heard !== undefined,
  };
}

function isBegunByUs({ by, here }: Seal, { from }: Begun): boolean {
  return here && isProcess(by) && from === workflowInfo().continuedFromExecutionRunId;
}

function notOurs(): ApplicationFailure {
  const why =
    'No process of ours began this run: its input is not sealed for it. Whoever did reached Temporal past us.';
  log.error(why);
  return ApplicationFailure.create({ type: UNSEALED, message: why, nonRetryable: true });
}
