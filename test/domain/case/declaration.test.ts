import { alarmsOf } from '../../../src/domain/clocks/alarms';
import { openDecisions } from '../../../src/domain/clocks/decision';
import { detailsOf } from '../../../src/domain/case/details';
import { closingBlockers } from '../../../src/domain/case/missing';
import { DEFINITION_TESTS } from '../../../src/domain/triage/triage';
import {
  acknowledge,
  addCustomers,
  affected,
  after,
  alarm,
  assess,
  close,
  correct,
  declare,
  EVENT,
  found,
  given,
  hours,
  instant,
  instantsOf,
  moveStage,
  noteProgress,
  noticeUnderWay,
  obligation,
  opened,
  outage,
  reclassify,
  sent,
  told,
  triaged,
  withdraw,
} from '../../support/story';

describe('A decision', () => {
  test('that is not taken within 24 hours is asked for, and the next is due 24 hours after it', () => {
    given(opened(), acknowledge(), triaged())
      .when(after(hours(24)))
      .then(
        { type: 'obligation-late', obligation: 'decision/1' },
        { type: 'alert-raised', kind: 'decision-overdue' },
        { type: 'obligation-opened', obligation: 'decision/2', due: '2026-11-25T08:00:00.000Z' },
      );
  });

  test('that fell due while nothing ran does not put off the next', () => {
    given(opened(), triaged(), outage(hours(30)))
      .when(alarm)
      .then({ type: 'obligation-opened', obligation: 'decision/2', due: '2026-11-25T08:00:00.000Z' });
  });

  test('is asked for once after an outage of ten days, and owed again at the hour at which it would have been', () => {
    given(opened(), acknowledge(), triaged(), outage(hours(10 * 24 + 1)), after(0)).and((state, { mails }) => {
      expect(instantsOf(mails, 'decision-overdue')).toEqual(['2026-12-03T09:00:00.000Z']);
      expect(obligation(state, 'decision/2').due).toBe('2026-12-04T08:00:00.000Z');
    });
  });

  test('is owed from when triage was to end, where it does not end', () => {
    given(opened(), acknowledge())
      .when(after(hours(4)))
      .then(
        { type: 'obligation-late', obligation: 'triage' },
        { type: 'obligation-opened', obligation: 'decision/1', due: '2026-11-24T12:00:00.000Z' },
      )
      .when(after(hours(2)), triaged())
      .then('triage-ended')
      .and((state) => expect(openDecisions(state)).toMatchObject([{ id: 'decision/1' }]));
  });

  test('is asked for every day, however often somebody acknowledges that triage is overdue', () => {
    given(opened(), acknowledge(), after(hours(4)), acknowledge(), after(hours(24 * 3))).and((_, { mails }) =>
      expect(mails.filter(({ alert, unanswered }) => alert === 'decision-overdue' && !unanswered)).toHaveLength(3),
    );
  });

  test('is owed anew by a case given back to undetermined while its triage is overdue', () => {
    given(opened(), acknowledge(), after(hours(4)), assess({ classification: EVENT }), after(hours(1)))
      .when(reclassify({ class: 'undetermined' }))
      .then({ type: 'obligation-opened', obligation: 'decision/2', due: '2026-11-24T13:00:00.000Z' });
  });

  test('is not owed by a case that is classed, though its triage is overdue', () => {
    given(opened(), assess({ classification: EVENT }))
      .when(after(hours(4)))
      .then({ type: 'alert-raised', kind: 'triage-overdue' })
      .and((state) => expect(openDecisions(state)).toEqual([]));
  });

  test('is asked for each 24 hours for as long as nobody decides', () => {
    given(opened(), triaged(), after(hours(24 * 5))).and((_, { mails }) =>
      expect(mails.filter(({ alert, unanswered }) => alert === 'decision-overdue' && !unanswered)).toHaveLength(5),
    );
  });

  test('may wait if somebody says what is missing and until when', () => {
    given(opened(), triaged(), after(hours(3)))
      .when(noteProgress('The logs are being read.', { missing: 'the mail log', until: '2026-11-23T18:00:00Z' }))
      .then(
        { type: 'progress-noted', missing: 'the mail log', until: instant('2026-11-23T18:00:00Z') },
        { type: 'obligation-met', obligation: 'decision/1', inTime: true },
        { type: 'obligation-opened', obligation: 'decision/2', due: '2026-11-23T18:00:00.000Z' },
      );
  });

  test('waits 24 hours at most, however long somebody asks for', () => {
    given(opened(), triaged())
      .when(noteProgress('Waiting.', { missing: 'an answer', until: '2026-12-24T08:00:00Z' }))
      .then({ type: 'obligation-opened', obligation: 'decision/2', due: '2026-11-24T08:00:00.000Z' });
  });

  test('does not wait until an instant that has passed', () => {
    given(opened(), triaged())
      .when(noteProgress('Waiting.', { missing: 'it', until: '2026-11-23T08:00:00Z' }))
      .refuses('impossible-instant');
    given(opened(), triaged())
      .when(noteProgress('Waiting.', { missing: 'it', until: 'tomorrow' }))
      .refuses('impossible-instant');
  });

  test('that is not owed cannot be put off', () => {
    given(opened())
      .when(noteProgress('Waiting.', { missing: 'it', until: '2026-11-23T09:00:00Z' }))
      .refuses('nothing-open');
  });

  test('has nothing to do with a plain note', () => {
    given(opened(), triaged())
      .when(noteProgress('Called them.'))
      .then('progress-noted')
      .and((state) => expect(obligation(state, 'decision/1').status).toBe('open'));
  });

  test('once late stays late, also when it is then taken', () => {
    given(opened(), triaged(), after(hours(25)))
      .when(declare())
      .then(
        { type: 'obligation-met', obligation: 'decision/1', inTime: false },
        { type: 'obligation-met', obligation: 'decision/2', inTime: true },
      )
      .and((state) => expect(obligation(state, 'decision/1').lateSince).toBe('2026-11-24T08:00:00.000Z'));
  });
});

describe('Declaring', () => {
  test.each(['confirmed', 'likely', 'reasonable-suspicion'] as const)(
    'on the basis "%s" starts the 72 hours',
    (basis) => {
      given(opened())
        .when(declare({ basis }))
        .then(
          'declared',
          { type: 'classified', classification: { class: 'incident' }, from: 'undetermined' },
          { type: 'obligation-opened', obligation: 'commitment', due: '2026-11-26T08:00:00.000Z' },
          'alert-raised',
        )
        .and(({ declaration }) => expect(declaration).toMatchObject({ basis, by: 'lead', confirmedBy: 'lead' }));
    },
  );

  test('tells the team of the incident as it now stands: its class, and when it is due', () => {
    given(opened(), declare()).and((_, { mails }) =>
      expect(mails.at(-1)).toMatchObject({
        alert: 'declared',
        to: ['responder', 'lead', 'privacy', 'legal', 'communications', 'executive'],
        headline: {
          class: 'incident',
          declaredAt: '2026-11-23T08:00:00.000Z',
          due: '2026-11-26T08:00:00.000Z',
          late: false,
        },
      }),
    );
  });

  test.each(['investigation', 'containment', 'recovery', 'review'] as const)('is possible in the stage %s', (to) => {
    given(opened(), triaged(), moveStage(to)).when(declare()).then('declared');
  });

  test.each(DEFINITION_TESTS)('is refused by name where the definition answers "no" for %s', (failed) => {
    given(opened(), assess({ definition: { [failed]: { answer: 'no' } } }))
      .when(declare())
      .refuses('definition-not-met', new RegExp(failed), [failed]);
  });

  test('names every test that fails', () => {
    given(opened(), assess({ definition: { effect: { answer: 'no' }, data: { answer: 'no' } } }))
      .when(declare())
      .refuses('definition-not-met', /effect, data/, ['effect', 'data']);
  });

  test('may rest on unknown answers', () => {
    given(opened(), assess({ definition: { effect: { answer: 'unknown' }, manner: { answer: 'unknown' } } }))
      .when(declare())
      .then('declared');
  });

  test('turns an event into an incident, and keeps the clock of the event', () => {
    given(opened(), assess({ classification: EVENT }), ...affected({ 72: 1 }))
      .when(declare())
      .then({ type: 'classified', from: 'event' })
      .and((state) =>
        expect(obligation(state, 'observation/1')).toMatchObject({ status: 'open', due: '2026-11-26T08:00:00.000Z' }),
      );
  });

  test.each(['yes', 'undetermined'] as const)('with GDPR "%s" needs no policy', (gdpr) => {
    given(opened()).when(declare({ gdpr })).then('declared');
  });

  test('outside GDPR is for legal to say, and needs the policy that holds', () => {
    given(opened())
      .when(declare({ gdpr: 'no', policy: 'Contract 7' }))
      .refuses('not-permitted', /legal/);
    given(opened())
      .when(declare({ gdpr: 'no' }).by('legal'))
      .refuses('missing', /policy/, ['/policy']);
    given(opened())
      .when(declare({ gdpr: 'no', policy: 'Contract 7' }).by('legal'))
      .then('declared', { type: 'obligation-opened', obligation: 'commitment', due: '2026-11-26T08:00:00.000Z' });
  });

  test('within GDPR has room for no other policy', () => {
    for (const over of [{ policy: 'Contract 7' }, { policyHours: 24 }, { policy: 'Contract 7', policyHours: 24 }])
      given(opened())
        .when(declare({ gdpr: 'undetermined', ...over }).by('legal'))
        .refuses(
          'malformed',
          /policy/,
          Object.keys(over).map((field) => `/${field}`),
        );
  });

  test('outside GDPR under a policy of fewer hours is due by them, by the contract where that has fewer still', () => {
    const policy = { gdpr: 'no', policy: 'Contract 7', policyHours: 36, awareAt: '2026-11-23T07:00:00Z' } as const;
    given(opened(), ...affected({ 72: 1, 24: 1 }))
      .when(declare(policy).by('legal'))
      .then({
        type: 'alert-raised',
        kind: 'declared',
        detail: expect.objectContaining({ policy: 'Contract 7', policyHours: 36 }),
      })
      .and((state) => {
        expect(obligation(state, 'commitment').due).toBe('2026-11-24T20:00:00.000Z');
        expect(state.cohorts.map(({ due }) => due)).toEqual(['2026-11-24T08:00:00.000Z', '2026-11-24T20:00:00.000Z']);
        expect(alarmsOf(state).map(({ summary }) => summary)).toContain(`36 h commitment ${state.id}`);
        expect(detailsOf(state)).toContain('a policy of 36 h');
      })
      .when(after(hours(1)), addCustomers('bolt'), found({ 72: 1 }))
      .then({ type: 'obligation-opened', due: '2026-11-24T20:00:00.000Z' })
      .when(correct('declared', '2026-11-23T07:00:00Z'))
      .then('anchor-corrected')
      .and((state) => expect(obligation(state, 'commitment').due).toBe('2026-11-24T19:00:00.000Z'));
  });

  test('outside GDPR under a policy of a few hours is not warned of before the clock began', () => {
    given(opened(), declare({ gdpr: 'no', policy: 'Contract 7', policyHours: 8 }).by('legal'), after(hours(8))).and(
      (_, { mails }) =>
        expect(instantsOf(mails, 'commitment-warning')).toEqual([
          '2026-11-23T10:00:00.000Z',
          '2026-11-23T14:00:00.000Z',
        ]),
    );
  });

  test('back-dated counts from when it was made', () => {
    given(opened())
      .when(declare({ declaredAt: '2026-11-20T09:20:00+01:00' }))
      .then({
        type: 'obligation-opened',
        obligation: 'commitment',
        since: '2026-11-20T08:20:00.000Z',
        due: '2026-11-23T08:20:00.000Z',
      });
  });

  test('is tolerated 120 seconds ahead of our clock, and not a millisecond more', () => {
    given(opened())
      .when(declare({ declaredAt: '2026-11-23T08:02:00.000Z' }))
      .then('declared');
    given(opened())
      .when(declare({ declaredAt: '2026-11-23T08:02:00.001Z', awareAt: '2026-11-23T08:00:00Z' }))
      .refuses('impossible-instant', /^declaredAt lies in the future\.$/, ['/declaredAt']);
    given(opened())
      .when(declare({ declaredAt: '2026-11-23T08:02:00.000Z', awareAt: '2026-11-23T08:02:00.001Z' }))
      .refuses('impossible-instant', /^awareAt lies in the future\.$/, ['/awareAt']);
    given(opened())
      .when(declare({ declaredAt: '2026-11-24T08:00:00Z', awareAt: '2026-11-24T08:00:00Z' }))
      .refuses('impossible-instant', /^declaredAt and awareAt lie in the future\.$/, ['/declaredAt', '/awareAt']);
  });

  test('cannot come before we were aware', () => {
    given(opened())
      .when(declare({ declaredAt: '2026-11-23T07:00:00Z', awareAt: '2026-11-23T07:00:00.001Z' }))
      .refuses('impossible-instant', /aware/, ['/awareAt']);
    given(opened())
      .when(declare({ declaredAt: '2026-11-23T07:00:00Z', awareAt: '2026-11-23T07:00:00Z' }))
      .then('declared');
  });

  test('needs instants that name one', () => {
    given(opened())
      .when(declare({ declaredAt: 'yesterday' }))
      .refuses('impossible-instant', /declaredAt/, ['/declaredAt']);
    given(opened())
      .when(declare({ awareAt: '2026-02-30T00:00:00Z' }))
      .refuses('impossible-instant', /awareAt/, ['/awareAt']);
  });

  test('happens once', () => {
    given(opened(), declare())
      .when(declare())
      .refuses('already-so', /correct-anchor/);
  });

  test('shows detected, aware and declared side by side', () => {
    given(opened(), declare({ declaredAt: '2026-11-23T08:00:00Z', awareAt: '2026-11-23T07:30:00Z' })).and(
      ({ anchors }) =>
        expect([anchors.detected?.at, anchors.aware?.at, anchors.declared?.at]).toEqual([
          '2026-11-23T07:00:00.000Z',
          '2026-11-23T07:30:00.000Z',
          '2026-11-23T08:00:00.000Z',
        ]),
    );
  });

  test('and then answering "no" in the definition is told to lead and privacy, and holds up closing', () => {
    given(opened(), triaged(), declare())
      .when(assess({ definition: { data: { answer: 'no' } } }))
      .then({
        type: 'alert-raised',
        kind: 'declaration-denied',
        to: { roles: ['lead', 'privacy'] },
        detail: { about: 'denial', answers: ['data'] },
      })
      .when(assess({ findings: 'Looked again.' }))
      .thenNever('alert-raised')
      .when(close())
      .refuses('still-open', /"no" for kind of data: withdraw the declaration, or assess again/)
      .when(assess({ definition: { data: { answer: 'yes' } } }), close())
      .refuses('still-open')
      .and((state) => expect(closingBlockers(state).map(({ code }) => code)).not.toContain('denied'));
  });

  test('ends the duty to decide', () => {
    given(opened(), triaged()).when(declare()).then({ type: 'obligation-met', obligation: 'decision/1', inTime: true });
  });
});

describe.each(['signal', 'update'] as const)('A declaration by %s', (door) => {
  test('starts the clock at once, and owes confirmation by a signed-in person', () => {
    given(opened())
      .when(declare().through(door))
      .then(
        'declared',
        { type: 'obligation-opened', obligation: 'commitment' },
        { type: 'obligation-opened', obligation: 'confirm-declaration', due: '2026-11-23T12:00:00.000Z' },
      )
      .and(({ declaration }) => expect(declaration?.confirmedBy).toBeUndefined());
  });

  test('is confirmed by declaring it again while signed in, which moves no clock', () => {
    given(opened(), declare().through(door), after(hours(1)))
      .when(declare({ facts: 'He rang us up.', basis: 'confirmed', awareAt: '2026-11-23T08:00:00Z' }).by('privacy'))
      .then(
        { type: 'declaration-confirmed', facts: 'He rang us up.', basis: 'confirmed' },
        { type: 'obligation-met', obligation: 'confirm-declaration', inTime: true },
      )
      .and((state) =>
        expect([state.declaration?.confirmedBy, obligation(state, 'commitment').due]).toEqual([
          'privacy',
          '2026-11-26T08:00:00.000Z',
        ]),
      );
  });

  test.each([
    ['basis', { basis: 'reasonable-suspicion' }],
    ['gdpr', { gdpr: 'undetermined' }],
    ['awareAt', { awareAt: '2026-11-23T07:00:00Z' }],
    ['declaredAt', { declaredAt: '2026-11-23T07:00:00Z' }],
  ] as const)('is not confirmed by who says otherwise in %s, and is told what stands', (field, over) => {
    given(opened(), declare().through(door), after(hours(1)))
      .when(declare({ awareAt: '2026-11-23T08:00:00Z', ...over }).by('privacy'))
      .refuses('not-a-confirmation', /lead declared.*correct-anchor.*"likely"/, [`/${field}`]);
  });

  test('outside GDPR is confirmed by legal alone', () => {
    const outside = declare({ gdpr: 'no', policy: 'Contract 7', policyHours: 24 });
    given(opened(), outside.by('legal').through(door))
      .when(outside.by('privacy'))
      .refuses('not-permitted', /legal/)
      .when(outside.by('legal-2'))
      .then('declaration-confirmed');
  });

  test('is not confirmed by the same door', () => {
    given(opened(), declare().through(door)).when(declare().by('privacy').through(door)).refuses('already-so');
  });

  test('is told with the clock of its confirmation, beside our commitment', () => {
    given(opened(), declare().through(door)).and((_, { mails }) =>
      expect(mails.at(-1)).toMatchObject({
        alert: 'declared',
        duty: { kind: 'confirm-declaration', due: '2026-11-23T12:00:00.000Z' },
        headline: { due: '2026-11-26T08:00:00.000Z' },
      }),
    );
  });

  test('that is still unconfirmed keeps our commitment out of its own clock', () => {
    given(opened(), declare().through(door), acknowledge(), after(hours(4))).and((_, { mails }) =>
      expect(mails.at(-1)).toMatchObject({
        alert: 'declaration-unconfirmed',
        detail: { about: 'declaration', basis: 'likely', gdpr: 'yes' },
        duty: { kind: 'confirm-declaration', due: '2026-11-23T12:00:00.000Z' },
        headline: { due: '2026-11-26T08:00:00.000Z' },
      }),
    );
  });

  test('that nobody confirms in four hours is asked for, and holds up closing', () => {
    given(opened(), declare().through(door))
      .when(after(hours(4)))
      .then({ type: 'alert-raised', kind: 'declaration-unconfirmed', to: { roles: ['lead', 'privacy', 'legal'] } })
      .when(close())
      .refuses('still-open', /confirm/);
  });
});

describe('An unconfirmed declaration whose customers are told', () => {
  const unconfirmed = [
    opened(),
    triaged(),
    declare().through('signal'),
    ...affected({ 72: 1 }),
    noticeUnderWay(),
    told(1),
    sent(),
    acknowledge(),
  ];

  test('is asked about again four hours after each acknowledgement, until somebody confirms it', () => {
    given(...unconfirmed, after(hours(5)), acknowledge(), after(hours(6)), acknowledge(), after(hours(1)))
      .and((_, { mails }) =>
        expect(
          mails.filter(({ alert, unanswered }) => alert === 'declaration-unconfirmed' && !unanswered),
        ).toMatchObject([{ at: '2026-11-23T12:00:00.000Z' }, { at: '2026-11-23T17:00:00.000Z' }]),
      )
      .when(declare({ awareAt: '2026-11-23T08:00:00Z' }), after(hours(24)))
      .thenNever('alert-raised');
  });

  test('escalates once, not once for each period that nobody answers', () => {
    given(...unconfirmed, after(hours(24))).and(({ alerts }) =>
      expect(alerts.map(({ kind }) => kind)).toEqual(['declaration-unconfirmed']),
    );
  });
});

test('A withdrawn declaration is neither made again nor confirmed: the matter is reported again', () => {
  given(opened(), declare().through('signal'), withdraw('legal'), withdraw('executive'), after(hours(1)))
    .when(declare())
    .refuses('withdrawn', /again/)
    .when(reclassify({ class: 'undetermined' }), declare())
    .refuses('withdrawn', /again/);
});
