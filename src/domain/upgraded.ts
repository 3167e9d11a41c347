import type { IncidentState } from './state';

/** Counts up with each change of the state's shape. */
export const STATE_VERSION = 4;

const ADDED_IN_2: Partial<IncidentState> = { unreachableCustomers: [], cleared: [], promiseCounts: [], help: [] };
const ADDED_IN_3: Partial<IncidentState> = { scopeRevision: 0, questions: [], tasks: [], departments: {} };
const ADDED_IN_4: Partial<IncidentState> = { evidence: [], withholdings: [] };

/**
 * The state that the run before, perhaps of an older release, hands on, in the shape of this one. A new field of the state gets its value here,
 * for the version before its own; nothing else asks how old a state is.
 * @throws if the release that wrote it is newer than this one
 */
export function upgraded(state: IncidentState): IncidentState {
  const version: number = state.stateVersion;
  if (version > STATE_VERSION)
    throw new Error(
      `The state of ${state.id} has version ${version}, and this worker knows versions up to ${STATE_VERSION}: ` +
        'it is older than the worker that wrote it. Replace it by the newer release; until then the incident waits, and loses nothing.',
    );
  if (version === STATE_VERSION) return state;
  return {
    ...(version < 2 && ADDED_IN_2),
    ...(version < 3 && ADDED_IN_3),
    ...ADDED_IN_4,
    ...state,
    stateVersion: STATE_VERSION,
  };
}
