import { openActionsOf } from '../../src/domain/open-actions';
import type { IncidentState } from '../../src/domain/state';
import { personCommands } from '../../src/domain/commands';
import {
  acknowledge,
  affected,
  approve,
  close,
  composed,
  declare,
  draft,
  given,
  HASH,
  hours,
  after,
  noticeUnderWay,
  opened,
  sent,
  told,
  triaged,
  waive,
} from '../support/story';

const commandsOf = (state: IncidentState) => openActionsOf(state).map(({ command }) => command);
const next = (state: IncidentState, name: string) => openActionsOf(state).filter(({ command }) => command === name);

describe('What is to be done next', () => {
  test('of a report: say that you have it, and assess it, by the triage clock', () => {
    given(opened()).and((state) => {
      expect(openActionsOf(state)).toEqual([
        expect.objectContaining({ command: 'acknowledge', body: { alert: state.alerts[0]!.id }, why: 'reported' }),
        expect.objectContaining({ command: 'assess', why: 'triage-overdue', due: state.obligations[0]!.due }),
      ]);
      expect(next(state, 'assess')[0]!.roles).toContain('responder');
    });
  });

  test('remains after somebody said that they have it', () => {
    given(opened(), acknowledge()).and((state) => expect(commandsOf(state)).toEqual(['assess']));
  });

  test('goes from scope to draft, approval and release, each once the one before is done', () => {
    const declared = [opened(), triaged(), declare(), acknowledge()];
    given(...declared).and((state) => expect(commandsOf(state)).toContain('add-affected-customers'));
    const scoped = [...declared, ...affected({ 72: 2 })];
    given(...scoped).and((state) =>
      expect(next(state, 'draft-notice')[0]).toMatchObject({ body: { kind: 'initial' } }),
    );
    const drafted = [...scoped, draft(), composed()];
    given(...drafted).and((state) => {
      expect(next(state, 'draft-notice')).toEqual([]);
      expect(next(state, 'approve-notice')[0]).toMatchObject({ body: { notice: 1, hash: HASH } });
    });
    given(...drafted, approve('legal'), approve('lead')).and((state) =>
      expect(commandsOf(state)).toEqual(['release-notice']),
    );
  });

  test('asks for the second half of what needs two people', () => {
    given(opened(), triaged(), declare(), ...affected({ 72: 2 }), waive('acme')).and((state) =>
      expect(next(state, 'waive-customer')).toMatchObject([
        { body: { customer: 'acme', reason: '' }, roles: ['executive'], why: 'second-person-needed' },
        { body: { customer: 'acme', decline: true } },
      ]),
    );
  });

  test('asks once why customers are late', () => {
    given(opened(), triaged(), declare(), ...affected({ 72: 2 }), after(hours(73))).and((state) =>
      expect(next(state, 'explain-delay')).toMatchObject([{ why: 'reason-demanded' }]),
    );
  });

  test('is nothing once it is closed', () => {
    const done = [opened(), triaged(), declare(), ...affected({ 72: 2 }), noticeUnderWay(), told(2), sent()];
    given(...done, close()).and((state) => expect(openActionsOf(state)).toEqual([]));
  });

  test('is never said with a role that may not give the command', () => {
    given(opened(), triaged(), declare(), ...affected({ 72: 2 }), draft(), composed()).and((state) => {
      for (const { command, roles } of openActionsOf(state))
        expect(personCommands[command].roles).toEqual(expect.arrayContaining([...roles]));
    });
  });
});
