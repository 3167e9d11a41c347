import { alarmsOf } from '../../../src/domain/clocks/alarms';
import { closingBlockers } from '../../../src/domain/case/missing';
import {
  addCustomers,
  affected,
  after,
  alarm,
  assess,
  assign,
  bounced,
  close,
  correct,
  declare,
  draft,
  given,
  hours,
  EVENT,
  found,
  mailDelivered,
  marked,
  moveStage,
  noticeUnderWay,
  opened,
  OUT_OF_SCOPE,
  removeCustomer,
  say,
  sent,
  setFact,
  told,
  triaged,
  waive,
  withdraw,
} from '../../support/story';

const done = [opened(), triaged(), declare(), ...affected({ 72: 2 }), noticeUnderWay(), told(2), sent()];

describe('Closing', () => {
  test('ends a case in which nothing stands open', () => {
    given(...done)
      .when(close())
      .then({ type: 'closed', outcome: 'All are told; the mail is deleted.' })
      .and((state) =>
        expect(state.stage).toEqual({
          stage: 'closed',
          since: '2026-11-23T08:00:00.000Z',
          outcome: 'All are told; the mail is deleted.',
        }),
      );
  });

  test('ends a case that was out of scope, and keeps it', () => {
    given(opened(), triaged({ inScope: 'no' }), assess({ classification: OUT_OF_SCOPE }))
      .when(close())
      .then('closed');
  });

  test('names the first ten of a pasted list that the register does not have, and how many more', () => {
    const names = Array.from({ length: 24 }, (_, index) => `c${index}`);
    given(opened(), triaged(), declare(), addCustomers(...names), found({ 72: 1 }, names))
      .when(close())
      .refuses('still-open', /register: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and 14 more; import/);
  });

  test('is refused with the whole list of what stands open', () => {
    given(
      opened(),
      assess({ definition: { effect: { answer: 'yes' } } }),
      declare({ awareAt: '2026-11-20T00:00:00Z' }).through('signal'),
      ...affected({ 72: 2 }),
      after(hours(72)),
      draft(),
      waive('acme'),
      withdraw('legal'),
      correct('declared', '2026-11-23T09:00:00Z'),
      addCustomers('bolt'),
    )
      .when(close())
      .refuses('still-open', /^This cannot be closed yet: .*\.$/, [
        'triage: (a) evaluation of the event',
        'triage: (a) definition: manner, kind of data, whether we process it',
        'triage: (b) in scope or not',
        'triage: (c) malicious: yes, no or unknown',
        'triage: (d) preliminary findings',
        'triage: (d) severity with its reason',
        'triage: (e) who was alerted: nobody has been reached yet',
        'the declaration waits for a signed-in person to confirm it',
        'commitment: not every affected customer is told, due 2026-11-26T08:00:00.000Z',
        'tell/INC-2026-0001#4.1/declared+72h: 0 of 2 customers told, due 2026-11-26T08:00:00.000Z',
        'a change of scope is being worked out',
        'notice 1 is being composed: release it, or reject it',
        'the delay is not explained',
        'the waiver of acme waits for an executive',
        'a withdrawal of the declaration waits for an executive',
        'a correction of declared waits for a second person',
      ]);
  });

  test('is refused while the case is not classed', () => {
    given(opened(), triaged())
      .when(close())
      .refuses('still-open', /.*/, ['the case is not classed', 'decision/1: declare, or say what it is']);
  });

  test('of a case whose customers were all taken out says what can be done', () => {
    const emptied = [...affected({ 72: 1 }), removeCustomer('acme'), marked()];
    given(opened(), triaged(), declare(), ...emptied)
      .when(close())
      .refuses('still-open', /commitment: no customer is in scope: add them, or withdraw the declaration, due/);
    given(opened(), triaged(), assess({ classification: EVENT }), ...emptied)
      .when(close())
      .refuses('still-open', /observation\/1: no customer is in scope: add them, or reclassify the case, due/);
  });

  test('is refused while a notice is on its way', () => {
    given(...done.slice(0, -1))
      .when(close())
      .refuses('still-open', /notice 1 is released: wait until it is sent/)
      .when(say('pause-sending', 'lead', { notice: 1, reason: 'A customer called.' }))
      .then('sending-steered')
      .when(close())
      .refuses(
        'still-open',
        /notice 1 is paused: go on with it \(resume-sending\), or end it for good \(stop-sending\)/,
      );
  });

  test('does not ask whether alerts were acknowledged, or mail to staff went out', () => {
    given(...done).and((state) =>
      expect([state.alerts.length > 0, state.outbox.length > 0, closingBlockers(state)]).toEqual([true, true, []]),
    );
  });
});

describe('A closed incident', () => {
  const closed = [...done, close()];

  test.each([
    setFact(),
    declare(),
    close(),
    assign('lead'),
    moveStage('review'),
    draft('update'),
    addCustomers('bolt'),
    waive('acme'),
    say('acknowledge', 'responder', {}),
  ])('takes no $name any more', (command) => {
    given(...closed)
      .when(command)
      .refuses('wrong-stage', /closed since.*reopen/);
  });

  test('has no alarm, and no escalation goes on', () => {
    given(...closed)
      .and((state) => expect([alarmsOf(state), state.alerts]).toEqual([[], []]))
      .when(alarm)
      .thenNothing();
  });

  test('raises no alarm over counts that come after the end', () => {
    given(...closed, after(hours(80)), bounced(1), told(1))
      .when(alarm)
      .thenNothing();
  });

  test('still lets mail to staff go out', () => {
    given(...closed)
      .when(mailDelivered())
      .then('alert-delivered')
      .and(({ outbox }) => expect(outbox).toEqual([]));
  });
});
