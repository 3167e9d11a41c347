import type { Roster } from '../../src/domain/primitives/people';
import { given, opened, PEOPLE, type Step } from '../support/story';

const { 'lead-2': _dismissed, ...REMAINING } = PEOPLE;

/** The roster of that revision of the register arrives. */
const arrives =
  (revision: number, roster: Roster): Step =>
  (story) =>
    void story.answer('adopt-roster', { revision, roster });

describe('A roster', () => {
  test('that is newer is adopted', () => {
    given(opened())
      .when(arrives(9, REMAINING))
      .then({ type: 'roster-adopted', revision: 9 })
      .and(({ roster }) => expect(roster).toEqual(REMAINING));
  });

  test('that is overtaken by a newer one does not bring back who was dismissed', () => {
    given(opened(), arrives(9, REMAINING))
      .when(arrives(8, PEOPLE))
      .thenNothing()
      .and(({ roster }) => expect(roster).not.toHaveProperty('lead-2'));
  });

  test('that is overtaken counts for nothing, also where the newer one changed nothing', () => {
    given(opened(), arrives(7, REMAINING), arrives(9, REMAINING)).when(arrives(8, PEOPLE)).thenNothing();
  });

  test('that comes twice is nothing', () => {
    given(opened(), arrives(9, REMAINING)).when(arrives(9, REMAINING)).thenNothing();
  });
});
