import { viewOf } from '../../../src/domain/view';
import {
  after,
  affected,
  close,
  declare,
  given,
  hours,
  noticeUnderWay,
  opened,
  say,
  sent,
  told,
  triaged,
  twoTold,
} from '../../support/story';

const ask = (customer: string, owner = 'responder') =>
  say('ask-help', 'lead', { customer, words: 'The list of the records that were read.', owner });
const answer = (customer: string) => say('answer-help', 'responder', { customer, words: 'Handed over by the portal.' });
const waits = { kind: 'await-help', status: 'open' };

describe('Help that a customer asks for inside an incident', () => {
  test('has an owner, who hears of it, and a clock', () => {
    given(...twoTold)
      .when(ask('acme'))
      .then(
        { type: 'help-asked', customer: 'acme', owner: 'responder' },
        {
          type: 'alert-raised',
          kind: 'help-asked',
          to: { persons: ['responder'] },
          detail: { about: 'help', customer: 'acme', owner: 'responder' },
          acknowledge: true,
        },
        { type: 'obligation-opened', kind: 'await-help', subject: 'acme', due: '2026-11-24T08:00:00.000Z' },
      )
      .and((state) => {
        expect(viewOf(state).help).toEqual([
          { customer: 'acme', owner: 'responder', askedAt: '2026-11-23T08:00:00.000Z' },
        ]);
        expect(viewOf(state).next).toContainEqual(
          expect.objectContaining({
            command: 'answer-help',
            body: { customer: 'acme', words: '' },
            due: '2026-11-24T08:00:00.000Z',
          }),
        );
      });
  });

  test('is each customer’s own: one is answered, the other holds up closing', () => {
    given(...twoTold, ask('acme'), ask('bolt', 'lead-2'))
      .when(answer('acme'))
      .then('help-answered', { type: 'obligation-met', inTime: true })
      .and(({ obligations }) =>
        expect(obligations.filter(({ kind }) => kind === 'await-help')).toMatchObject([
          { subject: 'acme', status: 'met' },
          { ...waits, subject: 'bolt' },
        ]),
      )
      .when(close())
      .refuses('still-open', /bolt asked for help and waits for lead-2/)
      .when(answer('acme'))
      .refuses('nothing-open')
      .when(answer('bolt'))
      .then('help-answered');
  });

  test('is asked for again when its time has run out, of its owner', () => {
    given(...twoTold, ask('acme'))
      .when(after(hours(24)))
      .then(
        { type: 'obligation-late' },
        { type: 'alert-raised', kind: 'help-overdue', to: { persons: ['responder'] }, acknowledge: true },
      );
  });

  test('passes to another owner by being asked for again, and its clock goes on', () => {
    given(...twoTold, ask('acme'), after(hours(3)))
      .when(ask('acme'))
      .refuses('already-so')
      .when(ask('acme', 'nobody'))
      .refuses('unknown-person')
      .when(ask('acme', 'legal'))
      .then({ type: 'help-asked', owner: 'legal' }, { type: 'alert-raised', to: { persons: ['legal'] } })
      .and(({ help, obligations }) => {
        expect(help).toEqual([{ customer: 'acme', owner: 'legal', askedAt: '2026-11-23T08:00:00.000Z' }]);
        expect(obligations.filter(({ kind }) => kind === 'await-help')).toMatchObject([
          { ...waits, due: '2026-11-24T08:00:00.000Z' },
        ]);
      });
  });

  test('has no clock under the rules of before, and holds up closing all the same', () => {
    given(opened(), triaged(), declare(), ...affected({ 72: 1 }), noticeUnderWay(), told(1), sent())
      .when(ask('acme'))
      .thenNever('obligation-opened')
      .when(close())
      .refuses('still-open', /acme asked for help/);
  });
});
