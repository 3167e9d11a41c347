import { PERSON_COMMANDS, type PersonCommand } from '../../src/domain/commands';
import { actsOf } from '../../src/domain/may';
import type { Role } from '../../src/domain/primitives/people';
import type { IncidentState } from '../../src/domain/state';
import {
  affected,
  after,
  approve,
  close,
  composed,
  declare,
  draft,
  given,
  hours,
  noticeUnderWay,
  opened,
  sent,
  START,
  told,
  triaged,
  waive,
} from '../support/story';

const may = (state: IncidentState, command: PersonCommand, by: string, role: Role = by as Role) =>
  actsOf(state, { by, roles: [role], door: 'api', at: START }).find((act) => act.command === command)!.refusal;

const declared = [opened(), triaged(), declare(), ...affected({ 72: 2 })];
const drafted = [...declared, draft(), composed()];

describe('What somebody may do as the incident stands', () => {
  test('is said of every command of the table, with the roles that it is for', () => {
    given(opened()).and((state) => {
      const acts = actsOf(state, { by: 'lead', roles: ['lead'], door: 'api', at: START });
      expect(acts.map(({ command }) => command)).toEqual(PERSON_COMMANDS);
      expect(acts.find(({ command }) => command === 'close')!.roles).toEqual(['lead', 'privacy']);
    });
  });

  test('is refused for a role, with those that may', () => {
    given(...declared).and((state) =>
      expect(may(state, 'release-notice', 'responder')).toMatchObject({
        refused: 'not-permitted',
        why: expect.stringContaining('is for lead, privacy') as string,
      }),
    );
  });

  test('is refused for the stage', () => {
    const done = [...declared, noticeUnderWay(), told(2), sent(), close()];
    given(...done).and((state) => {
      expect(may(state, 'note-progress', 'lead')).toMatchObject({ refused: 'wrong-stage' });
      expect(may(state, 'reopen', 'lead')).toBeUndefined();
    });
    given(...declared).and((state) => expect(may(state, 'reopen', 'lead')).toMatchObject({ refused: 'wrong-stage' }));
  });

  test('is refused for what is missing, point by point', () => {
    given(...declared).and((state) => {
      expect(may(state, 'close', 'lead')).toMatchObject({ refused: 'still-open' });
      expect(may(state, 'close', 'lead')!.points!.length).toBeGreaterThan(0);
      expect(may(state, 'approve-notice', 'legal')).toMatchObject({ refused: 'nothing-open' });
      expect(may(state, 'explain-delay', 'lead')).toMatchObject({ refused: 'nothing-open' });
      expect(may(state, 'draft-notice', 'responder')).toBeUndefined();
    });
    given(opened()).and((state) => {
      expect(may(state, 'draft-notice', 'responder')).toMatchObject({ refused: 'not-declared' });
      expect(may(state, 'move-stage', 'responder')).toMatchObject({ refused: 'missing' });
      expect(may(state, 'declare', 'responder')).toBeUndefined();
    });
  });

  test('is refused to whoever drafted, approved or asked: another person is wanted', () => {
    given(...drafted).and((state) => {
      expect(may(state, 'approve-notice', 'responder', 'legal')).toMatchObject({ refused: 'second-person' });
      expect(may(state, 'approve-notice', 'legal')).toBeUndefined();
      expect(may(state, 'release-notice', 'lead')).toMatchObject({ refused: 'nothing-open' });
    });
    given(...drafted, approve('legal'), approve('lead')).and((state) => {
      expect(may(state, 'release-notice', 'lead')).toBeUndefined();
      expect(may(state, 'approve-notice', 'privacy')).toMatchObject({ refused: 'nothing-open' });
    });
    given(...declared).and((state) =>
      expect(may(state, 'waive-customer', 'executive')).toMatchObject({ refused: 'second-person' }),
    );
    given(...declared, waive('acme')).and((state) => expect(may(state, 'waive-customer', 'executive')).toBeUndefined());
  });

  test('is what the door says too', () => {
    given(...declared)
      .when(close())
      .refuses('still-open')
      .and((state) => {
        const told = may(state, 'close', 'lead')!;
        given(...declared)
          .when(close())
          .refuses('still-open', undefined, told.points);
      });
    given(...declared, after(hours(73))).and((state) => expect(may(state, 'explain-delay', 'lead')).toBeUndefined());
  });
});
