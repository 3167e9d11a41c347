import { headlineOf } from '../../../src/domain/case/headline';
import { closingBlockers } from '../../../src/domain/case/missing';
import {
  affected,
  after,
  assess,
  bounced,
  close,
  declare,
  draft,
  EVENT,
  given,
  hours,
  mailDelivered,
  marked,
  noticeUnderWay,
  obligation,
  opened,
  OUT_OF_SCOPE,
  recalled,
  reclassify,
  say,
  sent,
  told,
  triaged,
  waive,
  withdraw,
} from '../../support/story';

const declared = [opened(), triaged(), declare(), ...affected({ 72: 2 })];
const withdrawn = [withdraw('legal'), withdraw('executive')];

describe('Withdrawing a declaration', () => {
  test('is asked for by legal or privacy, with what the case is instead', () => {
    given(...declared)
      .when(withdraw('privacy'))
      .then(
        { type: 'withdrawal-asked', becomes: { class: 'not-an-incident', words: 'An empty list.' } },
        { type: 'alert-raised', kind: 'second-person-needed', to: { roles: ['executive'] } },
      )
      .and((state) => expect([state.withdrawn, state.classification.class]).toEqual([undefined, 'incident']));
  });

  test('is not begun by an executive, nor without a declaration', () => {
    given(...declared)
      .when(withdraw('executive'))
      .refuses('second-person');
    given(opened()).when(withdraw('legal')).refuses('not-declared');
  });

  test('needs words where the class it becomes does', () => {
    given(...declared)
      .when(withdraw('legal', { becomes: { ...OUT_OF_SCOPE, reason: 'other' } }))
      .refuses('missing');
  });

  test('is confirmed by an executive, who is another person', () => {
    given(...declared, withdraw('legal'))
      .when(withdraw('privacy'))
      .refuses('second-person');
    given(...declared, withdraw('legal').by('counsel'))
      .when(withdraw('executive').by('counsel'))
      .refuses('second-person');
    given(...declared, withdraw('legal'))
      .when(withdraw('executive'))
      .then(
        { type: 'declaration-withdrawn', askedBy: 'legal' },
        { type: 'classified', classification: { class: 'not-an-incident', words: 'An empty list.' } },
        { type: 'obligation-voided', obligation: 'commitment' },
      )
      .and((state) =>
        expect(state.obligations.filter(({ kind, status }) => kind === 'tell-customers' && status !== 'void')).toEqual(
          [],
        ),
      );
  });

  test('is not confirmed by who names another class, and keeps what the second person says', () => {
    given(...declared, withdraw('legal'))
      .when(withdraw('executive', { becomes: EVENT }))
      .refuses('not-a-confirmation', /legal.*not-an-incident.*decline/)
      .when(
        withdraw('executive', { becomes: { words: 'An empty list.', class: 'not-an-incident' }, reason: 'I saw it.' }),
      )
      .then({ type: 'declaration-withdrawn', reason: 'The list was empty.', confirmation: 'I saw it.' });
  });

  test('happens once', () => {
    given(...declared, ...withdrawn)
      .when(withdraw('legal'))
      .refuses('not-declared');
  });

  test('may be declined', () => {
    const no = say('withdraw-declaration', 'executive', {
      reason: 'It stands.',
      becomes: { class: 'not-an-incident', words: 'x' },
      decline: true,
    });
    given(...declared, withdraw('legal'))
      .when(no)
      .then({ type: 'ask-declined', ask: 'withdrawal' })
      .when(no)
      .refuses('nothing-open');
  });

  test('ends warnings and expiry', () => {
    given(...declared, ...withdrawn)
      .when(after(hours(100)))
      .thenNever('warned', 'obligation-late');
  });

  test('owes nothing to customers who were not told, and the case can be closed', () => {
    given(...declared, ...withdrawn)
      .and((state) => expect(state.obligations.map(({ kind }) => kind)).not.toContain('tell-withdrawal'))
      .when(close())
      .then('closed');
  });

  test('gives no clock to customers who are added afterwards', () => {
    given(...declared, ...withdrawn)
      .when(...affected({ 72: 1 }))
      .thenNever('obligation-opened')
      .and(({ cohorts }) => expect(cohorts.map(({ due }) => due)).toEqual(['2026-11-26T08:00:00.000Z', undefined]));
  });

  test('as out of scope answers so in the triage too', () => {
    given(...declared, withdraw('legal', { becomes: OUT_OF_SCOPE }))
      .when(withdraw('executive', { becomes: OUT_OF_SCOPE }))
      .then('classified', { type: 'assessed', entries: { inScope: 'no' } });
  });

  test('as an event owes a notice of what was observed', () => {
    given(...declared, withdraw('legal', { becomes: EVENT }))
      .when(withdraw('executive', { becomes: EVENT }))
      .then({ type: 'obligation-opened', kind: 'tell-observation' });
  });

  test('of an unconfirmed declaration ends the duty to confirm it', () => {
    given(opened(), declare().through('signal'), withdraw('legal'))
      .when(withdraw('executive'))
      .then({ type: 'obligation-voided', obligation: 'confirm-declaration' });
  });
});

describe('Customers who were told of what is then withdrawn', () => {
  const owed = [...declared, mailDelivered(), noticeUnderWay(), told(2), sent(), ...withdrawn];

  test('are owed a notice of its withdrawal in 72 hours', () => {
    given(...owed.slice(0, -1))
      .when(withdraw('executive'))
      .then({ type: 'obligation-opened', obligation: 'withdrawal', due: '2026-11-26T08:00:00.000Z' });
  });

  test('hold up closing until a withdrawal notice reached them all', () => {
    given(...owed)
      .when(close())
      .refuses('still-open', /withdrawal/)
      .when(noticeUnderWay('withdrawal'), recalled(2))
      .then({ type: 'obligation-met', obligation: 'withdrawal', inTime: true })
      .when(sent(), close())
      .then('closed');
  });

  test('are owed a second notice if the first did not reach them all', () => {
    given(...owed, noticeUnderWay('withdrawal'), recalled(1), sent(1))
      .and((state) => expect(obligation(state, 'withdrawal').status).toBe('open'))
      .when(close())
      .refuses('still-open', /withdrawal: 1 of 2 customers told that the declaration was withdrawn/)
      .when(noticeUnderWay('withdrawal'), recalled(1))
      .then({ type: 'obligation-met', obligation: 'withdrawal' });
  });

  test('and whose contacts have all become stale since, are not taken as told by a notice that goes to nobody', () => {
    given(...owed, bounced(2), noticeUnderWay('withdrawal'))
      .when(sent(2))
      .thenNever('obligation-met')
      .and((state) => expect(obligation(state, 'withdrawal').status).toBe('open'));
  });

  test('are judged by when servers accepted, not by when we heard of it', () => {
    given(...owed, noticeUnderWay('withdrawal'), after(hours(72)))
      .and((state) => expect(headlineOf(state).late).toBe(true))
      .when(recalled(2, { when: '2026-11-26T07:59:59.999Z' }))
      .then({ type: 'obligation-met', obligation: 'withdrawal', inTime: true })
      .and((state) => expect(headlineOf(state).late).toBe(false));
  });

  test('only after all others knew of the withdrawal, are owed it too, at its first due', () => {
    given(...declared, noticeUnderWay(), told(1), ...withdrawn, noticeUnderWay('withdrawal'), recalled(1), sent())
      .and((state) => expect(obligation(state, 'withdrawal').status).toBe('met'))
      .when(told(1))
      .then({ type: 'obligation-reopened', obligation: 'withdrawal' })
      .and((state) =>
        expect(obligation(state, 'withdrawal')).toMatchObject({ status: 'open', due: '2026-11-26T08:00:00.000Z' }),
      );
  });

  test('are owed it again when it bounces', () => {
    given(...owed, noticeUnderWay('withdrawal'), recalled(2))
      .when(recalled(-1))
      .then({ type: 'obligation-reopened', obligation: 'withdrawal' });
  });

  test('and cannot be reached any more, are waived of its withdrawal by two people', () => {
    given(...owed, noticeUnderWay('withdrawal'), recalled(1), sent(1), waive('acme'))
      .when(waive('acme', 'executive'))
      .then({ type: 'customer-waived', customer: 'acme' })
      .and(({ outbox }) => expect(outbox.at(-1)).toMatchObject({ mark: 'waived', of: 'withdrawal' }))
      .when(marked())
      .then({ type: 'obligation-met', obligation: 'withdrawal' })
      .when(close())
      .then('closed');
  });

  test('and have no notice after 72 hours, are told late', () => {
    given(...owed)
      .when(after(hours(72)))
      .then({ type: 'obligation-late', obligation: 'withdrawal' });
  });

  test('while a notice was still going out, are owed it as soon as we hear', () => {
    given(...declared, noticeUnderWay(), ...withdrawn)
      .when(told(1))
      .then({ type: 'obligation-opened', obligation: 'withdrawal' });
  });
});

test('A withdrawn incident sends no update', () => {
  given(...declared, noticeUnderWay(), ...withdrawn)
    .when(draft('update'))
    .refuses('not-declared');
});

describe('Help for the customer of an event', () => {
  const event = [opened(), triaged(), assess({ classification: EVENT })];
  const offer = say('offer-assistance', 'responder', { words: 'We can rotate the keys with you.' });
  const request = say('request-assistance', 'responder', {});
  const end = say('end-assistance', 'responder', { words: 'Done.' });

  test.each([offer, request])('does not begin in an incident: $name', (command) => {
    given(...declared)
      .when(command)
      .refuses('wrong-class');
    given(opened()).when(command).refuses('wrong-class');
  });

  test('is offered, asked for, and ended', () => {
    given(...event)
      .when(offer)
      .then('assistance-offered')
      .when(offer)
      .refuses('already-so')
      .when(request)
      .then('assistance-requested')
      .when(request)
      .refuses('already-so')
      .when(end)
      .then('assistance-ended')
      .when(end)
      .refuses('already-so')
      .when(offer)
      .refuses('already-so')
      .when(request)
      .then('assistance-requested');
  });

  test('need not be offered, and is not ended before it begins', () => {
    given(...event)
      .when(end)
      .refuses('nothing-open')
      .when(request)
      .then('assistance-requested');
  });

  test.each([declare(), reclassify(OUT_OF_SCOPE), reclassify({ class: 'not-an-incident', words: 'A test.' })])(
    'once asked for ends, whatever the case has become meanwhile: $name',
    (command) => {
      given(...event, request, command)
        .when(end)
        .then('assistance-ended')
        .and((state) => expect(JSON.stringify(closingBlockers(state))).not.toMatch(/assistance/));
    },
  );

  test('once asked for is owed until it ends', () => {
    given(...event, request)
      .when(close())
      .refuses('still-open', /asked for assistance/)
      .when(end, close())
      .refuses('still-open')
      .and((_, { state }) => expect(state.assistance).toBe('ended'));
  });
});
