import { triageMissing } from '../../../src/domain/triage/missing';
import { CHANNELS } from '../../../src/domain/triage/report';
import type { OUT_OF_SCOPE_REASONS } from '../../../src/domain/triage/triage';
import {
  acknowledge,
  after,
  assess,
  declare,
  EVENT,
  given,
  hours,
  mailDelivered,
  moveStage,
  obligation,
  opened,
  OUT_OF_SCOPE,
  outage,
  reclassify,
  START,
  triaged,
  WHOLE_TRIAGE,
} from '../../support/story';

describe('A report', () => {
  test.each(CHANNELS)('through the channel %s opens an incident', (channel) => {
    given(opened({ channel, externalReference: 'CASE-7' })).and((state) => {
      expect(state).toMatchObject({
        sequence: 1,
        stage: { stage: 'triage' },
        classification: { class: 'undetermined' },
        report: { channel },
      });
    });
  });

  test('starts a triage clock of four hours, and calls every responder', () => {
    given()
      .when(opened())
      .then('opened', { type: 'obligation-opened', kind: 'triage', due: '2026-11-23T12:00:00.000Z' }, 'alert-raised')
      .and((_, { mails }) => expect(mails).toMatchObject([{ alert: 'reported', to: ['responder'] }]));
  });

  test('says when the matter was detected, which may be long before', () => {
    given(opened({ detectedAt: START })).and(({ anchors }) => expect(anchors.detected?.at).toBe(START));
  });
});

describe('Triage', () => {
  const ENTRIES = {
    evaluation: /\(a\) evaluation/,
    inScope: /\(b\)/,
    malicious: /\(c\)/,
    findings: /\(d\) preliminary/,
    severity: /\(d\) severity/,
    alerted: /\(e\)/,
  };

  test.each(Object.entries(ENTRIES))('does not end without %s, and says so', (entry, words) => {
    given(opened())
      .when(assess({ ...WHOLE_TRIAGE, [entry]: undefined }))
      .thenNever('triage-ended')
      .and((state) => expect(triageMissing(state)).toEqual([expect.stringMatching(words)]));
  });

  test('does not end while a test of the definition has no answer', () => {
    const { data: _, ...definition } = WHOLE_TRIAGE.definition ?? {};
    given(opened())
      .when(triaged({ definition }))
      .thenNever('triage-ended')
      .and((state) => expect(triageMissing(state)).toEqual(['(a) definition: kind of data']));
  });

  test('ends with its last entry, and a case that is not classed owes a decision in 24 hours', () => {
    given(opened(), assess({ ...WHOLE_TRIAGE, malicious: undefined }))
      .when(assess({ malicious: 'unknown' }))
      .then(
        'assessed',
        'triage-ended',
        { type: 'obligation-met', obligation: 'triage', inTime: true },
        { type: 'obligation-opened', obligation: 'decision/1', due: '2026-11-24T08:00:00.000Z' },
      );
  });

  test('gathers its entries over several assessments, and the definition test by test', () => {
    const { effect, ...rest } = WHOLE_TRIAGE.definition ?? {};
    given(opened(), assess({ definition: { effect } }), assess({ definition: rest })).and(({ triage }) =>
      expect(triage.definition).toEqual(WHOLE_TRIAGE.definition),
    );
  });

  test('counts a stakeholder as alerted when a mail server took the mail', () => {
    given(opened(), triaged({ alerted: undefined }))
      .when(mailDelivered())
      .then(
        { type: 'stakeholders-reached', persons: ['lead', 'privacy', 'lead-2', 'privacy-2', 'deputy'].sort(byPeople) },
        'triage-ended',
      );
  });

  test('is not ended by a mail that reached nobody', () => {
    given(opened(), triaged({ alerted: undefined }))
      .when(mailDelivered(['lead', 'privacy']))
      .thenNever('triage-ended');
  });

  test('asks the stakeholders of class, severity and scenario, each once', () => {
    given(opened(), triaged())
      .when(assess({ severity: { level: 'very-high', reason: 'Health data.' }, scenario: 'ransomware' }))
      .then({ type: 'stakeholders-named', roles: ['lead', 'privacy', 'legal', 'communications', 'executive'] })
      .and((_, { mails }) =>
        expect(mails.filter(({ alert }) => alert === 'stakeholders').map(({ to }) => to)).toEqual([
          ['lead', 'privacy'],
          ['legal', 'communications', 'executive'],
        ]),
      );
  });

  test('refuses an assessment of nothing', () => {
    given(opened())
      .when(assess({}))
      .refuses('missing', /at least one entry/);
  });

  test('knows nobody by an id that is not in the register, not even by a word of the language', () => {
    given(opened())
      .when(triaged({ alerted: ['constructor'] }))
      .refuses('unknown-person', /constructor/);
  });

  test('that takes four hours is overdue: those in charge are asked, and it is marked late when it ends', () => {
    given(opened(), acknowledge())
      .when(after(hours(4)))
      .then(
        { type: 'obligation-late', obligation: 'triage' },
        { type: 'alert-raised', kind: 'triage-overdue', to: { roles: ['responder'] } },
      )
      .when(triaged())
      .then({ type: 'obligation-met', obligation: 'triage', inTime: false })
      .and((state) => expect(obligation(state, 'triage').lateSince).toBe('2026-11-23T12:00:00.000Z'));
  });

  test('that is overdue is told by its own clock, for no promise to customers is running', () => {
    given(opened(), acknowledge(), after(hours(4))).and((_, { mails }) => {
      const [mail] = mails.filter(({ alert }) => alert === 'triage-overdue');
      expect(mail?.duty).toEqual({ kind: 'triage', due: '2026-11-23T12:00:00.000Z' });
      expect(mail?.headline.due).toBeUndefined();
    });
  });

  test('that ended late while nothing ran is marked late all the same', () => {
    given(opened(), outage(hours(5)), triaged()).and((state) =>
      expect(obligation(state, 'triage')).toMatchObject({ status: 'met', lateSince: '2026-11-23T13:00:00.000Z' }),
    );
  });

  test('must have ended before the stage is left', () => {
    given(opened())
      .when(moveStage('containment'))
      .refuses('missing', /Triage has not ended/);
  });

  test('once ended, lets the stage move forwards and back', () => {
    given(opened(), triaged(), moveStage('recovery'))
      .when(moveStage('triage'))
      .then({ type: 'stage-moved', from: 'recovery', to: 'triage' })
      .when(moveStage('review'))
      .then('stage-moved')
      .when(moveStage('review'))
      .refuses('already-so');
  });
});

describe('A class', () => {
  test('event needs its ground and reason, and owes a notice of what was observed in 72 hours, without the clock of an incident', () => {
    given(opened(), triaged())
      .when(assess({ classification: EVENT }))
      .then(
        { type: 'classified', classification: EVENT },
        { type: 'obligation-met', obligation: 'decision/1' },
        { type: 'obligation-opened', kind: 'tell-observation', due: '2026-11-26T08:00:00.000Z' },
      )
      .and(({ obligations }) => expect(obligations.map(({ kind }) => kind)).not.toContain('tell-customers'));
  });

  test('event for another reason needs words', () => {
    given(opened())
      .when(assess({ classification: { ...EVENT, reason: 'other' } }))
      .refuses('missing', /needs words/);
    given(opened())
      .when(assess({ classification: { ...EVENT, reason: 'other', words: 'A prank.' } }))
      .then('classified');
  });

  test('event contradicts the answer that the matter is not in scope', () => {
    given(opened())
      .when(assess({ inScope: 'no', classification: EVENT }))
      .refuses('wrong-class', /out of scope/);
  });

  const REASONS: (typeof OUT_OF_SCOPE_REASONS)[number][] = [
    'policy-question',
    'data-subject-request',
    'opt-out',
    'wish-or-bug',
    'no-customer-data',
    'fraud-against-us',
  ];
  test.each(REASONS)('out of scope stands for the reason %s, and says to whom it was handed', (reason) => {
    given(opened(), triaged({ inScope: 'no' }))
      .when(assess({ classification: { ...OUT_OF_SCOPE, reason } }))
      .then(
        { type: 'classified', classification: { class: 'out-of-scope', reason, handedTo: 'privacy desk' } },
        { type: 'obligation-met', obligation: 'decision/1' },
      );
  });

  test('out of scope for another reason needs words', () => {
    given(opened())
      .when(assess({ classification: { ...OUT_OF_SCOPE, reason: 'other' } }))
      .refuses('missing', /needs words/);
  });

  test('out of scope contradicts the answer that the matter is in scope', () => {
    given(opened(), triaged())
      .when(assess({ classification: OUT_OF_SCOPE }))
      .refuses('wrong-class', /in scope/);
  });

  test('is given once by assessing; after that privacy or legal change it', () => {
    given(opened(), triaged(), assess({ classification: EVENT }))
      .when(assess({ classification: { class: 'not-an-incident', words: 'A test.' } }))
      .refuses('already-so', /reclassify/)
      .when(reclassify({ class: 'not-an-incident', words: 'A test.' }))
      .then(
        { type: 'classified', from: 'event', why: 'Looked at again.' },
        { type: 'obligation-voided', obligation: 'observation/1' },
      );
  });

  test('is not changed to what it is already', () => {
    given(opened(), assess({ classification: EVENT }))
      .when(reclassify(EVENT))
      .refuses('already-so');
  });

  test('given back to undetermined owes a decision again, and as an event again its notice by the first clock', () => {
    given(opened(), triaged(), assess({ classification: EVENT }), after(hours(10)))
      .when(reclassify({ class: 'undetermined' }))
      .then(
        { type: 'obligation-opened', obligation: 'decision/2', due: '2026-11-24T18:00:00.000Z' },
        { type: 'obligation-voided', obligation: 'observation/1' },
      )
      .when(reclassify(EVENT))
      .then(
        { type: 'obligation-met', obligation: 'decision/2' },
        {
          type: 'obligation-opened',
          obligation: 'observation/2',
          since: '2026-11-23T08:00:00.000Z',
          due: '2026-11-26T08:00:00.000Z',
        },
      );
  });

  test('event, given a second time after the first clock ran out, is late at once', () => {
    given(
      opened(),
      triaged(),
      assess({ classification: EVENT }),
      after(hours(71)),
      reclassify({ class: 'undetermined' }),
      after(hours(2)),
    )
      .when(reclassify(EVENT))
      .then('obligation-opened', { type: 'obligation-late', obligation: 'observation/2' });
  });

  test('other than incident is not given to a declared incident', () => {
    given(opened(), declare())
      .when(reclassify(EVENT))
      .refuses('wrong-class', /withdrawn/);
    given(opened(), declare())
      .when(assess({ classification: EVENT }))
      .refuses('already-so');
  });

  test('of none is not for a responder where the definition is met; privacy or legal may decide so', () => {
    const none = { class: 'not-an-incident', words: 'A test.' } as const;
    given(opened(), triaged())
      .when(assess({ classification: none }))
      .refuses('wrong-class', /answered "yes" throughout.*Declare.*privacy or legal/);
    given(opened())
      .when(triaged({ classification: none }))
      .refuses('wrong-class', /answered "yes" throughout/);
    given(opened(), triaged())
      .when(assess({ classification: none }).by('legal'))
      .then('classified');
    given(opened(), triaged()).when(reclassify(none)).then('classified');
  });

  test('of none, given before, holds against a definition that is then met, until privacy or legal decide', () => {
    const none = { class: 'not-an-incident', words: 'A test.' } as const;
    given(opened(), assess({ classification: none }))
      .when(triaged())
      .refuses('wrong-class', /answered "yes" throughout/)
      .when(triaged().by('privacy'))
      .then('assessed');
  });

  test('must agree with the answer on scope also where that is given later', () => {
    given(opened(), assess({ classification: EVENT }))
      .when(assess({ inScope: 'no' }))
      .refuses('wrong-class', /reclassify/);
    given(opened(), assess({ inScope: 'no', classification: OUT_OF_SCOPE }))
      .when(assess({ inScope: 'yes' }))
      .refuses('wrong-class', /reclassify/);
    given(opened(), assess({ inScope: 'no', classification: OUT_OF_SCOPE }))
      .when(assess({ findings: 'Nothing of ours.' }))
      .then('assessed');
  });

  test('when changed carries the answer on scope along, both ways', () => {
    given(opened(), triaged())
      .when(reclassify(OUT_OF_SCOPE))
      .then('classified', { type: 'assessed', entries: { inScope: 'no' } })
      .and(({ triage }) => expect(triage.inScope).toBe('no'))
      .when(reclassify(EVENT))
      .then({ type: 'assessed', entries: { inScope: 'yes' } })
      .when(reclassify({ class: 'undetermined' }))
      .thenNever('assessed');
    given(opened(), assess({ inScope: 'no', classification: OUT_OF_SCOPE }))
      .when(reclassify({ class: 'undetermined' }))
      .then({ type: 'assessed', entries: { inScope: 'yes' } });
  });

  test('that needs words refuses to be reclassified without them', () => {
    given(opened())
      .when(reclassify({ ...OUT_OF_SCOPE, reason: 'other' }))
      .refuses('missing');
  });
});

/** In the order in which the people of the stories stand. */
function byPeople(a: string, b: string): number {
  const order = ['lead', 'lead-2', 'privacy', 'privacy-2', 'deputy'];
  return order.indexOf(a) - order.indexOf(b);
}
