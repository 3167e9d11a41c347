import type { Roster, RosterChange } from '../../../src/domain/primitives/people';
import { given, opened, PEOPLE, type Step } from '../../support/story';

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

/** What changed from one revision to another arrives. */
const changes =
  (after: number, revision: number, changed: Roster): Step =>
  (story) =>
    void story.answer('change-roster', { after, revision, changes: changed } satisfies RosterChange);

const NONE = 'lead-2';
/** Everybody, as of revision 7. */
const KNOWN = [opened(), arrives(6, REMAINING), arrives(7, PEOPLE)];

describe('A change of the roster', () => {
  test('is taken where it follows, and takes from whoever has no role left', () => {
    given(...KNOWN)
      .when(changes(7, 8, { [NONE]: [], newcomer: ['legal'] }))
      .then({ type: 'roster-changed', revision: 8 })
      .and(({ roster, rosterRevision }) => {
        expect(roster).toEqual({ ...REMAINING, newcomer: ['legal'] });
        expect(rosterRevision).toBe(8);
      });
  });

  test('that comes twice, or is overtaken, is nothing', () => {
    const known = [...KNOWN, changes(7, 8, { [NONE]: [] })];
    given(...known)
      .when(changes(7, 8, { [NONE]: [] }))
      .thenNothing();
    given(...known)
      .when(changes(6, 7, { [NONE]: ['lead'] }))
      .thenNothing();
  });

  test('that covers what is known already is taken as well', () => {
    given(...KNOWN, changes(7, 8, { newcomer: ['legal'] }))
      .when(changes(6, 9, { newcomer: ['legal'], [NONE]: [] }))
      .then({ type: 'roster-changed', revision: 9 });
  });

  test('after one that never arrived is asked about once, and taken with what was missed', () => {
    given(...KNOWN)
      .when(changes(8, 9, { newcomer: ['legal'] }))
      .then({ type: 'roster-missed', revision: 9 })
      .and(({ roster }) => expect(roster).toEqual(PEOPLE));
    const asked = [...KNOWN, changes(8, 9, { newcomer: ['legal'] })];
    given(...asked)
      .when(changes(8, 9, { newcomer: ['legal'] }))
      .thenNothing();
    given(...asked)
      .when(changes(7, 9, { newcomer: ['legal'], [NONE]: [] }))
      .then({ type: 'roster-changed', revision: 9 });
  });

  test('costs an incident as many bytes however many people there are', () => {
    const crowd = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`p${index}`, ['responder']]));
    const sizes = [PEOPLE, { ...PEOPLE, ...crowd } as Roster].map((roster) => {
      const { story } = given(
        opened(),
        arrives(6, REMAINING),
        arrives(7, roster),
        changes(7, 8, { newcomer: ['responder', 'legal'] }),
      );
      return JSON.stringify(story.pages.at(-1)).length;
    });
    expect(sizes[0]).toBe(sizes[1]);
    expect(sizes[1]).toBeLessThan(300);
  });
});
