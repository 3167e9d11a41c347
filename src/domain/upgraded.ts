import type { IncidentState } from './state';

/** Counts up with each change of the state's shape. */
export const STATE_VERSION = 5;

const ADDED_IN_2: Partial<IncidentState> = { unreachableCustomers: [], cleared: [], promiseCounts: [], help: [] };
const ADDED_IN_3: Partial<IncidentState> = { scopeRevision: 0, questions: [], tasks: [], departments: {} };
const ADDED_IN_4: Partial<IncidentState> = { evidence: [], withholdings: [] };
const ADDED_IN_5: Partial<IncidentState> = { regimes: [], related: [], duplicates: [], refusedOffers: [] };

const ADDED: Partial<IncidentState> = { ...ADDED_IN_2, ...ADDED_IN_3, ...ADDED_IN_4, ...ADDED_IN_5 };

/**
 * The state that the run before, perhaps of an older release, hands on, in the shape of this one: a field that it lacks gets its value here, and nothing
 * else asks how old a state is. It is filled in whatever version it names, for a worker that was built between two releases wrote one, too.
 * @throws if the release that wrote it is newer than this one
 */
export function upgraded(state: IncidentState): IncidentState {
  const version: number = state.stateVersion;
  if (version > STATE_VERSION)
    throw new Error(
      `The state of ${state.id} has version ${version}, and this worker knows versions up to ${STATE_VERSION}: ` +
        'it is older than the worker that wrote it. Replace it by the newer release; until then the incident waits, and loses nothing.',
    );
  return { ...ADDED, ...state, stateVersion: STATE_VERSION };
}
