import type { IncidentState } from '../../src/domain/state';
import { STATE_VERSION, upgraded } from '../../src/domain/upgraded';
import { given, INCIDENT, opened } from '../support/story';

/** A state as a release with that version of the state handed it on. */
const of = (state: IncidentState, stateVersion: number) => ({ ...state, stateVersion }) as IncidentState;

describe('A state that a run takes over', () => {
  test('of this version is taken as it is', () => {
    given(opened()).and((state) => {
      expect(state.stateVersion).toBe(STATE_VERSION);
      expect(upgraded(state)).toEqual(state);
    });
  });

  test.each([1, 2, 3])('of version %d becomes one of this', (version) => {
    given(opened()).and((state) => expect(upgraded(of(state, version))).toEqual(state));
  });

  test('that lacks a field of the version it names gets it, as a worker between two releases hands it on', () => {
    given(opened()).and((state) => {
      const { tasks: _, departments: __, ...rest } = state;
      expect(upgraded(rest as IncidentState)).toEqual(state);
    });
  });

  test('of a later version is refused, with what to do', () => {
    given(opened()).and((state) => {
      expect(() => upgraded(of(state, STATE_VERSION + 1))).toThrow(
        new RegExp(
          `^The state of ${INCIDENT} has version ${STATE_VERSION + 1}, .* older than .* Replace it by the newer`,
        ),
      );
    });
  });
});
