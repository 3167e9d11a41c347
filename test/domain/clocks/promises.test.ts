import { closingBlockers } from '../../../src/domain/case/missing';
import { headlineOf } from '../../../src/domain/case/headline';
import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import { openActionsOf } from '../../../src/domain/open-actions';
import type { FactField } from '../../../src/domain/notices/facts';
import { isStale } from '../../../src/domain/notices/notices';
import type { IncidentState } from '../../../src/domain/state';
import {
  acknowledge,
  affected,
  after,
  approve,
  assess,
  close,
  composed,
  declare,
  draft,
  EVENT,
  given,
  HASH,
  hours,
  instant,
  instantsOf,
  mailDelivered,
  marked,
  minutes,
  noticeUnderWay,
  obligation,
  opened,
  outage,
  recordContact,
  reject,
  release,
  revokeContact,
  say,
  sent,
  setFact,
  sheet,
  START,
  told,
  triaged,
  withdraw,
  WITHOUT_POST_MORTEM,
  type Step,
  type Story,
} from '../../support/story';

/* Everything here is under the shipped rules; 2026-11-23T08:00:00Z is when the story begins. */

const declared: Step[] = [opened({}, WITHOUT_POST_MORTEM), triaged(), declare(), ...affected({ 72: 2 })];
const unknown = (field: FactField, until: string, owner = 'responder') =>
  setFact({ field, status: 'unknown', value: undefined, until, owner });
const IN_A_DAY = '2026-11-24T08:00:00.000Z';
const IN_TWO_DAYS = '2026-11-25T08:00:00.000Z';
const promising: Step[] = [
  ...declared,
  ...sheet({ volumeAffected: { status: 'unknown', until: IN_A_DAY, owner: 'responder-2' } }),
  noticeUnderWay(),
  told(2),
  sent(),
];
/** Set as the fifth of the sheet. */
const VOLUME_UNKNOWN = 'unknown/volumeAffected/5';
const volumeKnown = setFact({ field: 'volumeAffected', value: 'Forty contacts.' });
const waivePromise = (promise: string, person: 'legal' | 'executive', decline?: boolean) =>
  say('waive-promise', person, { promise, reason: 'All ended their contracts.', ...(decline && { decline }) });
const statuses = ({ obligations }: IncidentState) =>
  Object.fromEntries(obligations.map(({ id, status }) => [id, status]));

describe('A date that a notice prints', () => {
  test('is owed from the release, with a clock of its own that warns and expires', () => {
    given(...promising).and((state) => {
      expect(obligation(state, 'fact/1/volumeAffected')).toMatchObject({
        ...{ kind: 'promised-fact', status: 'open', notice: 1, field: 'volumeAffected', due: IN_A_DAY },
      });
      expect(obligation(state, 'update/1')).toMatchObject({ kind: 'promised-update', status: 'open', due: IN_A_DAY });
      expect(headlineOf(state)).toMatchObject({ due: IN_A_DAY, late: false });
    });
    given(...promising, mailDelivered(), after(hours(24))).and((state, { mails }) => {
      const warnings = mails.filter(({ alert, unanswered }) => alert === 'promise-warning' && !unanswered);
      expect(warnings).toMatchObject([{ at: '2026-11-24T02:00:00.000Z', acknowledge: true }]);
      const [broken, ...escalated] = mails.filter(({ alert }) => alert === 'promise-expired');
      expect(broken).toMatchObject({ at: IN_A_DAY, acknowledge: true, headline: { late: true, due: IN_A_DAY } });
      expect(escalated).toEqual([]);
      expect(headlineOf(state).late).toBe(true);
    });
    given(...promising, after(hours(24)), mailDelivered(), after(minutes(15))).and((_, { mails }) =>
      expect(mails.filter(({ alert, unanswered }) => alert === 'promise-expired' && unanswered)).toHaveLength(1),
    );
  });

  test('is kept by the next notice to the same customers that gives the fact', () => {
    given(...promising, after(hours(2)), volumeKnown, noticeUnderWay('update'))
      .and((state) => expect(statuses(state)).toMatchObject({ 'fact/1/volumeAffected': 'open', 'update/1': 'open' }))
      .when(say('acknowledge', 'lead', {}))
      .then('alert-acknowledged');
    given(...promising, after(hours(2)), volumeKnown, noticeUnderWay('update'), sent(), after(hours(30))).and(
      (state, { mails }) => {
        expect(statuses(state)).toMatchObject({ 'fact/1/volumeAffected': 'met', 'update/1': 'met' });
        expect(headlineOf(state)).toMatchObject({ due: undefined, late: false });
        expect(instantsOf(mails, 'promise-expired')).toEqual([]);
      },
    );
  });

  test('whose alerts climb on until it is kept, and no further', () => {
    const alertsOf = ({ alerts }: IncidentState) =>
      alerts.map(({ kind }) => kind).filter((kind) => /promise/.test(kind));
    const late = [...promising, after(hours(24))];
    given(...late).and((state) => expect(alertsOf(state)).toEqual(['promise-expired']));
    given(...late, volumeKnown, noticeUnderWay('update'), sent()).and((state) => expect(alertsOf(state)).toEqual([]));
  });

  test('is not kept by a notice that does not reach every customer', () => {
    given(...promising, after(hours(2)), volumeKnown, noticeUnderWay('update'), sent(1)).and((state) =>
      expect(statuses(state)).toMatchObject({ 'fact/1/volumeAffected': 'open', 'update/1': 'open' }),
    );
  });

  test('is not kept by a first notice to others', () => {
    given(...promising, after(hours(2)), volumeKnown, noticeUnderWay('initial'), sent()).and((state) =>
      expect(statuses(state)).toMatchObject({ 'fact/1/volumeAffected': 'open', 'update/1': 'open' }),
    );
  });

  test('gives way to another date that a notice names in time', () => {
    const postponed = [...promising, after(hours(2)), unknown('volumeAffected', IN_TWO_DAYS)];
    given(...postponed, noticeUnderWay('update'), sent()).and((state) => {
      expect(statuses(state)).toMatchObject({
        'fact/1/volumeAffected': 'void',
        'update/1': 'met',
        'fact/2/volumeAffected': 'open',
        'update/2': 'open',
      });
      expect(headlineOf(state)).toMatchObject({ due: IN_TWO_DAYS, late: false });
    });
  });

  test('that passed is late for good, also when the worker slept over it and a notice then names another', () => {
    const late = [...promising, after(hours(2)), unknown('volumeAffected', IN_TWO_DAYS), noticeUnderWay('update')];
    given(...late, outage(hours(23)), sent()).and((state, { mails }) => {
      expect(obligation(state, 'fact/1/volumeAffected')).toMatchObject({
        status: 'void',
        lateSince: expect.any(String),
      });
      expect(headlineOf(state).late).toBe(true);
      expect(instantsOf(mails, 'promise-expired')).toHaveLength(1);
    });
  });

  test('is judged by when mail servers accepted the notice that keeps it, not by when that was heard', () => {
    const inTime = '2026-11-24T07:59:59.999Z';
    const heardLate = (story: Story) => {
      const counts = { deliveries: 2, accepted: 2, refused: 0, pending: 0, customers: 2, told: 2, unreachable: 0 };
      const accepted = { ...counts, lastAcceptedAt: instant(inTime) };
      const { state, register } = story;
      story.answer('deliveries-rolled-up', {
        ...{ notice: state.notices.length, counts: accepted, finished: true },
        ...register.answer(),
      });
    };
    given(...promising, after(hours(2)), volumeKnown, noticeUnderWay('update'), outage(hours(30)), heardLate).and(
      (state, { mails }) => {
        expect(statuses(state)).toMatchObject({ 'fact/1/volumeAffected': 'met', 'update/1': 'met' });
        expect(headlineOf(state).late).toBe(false);
        expect(instantsOf(mails, 'promise-expired')).toEqual([]);
      },
    );
  });

  test('ends with the declaration', () => {
    given(...promising, withdraw('legal'), withdraw('executive')).and((state) =>
      expect(statuses(state)).toMatchObject({
        'fact/1/volumeAffected': 'void',
        'update/1': 'void',
        'final-notice/1': 'void',
        [VOLUME_UNKNOWN]: 'void',
      }),
    );
  });

  test('binds nobody under the older rules', () => {
    const older = [opened(), triaged(), declare(), ...affected({ 72: 2 })];
    given(...older, unknown('volumeAffected', IN_A_DAY), noticeUnderWay(), told(2), sent()).and((state) => {
      expect(closingBlockers(state)).toEqual([]);
      expect(Object.keys(statuses(state))).not.toContain('update/1');
    });
  });
});

describe('A date that is past', () => {
  const soon = [...declared, ...sheet({ exposure: { status: 'unknown', until: IN_A_DAY, owner: 'responder' } })];
  const why = /exposure: promised by 2026-11-24T08:00:00.000Z, which is past.*set-fact/;

  test('is drafted by nobody', () => {
    given(...soon, after(hours(24)))
      .when(draft())
      .refuses('date-past', why, ['exposure: promised by 2026-11-24T08:00:00.000Z, which is past']);
  });

  test('is approved by nobody', () => {
    given(...soon, draft(), composed(), after(hours(24)))
      .when(approve('legal'))
      .refuses('date-past', why);
  });

  test('is released by nobody', () => {
    const approved = [...soon, draft(), composed(), approve('legal'), approve('lead')];
    given(...approved, after(hours(24) - 1))
      .when(release())
      .then('notice-released');
    given(...approved, after(hours(24)))
      .when(release())
      .refuses('date-past', why);
  });
});

describe('The final notice', () => {
  const known = [...declared, ...sheet(), noticeUnderWay(), told(2), sent()];

  test('that a first one promises holds up closing until it has arrived', () => {
    given(...known)
      .when(close())
      .refuses('still-open', /final-notice\/1: notice 1 promises another when it is resolved/);
    given(...known, noticeUnderWay('update'), sent())
      .when(close())
      .refuses('still-open');
    given(...known, noticeUnderWay('final'), sent())
      .when(close())
      .then('closed');
  });

  test('is asked after every thirty days, and proposed as what is to be done next', () => {
    given(...known).and((state) =>
      expect(openActionsOf(state).find(({ command }) => command === 'draft-notice')).toMatchObject({
        ...{ body: { kind: 'final' }, why: 'final-notice-owed', due: '2026-12-23T08:00:00.000Z' },
      }),
    );
    given(...known, mailDelivered(), after(hours(720)), acknowledge(), after(hours(720))).and((state, { mails }) => {
      const asked = mails.filter(({ alert, unanswered }) => alert === 'final-notice-owed' && !unanswered);
      expect(asked).toMatchObject([
        { at: '2026-12-23T08:00:00.000Z', acknowledge: true },
        { at: '2027-01-22T08:00:00.000Z' },
      ]);
      expect(headlineOf(state).late).toBe(false);
    });
  });

  test('is owed anew to those who had their first notice after it', () => {
    given(...known, noticeUnderWay('final'), noticeUnderWay('initial'), sent()).and((state) =>
      expect(statuses(state)).toMatchObject({ 'final-notice/1': 'open', 'final-notice/3': 'open' }),
    );
  });
});

describe('Closing', () => {
  test('is refused while a promise or an unknown stands open, and taken once they are kept', () => {
    given(...promising)
      .when(close())
      .refuses('still-open', undefined, [
        `${VOLUME_UNKNOWN}: responder-2 finds it out by 2026-11-24T08:00:00.000Z: set the fact, or have it waived (waive-promise)`,
        'final-notice/1: notice 1 promises another when it is resolved: send the final notice, or have it waived (waive-promise)',
        'fact/1/volumeAffected: notice 1 promises to tell volumeAffected: send it, or have the promise waived (waive-promise), due 2026-11-24T08:00:00.000Z',
        'update/1: notice 1 promises another: send it, or have the promise waived (waive-promise), due 2026-11-24T08:00:00.000Z',
      ]);
    given(...promising, after(hours(2)), volumeKnown, noticeUnderWay('final'), sent())
      .when(close())
      .then('closed');
  });

  test('needs two people to give a promise up, by its id and with a reason, and late stays late', () => {
    const asked = [...promising, after(hours(24)), waivePromise('update/1', 'legal')];
    given(...asked)
      .and((state, { mails }) => {
        expect(state.asked.promises).toMatchObject([{ promise: 'update/1', by: 'legal' }]);
        expect(mails.at(-1)).toMatchObject({ alert: 'second-person-needed', detail: { promise: 'update/1' } });
        expect(openActionsOf(state)).toContainEqual(
          expect.objectContaining({ body: { promise: 'update/1', reason: '' }, roles: ['executive'] }),
        );
      })
      .when(waivePromise('update/1', 'legal'))
      .refuses('second-person');
    given(...asked, waivePromise('update/1', 'executive')).and((state) => {
      expect(obligation(state, 'update/1')).toMatchObject({
        ...{ status: 'void', why: 'waived: All ended their contracts.', lateSince: IN_A_DAY },
      });
      expect(state.asked.promises).toBeUndefined();
      expect(JSON.stringify(closingBlockers(state))).not.toContain('update/1');
    });
    given(...asked, waivePromise('update/1', 'executive', true)).and((state) => {
      expect(statuses(state)).toMatchObject({ 'update/1': 'open' });
      expect(state.asked.promises).toBeUndefined();
    });
  });

  test('waives no commitment, and nothing that is not open', () => {
    given(...promising, ...affected({ 72: 1 }))
      .when(waivePromise('commitment', 'legal'))
      .refuses('nothing-open', /There is no promise commitment to give up\. Open are: .*update\/1/);
    given(...promising)
      .when(waivePromise('update/1', 'executive'))
      .refuses('second-person');
  });

  test('forgets a waiver that was asked for once the promise is kept', () => {
    const asked = [...promising, after(hours(2)), waivePromise('update/1', 'legal')];
    given(...asked, noticeUnderWay('update'), sent()).and((state) => expect(state.asked.promises).toBeUndefined());
  });

  test('takes all four waivers, and then closes', () => {
    const ids = ['final-notice/1', VOLUME_UNKNOWN, 'fact/1/volumeAffected', 'update/1'];
    const both = ids.flatMap((id) => [waivePromise(id, 'legal'), waivePromise(id, 'executive')]);
    given(...promising, ...both)
      .when(close())
      .then('closed');
  });
});

describe('What a notice promised, and a person told', () => {
  const byTelephone = (customer: string, over: Parameters<typeof recordContact>[1] = {}): Step[] => [
    recordContact(customer, over),
    marked(),
  ];

  test('is kept once all whom the notice went to were told since, and each promise by what it was of', () => {
    given(...promising, after(hours(2)), ...byTelephone('acme', { facts: ['volumeAffected'] }))
      .and((state) => expect(statuses(state)).toMatchObject({ 'fact/1/volumeAffected': 'open', 'update/1': 'open' }))
      .when(...byTelephone('bolt'))
      .then({ type: 'obligation-met', obligation: 'update/1', inTime: true })
      .and((state) =>
        expect(statuses(state)).toMatchObject({ 'fact/1/volumeAffected': 'open', 'final-notice/1': 'open' }),
      )
      .when(...byTelephone('bolt', { facts: ['volumeAffected'], final: true }))
      .then({ type: 'obligation-met', obligation: 'fact/1/volumeAffected', inTime: true })
      .when(...byTelephone('acme', { final: true }))
      .then({ type: 'obligation-met', obligation: 'final-notice/1' });
  });

  test('lets the incident be closed where the final word was spoken to all', () => {
    const final = { facts: ['volumeAffected'], final: true } as const;
    const all = ['acme', 'bolt'].flatMap((customer) => byTelephone(customer, { ...final, facts: [...final.facts] }));
    given(...promising, after(hours(2)), volumeKnown, ...all)
      .when(close())
      .then('closed');
  });

  test('is judged by when it was told, and owed again once that is revoked', () => {
    const late = [...promising, after(hours(25))];
    const { story } = given(
      ...late,
      ...byTelephone('acme', { at: '2026-11-24T07:59:00Z' }),
      ...byTelephone('bolt', { at: '2026-11-24T07:59:59Z' }),
    ).and((state) => {
      expect(obligation(state, 'update/1')).toMatchObject({ status: 'met' });
      expect(obligation(state, 'update/1').lateSince).toBeUndefined();
    });
    const [recorded] = story.pages.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === 'contact-recorded' ? [event.effect] : [])),
    );
    given((fresh: Story) => void Object.assign(fresh, story.fork()))
      .when(revokeContact('acme', recorded!), marked())
      .then({ type: 'obligation-reopened', obligation: 'update/1' });
  });

  test('is not kept by what was told before the notice, or of another matter', () => {
    const before = [...byTelephone('acme', { at: START }), ...byTelephone('bolt', { at: START })];
    given(...promising, after(hours(2)), ...before).and((state) =>
      expect(statuses(state)).toMatchObject({ 'update/1': 'open' }),
    );
  });
});

describe('An unknown fact', () => {
  test('names who finds out, and until when', () => {
    given(...declared)
      .when(setFact({ field: 'exposure', status: 'unknown', value: undefined }))
      .refuses('missing', /who finds out, and until when/, ['/owner', '/until']);
    given(...declared)
      .when(unknown('exposure', IN_A_DAY, 'nobody'))
      .refuses('unknown-person', /nobody/, ['/owner']);
    given(...declared)
      .when(unknown('exposure', IN_A_DAY))
      .then('fact-set', { type: 'obligation-opened', kind: 'unknown-fact', field: 'exposure', due: IN_A_DAY });
  });

  test('asks that person once it is overdue, of each field by itself, and again a day after the answer', () => {
    const two = [...declared, unknown('exposure', IN_A_DAY, 'privacy'), unknown('otherParty', IN_A_DAY, 'legal')];
    given(...two, mailDelivered(), after(hours(24))).and((_, { mails }) => {
      const asked = mails.filter(({ alert }) => alert === 'fact-overdue');
      expect(asked).toMatchObject([
        { to: ['privacy'], acknowledge: true, detail: { field: 'exposure' }, duty: { due: IN_A_DAY } },
        { to: ['legal'], detail: { field: 'otherParty' } },
      ]);
    });
    given(...two, mailDelivered(), after(hours(24)), acknowledge()).and((_, story) => {
      story.pass(hours(24));
      const asked = story.mails.filter(({ alert, unanswered }) => alert === 'fact-overdue' && !unanswered);
      expect(asked.map(({ at, to }) => [at, to])).toEqual([
        [IN_A_DAY, ['privacy']],
        [IN_A_DAY, ['legal']],
        [IN_TWO_DAYS, ['privacy']],
        [IN_TWO_DAYS, ['legal']],
      ]);
    });
  });

  test('is over once the fact is set, and begins again where it is set unknown anew', () => {
    given(...declared, unknown('volumeAffected', IN_A_DAY), volumeKnown, after(hours(30))).and((state, { mails }) => {
      expect(statuses(state)).toMatchObject({ 'unknown/volumeAffected/1': 'met' });
      expect(instantsOf(mails, 'fact-overdue')).toEqual([]);
    });
    given(...declared, unknown('exposure', IN_A_DAY), unknown('exposure', IN_TWO_DAYS, 'privacy')).and((state) =>
      expect(state.obligations.filter(({ field }) => field === 'exposure')).toMatchObject([
        { status: 'void', due: IN_A_DAY },
        { status: 'open', due: IN_TWO_DAYS },
      ]),
    );
  });

  test('is nobody’s to find out once the case is none', () => {
    const suspected = [opened({}, SHIPPED_RULES), unknown('exposure', IN_A_DAY)];
    given(...suspected, assess({ classification: { class: 'not-an-incident', words: 'A test.' } })).and((state) =>
      expect(statuses(state)).toMatchObject({ 'unknown/exposure/1': 'void' }),
    );
  });
});

describe('The number that customers read', () => {
  const numbers = ({ notices }: IncidentState) => notices.map(({ number, sentAs }) => [number, sentAs]);
  const twice = [...declared, ...sheet(), draft(), composed(), reject(), draft(), composed()];
  const third = [...twice, draft(), composed(), approve('legal', { notice: 3 }), approve('lead', { notice: 3 })];

  test('counts what went out, and no draft', () => {
    given(...third, release({ notice: 3 }), noticeUnderWay('update')).and((state) =>
      expect(numbers(state)).toEqual([
        [1, 1],
        [2, 1],
        [3, 1],
        [4, 2],
      ]),
    );
    given(...twice, draft()).and((_, story) =>
      expect(story.owed('compose-notice').matter).toMatchObject({ notice: 3, sentAs: 1 }),
    );
  });

  test('makes a draft stale if another notice went out since, for two would have the same', () => {
    const crossed = [...third, release({ notice: 3 }), draft('update'), composed(), noticeUnderWay('correction')];
    given(...crossed)
      .and((state) => expect(isStale(state, state.notices[3]!)).toBe(true))
      .when(approve('legal', { notice: 4 }))
      .refuses('stale-text', /Another notice went out after notice 4 was drafted.*draft it again/);
  });

  test('is not the only way to be stale: so is a half-approved draft, rather than still to be approved', () => {
    given(...declared, ...sheet(), draft(), composed(), approve('legal'), volumeKnown)
      .when(release())
      .refuses('stale-text', /A fact changed after notice 1 was drafted/);
  });

  test('is that of the draft under the older rules', () => {
    given(opened(), triaged(), declare(), ...affected({ 72: 2 }), draft(), composed(), draft()).and((state) =>
      expect(numbers(state)).toEqual([
        [1, undefined],
        [2, undefined],
      ]),
    );
  });
});

describe('A notice that says too little', () => {
  test('is approved by nobody, and names each field that lacks', () => {
    given(...declared, setFact(), draft(), composed())
      .when(approve('legal'))
      .refuses('missing', /^Notice 1 says too little: customerAction must be known; .*draft it again\.$/, [
        'customerAction must be known',
        'contactPoint must be known',
        ...['mitigation', 'service', 'exposure', 'volumeAffected', 'volumeExposed', 'otherParty', 'dataCategories'].map(
          answered,
        ),
        answered('consequences'),
      ]);
    given(...declared, ...sheet(), draft(), composed())
      .when(approve('legal'))
      .then('notice-approved');
  });

  test('asks for the facts that it lacks next', () => {
    given(...declared, setFact(), draft(), composed()).and((state, { mails }) => {
      const next = openActionsOf(state);
      expect(next).toContainEqual(
        expect.objectContaining({ command: 'set-fact', body: { field: 'customerAction', status: 'known', value: '' } }),
      );
      expect(next.map(({ command }) => command)).not.toContain('approve-notice');
      expect(mails.map(({ alert }) => alert)).not.toContain('notice-awaits-approval');
    });
  });

  test('may say of a field that it is unknown, withheld or not applicable, but not of what to do and whom to ask', () => {
    const over = {
      exposure: { status: 'unknown', until: IN_A_DAY, owner: 'responder' },
      otherParty: { status: 'withheld', until: IN_A_DAY, ground: 'law-enforcement' },
    } as const;
    given(...declared, ...sheet(over), draft(), composed())
      .when(approve('legal'))
      .then('notice-approved');
    given(...declared, ...sheet({ customerAction: { status: 'not-applicable' } }), draft(), composed())
      .when(approve('legal'))
      .refuses('missing', /customerAction must be known/);
  });

  test('of an event says what was observed and what to do, and promises no date', () => {
    const event = [opened({}, SHIPPED_RULES), triaged(), assess({ classification: EVENT }), ...affected({ 72: 2 })];
    const said = (['nature', 'customerAction', 'contactPoint'] as const).map((field) =>
      setFact({ field, value: 'Secrets were sent to us.' }),
    );
    given(...event, draft('event'), composed())
      .when(approve('legal'))
      .refuses('missing', /nature must be known/);
    given(...event, ...said, draft('event'), composed())
      .when(approve('legal'))
      .then('notice-approved');
    given(...event, ...said, unknown('service', IN_A_DAY), draft('event'), composed())
      .when(approve('legal'))
      .refuses('missing', /service must have no date/);
  });

  test('is let pass under the older rules', () => {
    given(opened(), triaged(), declare(), ...affected({ 72: 2 }), draft(), composed())
      .when(approve('legal', { hash: HASH }))
      .then('notice-approved');
  });
});

function answered(field: string): string {
  return `${field} must be known, unknown with an owner and a date, withheld, or not applicable`;
}
