import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import { FACT_FIELDS } from '../../../src/domain/notices/facts';
import {
  acknowledge,
  affected,
  after,
  approve,
  assess,
  assign,
  close,
  composed,
  declare,
  draft,
  EVENT,
  given,
  hours,
  mailDelivered,
  minutes,
  moveStage,
  noteProgress,
  noticeUnderWay,
  opened,
  OUT_OF_SCOPE,
  reclassify,
  reject,
  sent,
  setFact,
  told,
  triaged,
  waive,
  withdraw,
  type Mail,
  type Story,
} from '../../support/story';

/** Whatever a notice must say. */
const facts = FACT_FIELDS.map((field) => setFact({ field, status: 'known', value: `Words on ${field}.` }));
const reported = [opened({}, SHIPPED_RULES)];
const declared = [...reported, triaged(), declare(), acknowledge(), ...affected({ 72: 2 }), ...facts];
const drafted = [...declared, draft().by('responder-2'), composed()];

const to = (alert: Mail['alert'], { mails }: Story) =>
  mails.filter((mail) => mail.alert === alert).map((mail) => mail.to);
const last = (alert: Mail['alert'], { mails }: Story) => mails.filter((mail) => mail.alert === alert).at(-1);

describe('People hear what concerns them', () => {
  test('the drafter of a rejection, with its reason', () => {
    given(...drafted, reject()).and((_, story) =>
      expect(last('notice-rejected', story)).toMatchObject({
        to: ['responder-2'],
        acknowledge: false,
        detail: { about: 'rejection', notice: 1, by: 'legal', reason: 'The exposure is wrong.' },
      }),
    );
  });

  test('who had approved what is then rejected', () => {
    given(...drafted, approve('lead'), reject()).and((_, story) =>
      expect(to('notice-rejected', story)).toEqual([['responder-2', 'lead']]),
    );
  });

  test('whoever may release, of the second approval', () => {
    given(...drafted, approve('legal'))
      .and((_, story) => expect(to('notice-approved', story)).toEqual([]))
      .when(approve('communications'))
      .then('notice-approved', { type: 'alert-raised', kind: 'notice-approved', acknowledge: false })
      .and((_, story) => expect(to('notice-approved', story)).toEqual([['lead', 'privacy']]));
  });

  test('all who had approved, and the drafter, that the facts overtook it, once', () => {
    given(...drafted, approve('legal'), setFact({ value: 'Two mails.' }), setFact({ value: 'Three mails.' })).and(
      (_, story) => expect(to('notice-stale', story)).toEqual([['responder-2', 'legal']]),
    );
  });

  test('the lead, of the end of a sending', () => {
    given(...declared, noticeUnderWay(), told(2), sent()).and((_, story) =>
      expect(last('notice-sent', story)).toMatchObject({
        to: ['lead'],
        acknowledge: false,
        detail: { about: 'sending', notice: 1, customers: 2, told: 2, unreachable: 0 },
      }),
    );
  });
});

describe('A reporter among the staff', () => {
  test('has a receipt, and the outcome by its class alone when it is closed', () => {
    given(...reported)
      .and((_, story) => expect(to('report-received', story)).toEqual([['reporter']]))
      .when(mailDelivered(), triaged({ inScope: 'no' }), assess({ classification: OUT_OF_SCOPE }), close())
      .then('closed', { type: 'alert-raised', kind: 'report-closed' })
      .and((_, story) =>
        expect(last('report-closed', story)).toMatchObject({
          to: ['reporter'],
          detail: { about: 'outcome', class: 'out-of-scope' },
        }),
      );
  });

  test.each([
    ['a system', { channel: 'reporting-system', externalReference: 'SIEM-48213' } as const],
    ['who handles incidents', { reporter: 'responder' }],
  ])('is not %s', (_name, report) => {
    given(opened(report, SHIPPED_RULES)).and((_, story) => expect(to('report-received', story)).toEqual([]));
  });
});

describe('Those to whom a case is handed', () => {
  const handed = { ...OUT_OF_SCOPE, handedToPersons: ['desk', 'lead-2'] };

  test.each([
    ['by the first class', assess({ classification: handed })],
    ['by another class', reclassify(handed)],
  ])('hear what was seen, %s', (_name, command) => {
    given(...reported, triaged({ inScope: undefined }), assess({ inScope: 'no' }))
      .when(command)
      .then('classified', {
        type: 'alert-raised',
        kind: 'handed-over',
        to: { persons: ['desk', 'lead-2'] },
        detail: { about: 'handover', seen: 'A list of customers went to the wrong address.', seenBy: 'reporter' },
      });
  });

  test('and whom the mail does not reach are told to those in charge', () => {
    given(...reported, acknowledge(), mailDelivered(), triaged({ inScope: 'no' }), mailDelivered())
      .when(
        assess({ classification: handed }),
        (story) => void story.answer('alert-delivered', { effect: story.owed('alert').id, reached: ['lead-2'] }),
      )
      .then({
        type: 'alert-raised',
        kind: 'handover-unreached',
        to: { roles: ['responder'] },
        acknowledge: true,
        detail: { about: 'unreached', persons: ['desk'] },
      });
  });
});

describe('An alert that nobody acknowledged climbs no further', () => {
  test.each([
    ['once its triage is begun', 'in-hand', assess({ findings: 'Looked at.' })],
    ['once somebody is assigned, who has an alert of their own', 'in-hand', assign('privacy-2')],
    ['once it is declared, which calls everybody anew', 'in-hand', declare()],
  ])('%s', (_name, why, command) => {
    given(...reported, after(minutes(20)))
      .when(command)
      .then({ type: 'alert-ended', alert: 'INC-2026-0001#1.1', why })
      .when(after(minutes(60)))
      .thenNever('alert-ended')
      .and((_, { mails }) => expect(mails.filter(({ alert }) => alert === 'reported')).toHaveLength(2));
  });

  test('once it is found to be no incident, triage or not', () => {
    const none = { class: 'not-an-incident', words: 'A test.' } as const;
    given(...reported, after(hours(4)))
      .when(reclassify(none))
      .then({ type: 'alert-ended', why: 'no-incident' }, { type: 'alert-ended', why: 'no-incident' })
      .and(({ alerts }) => expect(alerts).toEqual([]));
    given(...reported, reclassify(none), after(hours(10))).and((_, story) =>
      expect(story.mails.filter(({ alert }) => alert === 'triage-overdue')).toMatchObject([{ acknowledge: false }]),
    );
  });

  test('but what waits for a second person, which is asked for until it is answered', () => {
    given(
      ...reported,
      assess({ classification: { class: 'not-an-incident', words: 'A test.' } }),
      waive('acme'),
      after(hours(4)),
    ).and(({ alerts }) => expect(alerts).toMatchObject([{ kind: 'second-person-overdue' }]));
  });

  test('once the person assigned works on it, or is assigned no longer', () => {
    given(...reported, assign('privacy-2'))
      .when(noteProgress('On it.').by('privacy-2'))
      .then({ type: 'alert-ended', why: 'in-hand' });
    given(...reported, assign('privacy-2'))
      .when(assign('lead-2'))
      .then({ type: 'alert-ended', why: 'done' });
    given(...reported, assign('privacy-2'))
      .when(noteProgress('Not mine.'))
      .thenNever('alert-ended');
  });

  test('once what it asks for is done', () => {
    given(...reported, after(hours(4)), acknowledge('INC-2026-0001#1.1'))
      .when(triaged())
      .then('triage-ended', { type: 'alert-ended', why: 'done' });
    given(...declared, after(hours(71)), noticeUnderWay())
      .when(told(2))
      .then('obligation-met', { type: 'alert-ended', why: 'done' });
  });

  test('once the declaration that it called to was withdrawn', () => {
    given(...reported, triaged(), declare(), withdraw())
      .when(withdraw('executive'))
      .then('declaration-withdrawn', { type: 'alert-ended', why: 'done' });
  });

  test('and one that does climb says in whose hands the case is', () => {
    given(...declared, assign('lead-2'), acknowledge(), after(hours(70.25))).and((_, story) =>
      expect(last('commitment-warning', story)?.unanswered).toMatchObject({ level: 2, inHand: ['lead-2'] }),
    );
  });
});

describe('The last warning and the expiry', () => {
  test('must be acknowledged, and climb', () => {
    given(...declared, after(hours(70.25))).and((_, { mails }) =>
      expect(
        mails
          .filter(({ alert }) => alert === 'commitment-warning')
          .map(({ acknowledge: asked, unanswered }) => [asked, unanswered?.level]),
      ).toEqual([...Array<unknown>(4).fill([false, undefined]), [true, undefined], [true, 2]]),
    );
    given(...declared, after(hours(70)), acknowledge(), after(hours(2.25))).and((_, { mails }) =>
      expect(
        mails
          .filter(({ alert }) => alert === 'commitment-expired')
          .map(({ unanswered, to: whom }) => [unanswered?.level, whom.length]),
      ).toEqual([
        [undefined, 7],
        [2, 1],
      ]),
    );
  });

  test('of an event, too', () => {
    given(...reported, triaged(), mailDelivered(), assess({ classification: EVENT }), after(hours(66))).and(
      (_, { mails }) =>
        expect(mails.filter(({ alert }) => alert === 'event-warning').map(({ acknowledge: asked }) => asked)).toEqual([
          false,
          true,
        ]),
    );
  });
});

describe('The stages', () => {
  test('are free once an incident is declared', () => {
    given(...reported)
      .when(moveStage('containment'))
      .refuses('missing');
    given(...reported, declare())
      .when(moveStage('containment'))
      .then('stage-moved');
  });
});

test('What was seen, by whom and under which number stands in the alerts that call for work', () => {
  const report = { seen: `A  list\n${'of many words '.repeat(60)}`, externalReference: 'SIEM-48213' };
  const outsider = { name: 'A. Finder', answerTo: '+33 1 00' };
  given(opened({ ...report, outsider }, SHIPPED_RULES), assign('lead-2'), after(hours(4)), declare()).and(
    (_, { mails }) => {
      const brief = { seenBy: 'reporter', externalReference: 'SIEM-48213' };
      for (const alert of ['reported', 'assigned', 'triage-overdue'] as const)
        expect(mails.find((mail) => mail.alert === alert)?.detail).toMatchObject(brief);
      expect(mails.find(({ alert }) => alert === 'declared')?.detail).toMatchObject({ brief });
      const first = mails[0]?.detail;
      expect(first).toMatchObject({ outsider });
      const { seen = '' } = first as { seen?: string };
      expect(seen).toMatch(/^A list of many words .*\[…\]$/);
      expect(seen.length).toBeLessThan(410);
    },
  );
});
