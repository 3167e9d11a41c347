import { RULES_2026_11, SHIPPED_RULES, type Rules } from '../../../src/domain/case/rules';
import { matterOf } from '../../../src/domain/notices/notice-matter';
import { NOTICE_KINDS, type TextHash } from '../../../src/domain/notices/state';
import { viewOf } from '../../../src/domain/view';
import {
  addCustomers,
  affected,
  approve,
  assess,
  composed,
  correct,
  declare,
  draft,
  EVENT,
  given,
  HASH,
  noticeUnderWay,
  opened,
  reclassify,
  reject,
  release,
  removeCustomer,
  say,
  sent,
  setFact,
  told,
  triaged,
  withdraw,
} from '../../support/story';

const declared = [opened(), triaged(), declare({ awareAt: '2026-11-23T05:00:00Z' }), ...affected({ 72: 2 })];
const drafted = [...declared, setFact(), draft(), composed()];
const approved = [...drafted, approve('legal'), approve('lead')];
const OTHER = 'b'.repeat(64) as TextHash;

describe('A fact', () => {
  test('is known with its value, unknown, withheld with ground and until when, or not applicable', () => {
    given(
      ...declared,
      setFact({ field: 'nature', status: 'known', value: 'A mail.' }),
      setFact({ field: 'exposure', status: 'unknown', until: '2026-11-24T08:00:00Z' }),
    )
      .when(
        setFact({ field: 'otherParty', status: 'withheld', until: '2026-11-25T08:00:00Z', ground: 'law-enforcement' }),
        setFact({ field: 'consequences', status: 'not-applicable' }),
      )
      .then('fact-set')
      .and(({ facts }) =>
        expect(facts).toEqual({
          nature: { status: 'known', value: 'A mail.' },
          exposure: { status: 'unknown', until: '2026-11-24T08:00:00.000Z' },
          otherParty: { status: 'withheld', until: '2026-11-25T08:00:00.000Z', ground: 'law-enforcement' },
          consequences: { status: 'not-applicable' },
        }),
      );
  });

  test('may be unknown with no time named', () => {
    given(...declared)
      .when(setFact({ status: 'unknown', value: undefined }))
      .then({ type: 'fact-set', fact: { status: 'unknown' } });
  });

  test('is refused without what its status needs', () => {
    given(...declared)
      .when(setFact({ value: undefined }))
      .refuses('missing', /value/, ['/value']);
    given(...declared)
      .when(setFact({ status: 'withheld', until: '2026-11-25T08:00:00Z' }))
      .refuses('missing', /ground/, ['/ground']);
    given(...declared)
      .when(setFact({ status: 'withheld', ground: 'law-enforcement' }))
      .refuses('missing', /until when/, ['/until']);
    given(...declared)
      .when(setFact({ status: 'withheld' }))
      .refuses('missing', /ground, and until when/, ['/ground', '/until']);
  });

  test('cannot be awaited until an instant that has passed, or that is none', () => {
    given(...declared)
      .when(setFact({ status: 'unknown', until: '2026-11-23T08:00:00Z' }))
      .refuses('impossible-instant');
    given(...declared)
      .when(setFact({ status: 'unknown', until: 'soon' }))
      .refuses('impossible-instant');
  });

  test('is not set to what it says already', () => {
    given(...declared, setFact())
      .when(setFact())
      .refuses('already-so');
  });
});

describe('A draft', () => {
  test('freezes the facts, and owes their composition', () => {
    given(...declared, setFact())
      .when(draft())
      .then({ type: 'notice-drafted', notice: 1, kind: 'initial' })
      .and(({ notices, outbox }) => {
        expect(notices[0]).toMatchObject({
          status: 'composing',
          draftedBy: 'responder',
        });
        expect(outbox.at(-1)).toMatchObject({
          kind: 'compose-notice',
          matter: { notice: 1, kind: 'initial', facts: { nature: { status: 'known' } } },
        });
      });
  });

  test('freezes when we knew and declared, also against a correction while it is being composed', () => {
    given(...declared, draft(), correct('declared', '2026-11-23T06:00:00Z')).and((state) => {
      const instants = { declaredAt: '2026-11-23T08:00:00.000Z', awareAt: '2026-11-23T05:00:00.000Z' };
      expect(state.outbox.find(({ kind }) => kind === 'compose-notice')).toMatchObject({ matter: instants });
      expect(viewOf(state).notices[0]).toMatchObject({ stale: true });
    });
  });

  test('once composed waits for approval, and those who can give it are asked', () => {
    given(...declared, draft())
      .when(composed())
      .then(
        { type: 'notice-composed', hash: HASH },
        {
          type: 'alert-raised',
          kind: 'notice-awaits-approval',
          to: { roles: ['legal', 'privacy', 'lead', 'communications'] },
        },
      )
      .and(({ notices }) => expect(notices[0]).toMatchObject({ status: 'drafted', hash: HASH }));
  });

  test('takes the place of an open draft of its kind, and nobody is asked to approve the old one', () => {
    given(...declared, draft())
      .when(draft())
      .then({ type: 'notice-superseded', notice: 1 }, { type: 'notice-drafted', notice: 2 })
      .when(composed())
      .thenNever('alert-raised')
      .and(({ notices }) => expect(notices.map(({ status }) => status)).toEqual(['superseded', 'composing']));
  });

  test('takes the place of an approved one too, but not of one that was released', () => {
    given(...approved)
      .when(draft())
      .then({ type: 'notice-superseded', notice: 1 }, { type: 'notice-drafted', notice: 2 });
    given(...approved, release())
      .when(draft())
      .thenNever('notice-superseded');
  });

  test.each(['initial', 'update', 'final', 'correction'] as const)(
    'of the kind %s needs a declared incident',
    (kind) => {
      given(opened(), triaged()).when(draft(kind)).refuses('not-declared');
    },
  );

  test.each(['update', 'final', 'correction'] as const)(
    'of the kind %s follows an initial one that was released',
    (kind) => {
      given(...approved)
        .when(draft(kind))
        .refuses('missing', /initial/)
        .when(release(), draft(kind))
        .then('notice-drafted');
    },
  );

  test('of the kind event needs an event', () => {
    given(...declared)
      .when(draft('event'))
      .refuses('wrong-class');
    given(opened(), assess({ classification: EVENT }))
      .when(draft('event'))
      .then('notice-drafted');
  });

  test('of the kind withdrawal needs a withdrawn declaration', () => {
    given(...declared)
      .when(draft('withdrawal'))
      .refuses('not-declared');
    given(...declared, withdraw('legal'), withdraw('executive'))
      .when(draft('withdrawal'))
      .then('notice-drafted');
  });

  test.each(NOTICE_KINDS)('of the kind %s is refused when the case is no incident at all', (kind) => {
    given(opened(), assess({ classification: { class: 'not-an-incident', words: 'A test.' } }))
      .when(draft(kind))
      .refuses(kind === 'event' ? 'wrong-class' : 'not-declared');
  });
});

describe('Approving', () => {
  test('takes two: one of legal or privacy, and one of lead or communications', () => {
    given(...drafted)
      .when(approve('privacy'))
      .then({ type: 'notice-approved', as: 'law' })
      .and(({ notices }) => expect(notices[0]?.status).toBe('drafted'))
      .when(approve('communications'))
      .then({ type: 'notice-approved', as: 'lead' })
      .and(({ notices }) => expect(notices[0]?.status).toBe('approved'));
  });

  test('by a second person of the same side counts for nothing', () => {
    given(...drafted, approve('legal'))
      .when(approve('privacy'))
      .refuses('already-so', /lead or communications/);
    given(...drafted, approve('lead'))
      .when(approve('communications'))
      .refuses('already-so', /legal or privacy/);
  });

  test('counts one person once, whatever roles they hold', () => {
    given(...drafted, approve('lead').by('deputy'))
      .when(approve('lead').by('deputy'))
      .refuses('already-so', /another person/);
  });

  test('takes two people on whichever sides they can stand together, in any order', () => {
    given(...drafted, approve('lead').by('deputy'))
      .when(approve('legal'))
      .then({ type: 'notice-approved', as: 'law', roles: ['legal'] })
      .and(({ notices }) =>
        expect(notices[0]).toMatchObject({
          status: 'approved',
          approvals: [
            { by: 'deputy', as: 'lead' },
            { by: 'legal', as: 'law' },
          ],
        }),
      );
    given(...drafted, approve('lead').by('deputy'))
      .when(approve('lead'))
      .then({ type: 'notice-approved', as: 'lead' })
      .and(({ notices }) => expect(notices[0]?.status).toBe('approved'));
  });

  test('takes no third person', () => {
    given(...drafted, approve('lead').by('deputy'), approve('legal'))
      .when(approve('communications'))
      .refuses('already-so', /both approvals/);
  });

  test('by one who could stand for either side leaves both open to the other', () => {
    given(...drafted, approve('lead').by('deputy'))
      .when(release())
      .refuses('missing', /lead, communications, legal or privacy/);
  });

  test('lets who holds both roles stand where somebody is missing', () => {
    given(...drafted, approve('legal'))
      .when(approve('lead').by('deputy'))
      .then({ type: 'notice-approved', as: 'lead' });
  });

  test('is not for the drafter', () => {
    given(...declared, draft().by('legal'), composed())
      .when(approve('legal'))
      .refuses('second-person', /drafted/);
  });

  test('is bound to the text by its hash', () => {
    given(...drafted)
      .when(approve('legal', { hash: OTHER }))
      .refuses('stale-text', /read the text again/);
  });

  test('waits until the text is composed', () => {
    given(...declared, draft())
      .when(approve('legal'))
      .refuses('stale-text', /being composed/);
  });

  test('ends when a fact changes: the text is stale, also if it was approved', () => {
    given(...drafted, setFact({ value: 'Two mails.' }))
      .when(approve('legal'))
      .refuses('stale-text', /A fact changed/);
    given(...approved, setFact({ value: 'Two mails.' }))
      .when(release())
      .refuses('stale-text', /A fact changed/);
    given(...declared, draft(), setFact({ value: 'Two mails.' }), composed())
      .when(approve('legal'))
      .refuses('stale-text', /A fact changed/);
  });

  test.each(['aware', 'declared'] as const)('ends when the instant we were %s is corrected', (anchor) => {
    given(...approved, correct(anchor, anchor === 'aware' ? '2026-11-23T04:00:00Z' : '2026-11-23T06:00:00Z'))
      .when(release())
      .refuses('stale-text', /when we knew or declared/);
    given(...approved, correct('detected', '2026-11-23T06:00:00Z'))
      .when(release())
      .then('notice-released');
  });

  test('ends when severity or role change, where the rules have a notice state them, and the next states them', () => {
    const role = say('set-role', 'privacy', { role: 'joint', reason: 'Common portal.' });
    const severe = triaged({ severity: { level: 'very-high', reason: 'Health.' } });
    const stating = (rules: Rules) => [opened({}, rules), triaged(), declare(), draft(), composed()];
    for (const change of [role, severe]) {
      given(...stating(SHIPPED_RULES), change)
        .when(approve('legal'))
        .refuses('stale-text', /how serious it is, or our role/);
      given(...stating(RULES_2026_11), change)
        .when(approve('legal'))
        .then('notice-approved');
    }
    const matter = (rules: Rules) => {
      const { state } = given(...stating(rules), role, severe).story;
      return matterOf(state, {
        type: 'notice-drafted',
        effect: 'INC-2026-0001#9.1',
        notice: 2,
        kind: 'update',
      } as never);
    };
    expect(matter(SHIPPED_RULES)).toMatchObject({ role: 'joint', severity: 'very-high' });
    expect(matter(RULES_2026_11)).not.toHaveProperty('severity');
  });

  test('needs a notice that is there, and not rejected', () => {
    given(...drafted)
      .when(approve('legal', { notice: 2 }))
      .refuses('unknown-notice', /it has 1\./);
    given(...drafted, reject())
      .when(approve('lead'))
      .refuses('nothing-open', /rejected; draft/);
  });
});

describe('Rejecting', () => {
  test('puts a text aside with its reason, for good', () => {
    given(...approved)
      .when(reject())
      .then({ type: 'notice-rejected', notice: 1, reason: 'The exposure is wrong.' })
      .when(release())
      .refuses('nothing-open', /rejected; draft/);
  });

  test('is bound to the hash, and to a notice that is there and still open', () => {
    given(...drafted)
      .when(reject({ hash: OTHER }))
      .refuses('stale-text');
    given(...declared, draft())
      .when(reject())
      .refuses('stale-text');
    given(...drafted)
      .when(reject({ notice: 7 }))
      .refuses('unknown-notice');
    given(...approved, release())
      .when(reject())
      .refuses('already-so', /released/);
  });

  test('is possible although a fact has changed', () => {
    given(...drafted, setFact({ value: 'Two mails.' }))
      .when(reject())
      .then('notice-rejected');
  });
});

describe('Releasing', () => {
  test('sends exactly the approved text', () => {
    given(...approved)
      .when(release())
      .then({ type: 'notice-released', notice: 1, hash: HASH })
      .and(({ outbox, notices }) => {
        expect(outbox.at(-1)).toMatchObject({ kind: 'send-notice', notice: 1, hash: HASH });
        expect(notices[0]).toMatchObject({ status: 'released', releasedBy: 'lead' });
      });
  });

  test('names the approvals that are missing', () => {
    given(...drafted)
      .when(release())
      .refuses('missing', /legal or privacy and lead or communications/, [
        'legal or privacy',
        'lead or communications',
      ]);
    given(...drafted, approve('lead'))
      .when(release())
      .refuses('missing', /legal or privacy/, ['legal or privacy']);
  });

  test('is refused for another text, an unknown notice, and a second time', () => {
    given(...approved)
      .when(release({ hash: OTHER }))
      .refuses('stale-text');
    given(...approved)
      .when(release({ notice: 2 }))
      .refuses('unknown-notice');
    given(...approved, release())
      .when(release())
      .refuses('already-so');
  });

  test('waits while the scope is being worked out', () => {
    given(...approved, addCustomers('bolt'))
      .when(release())
      .refuses('missing', /scope/);
    given(...approved, removeCustomer('bolt'))
      .when(release())
      .refuses('missing', /scope/);
  });

  test('needs somebody to tell', () => {
    given(opened(), declare(), draft(), composed(), approve('legal'), approve('lead'))
      .when(release())
      .refuses('missing', /No affected customer/);
  });

  test('of a notice of an incident is refused once the declaration is withdrawn', () => {
    given(...approved, withdraw('legal'), withdraw('executive'))
      .when(release())
      .refuses('not-declared', /withdrawn/);
  });

  test('of a notice of an event is refused once it is none any more', () => {
    const event = [
      opened(),
      assess({ classification: EVENT }),
      ...affected({ 72: 1 }),
      draft('event'),
      composed(),
      approve('legal'),
      approve('lead'),
    ];
    given(...event)
      .when(release())
      .then('notice-released');
    given(...event, reclassify({ class: 'not-an-incident', words: 'A test.' }))
      .when(release())
      .refuses('wrong-class');
    given(...event, declare())
      .when(release())
      .refuses('wrong-class');
  });
});

describe('A notice under way', () => {
  test('is counted as it goes, and sent when it is finished', () => {
    given(...declared, noticeUnderWay())
      .when(told(1))
      .then({ type: 'notice-counted', finished: false })
      .and(({ notices }) => expect(notices[0]).toMatchObject({ status: 'released', counts: { told: 1 } }))
      .when(told(1), sent())
      .then({ type: 'notice-counted', finished: true })
      .and(({ notices }) => expect(notices[0]?.status).toBe('sent'));
  });

  test('is not taken as unsent again by a count that comes late', () => {
    given(...declared, noticeUnderWay(), told(2), sent())
      .when(told(-1))
      .thenNever('notice-counted')
      .and(({ notices }) => expect(notices[0]?.status).toBe('sent'));
  });

  test('is not begun by a count: a draft stays a draft', () => {
    given(...drafted)
      .when(sent())
      .thenNothing()
      .and(({ notices }) => expect(notices[0]?.status).toBe('drafted'));
  });

  test('that leaves customers unreached calls for people', () => {
    given(...declared, noticeUnderWay(), told(1))
      .when(sent(1))
      .then({
        type: 'alert-raised',
        kind: 'customers-unreachable',
        detail: { about: 'out-of-reach', customers: 1 },
        acknowledge: true,
        to: { roles: ['lead', 'privacy', 'communications'] },
      })
      .when(sent(1))
      .thenNever('alert-raised');
  });

  test('ignores answers to what is not owed', () => {
    given(...drafted)
      .when((story) => void story.answer('notice-composed', { effect: 'INC-2026-0001#1.1', notice: 1, hash: OTHER }))
      .thenNothing()
      .when((story) => void story.answer('notice-started', { effect: 'INC-2026-0001#1.1', notice: 1 }))
      .thenNothing()
      .when(
        (story) =>
          void story.answer('scope-marked', {
            effect: 'INC-2026-0001#1.1',
            customer: 'acme',
            outcome: 'marked',
            ...story.register.answer(),
          }),
      )
      .thenNothing();
  });
});
