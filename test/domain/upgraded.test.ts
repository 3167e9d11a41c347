import type { IncidentState } from '../../src/domain/state';
import { STATE_VERSION, upgraded } from '../../src/domain/upgraded';
import { given, INCIDENT, opened } from '../support/story';

describe('A state that a run takes over', () => {
  test('of this version is taken as it is', () => {
    given(opened()).and((state) => {
      expect(state.stateVersion).toBe(STATE_VERSION);
      expect(upgraded(state)).toBe(state);
    });
  });

  test('of a later version is refused, with what to do', () => {
    given(opened()).and((state) => {
      const later = { ...state, stateVersion: STATE_VERSION + 1 } as unknown as IncidentState;
      expect(() => upgraded(later)).toThrow(
        new RegExp(
          `^The state of ${INCIDENT} has version ${STATE_VERSION + 1}, .* older than .* Replace it by the newer`,
        ),
      );
    });
  });
});
