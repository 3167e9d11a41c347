import {
  acknowledge,
  after,
  assign,
  declare,
  given,
  mailDelivered,
  minutes,
  opened,
  START,
  triaged,
  type Mail,
  type Step,
} from '../../support/story';
import { elapsed, MINUTE } from '../../../src/domain/primitives/instant';

const escalationOf = (mails: readonly Mail[], alert: Mail['alert']) =>
  mails.filter((mail) => mail.alert === alert).map(({ at, to }) => [elapsed(START, at) / MINUTE, ...to]);

describe('Escalation', () => {
  test('of a case that nobody has calls all responders, then lead, privacy, legal and executive, who is called again hourly', () => {
    given(opened(), after(minutes(185))).and((_, { mails }) =>
      expect(escalationOf(mails, 'reported')).toEqual([
        [0, 'responder'],
        [15, 'lead'],
        [30, 'privacy'],
        [45, 'legal'],
        [60, 'executive'],
        [120, 'executive'],
        [180, 'executive'],
      ]),
    );
  });

  test('of a case that somebody has begins with them', () => {
    given(opened(), acknowledge(), assign('privacy-2', 'lead-2'), after(minutes(20))).and((_, { mails }) =>
      expect(escalationOf(mails, 'assigned')).toEqual([
        [0, 'privacy-2', 'lead-2'],
        [15, 'lead'],
      ]),
    );
  });

  test('says on every level since when nobody has answered, how far up it is, and what it was about', () => {
    given(opened(), after(minutes(15))).and((_, { mails }) =>
      expect(mails).toMatchObject([
        { acknowledge: true, detail: { about: 'report', channel: 'staff', detectedAt: '2026-11-23T07:00:00.000Z' } },
        {
          acknowledge: true,
          detail: { about: 'report', channel: 'staff' },
          unanswered: { since: START, level: 2, of: 5 },
          duty: { kind: 'triage', due: '2026-11-23T12:00:00.000Z' },
        },
      ]),
    );
    given(opened(), after(minutes(120))).and((_, { mails }) =>
      expect(mails.at(-1)?.unanswered).toEqual({ since: START, level: 5, of: 5 }),
    );
  });

  test('does not go on about a clock that has stopped', () => {
    given(opened(), mailDelivered(), triaged(), after(minutes(15))).and((_, { mails }) => {
      const climbed = mails.filter(({ alert, unanswered }) => alert === 'reported' && unanswered);
      expect(climbed.map(({ duty }) => duty)).toEqual([undefined]);
    });
  });

  test('gives every mail an id of its own', () => {
    given(opened(), after(minutes(600)), declare({ declaredAt: '2026-11-20T00:00:00Z' }), after(minutes(600))).and(
      (_, { mails }) => {
        const ids = mails.map(({ effect }) => effect);
        expect(new Set(ids).size).toBe(ids.length);
      },
    );
  });

  test('has every mail name the alert that it belongs to', () => {
    given(opened(), after(minutes(31))).and(({ outbox, alerts }) => {
      const mails = outbox.filter((effect) => effect.kind === 'alert');
      expect(mails.map(({ alertId }) => alertId)).toEqual(Array(3).fill(alerts[0]?.id));
    });
  });

  test('climbs at once where a mail reached nobody', () => {
    given(opened(), after(minutes(15)))
      .when(mailDelivered(['lead']))
      .then(
        { type: 'alert-delivered', reached: ['responder', 'responder-2'] },
        { type: 'alert-delivered', reached: [] },
        { type: 'alert-escalated', level: 1, to: { roles: ['privacy'] }, escalatesAt: '2026-11-23T08:30:00.000Z' },
      );
  });

  test('skips every empty level, and ends at the last', () => {
    given(opened())
      .when(mailDelivered(['responder', 'lead', 'privacy', 'legal', 'executive']))
      .then(
        { type: 'alert-escalated', level: 0 },
        { type: 'alert-escalated', level: 1 },
        { type: 'alert-escalated', level: 2 },
        { type: 'alert-escalated', level: 3, escalatesAt: '2026-11-23T09:00:00.000Z' },
      )
      .and(({ outbox, alerts }) => {
        expect(outbox).toEqual([]);
        expect(alerts).toMatchObject([{ level: 3, reached: [] }]);
      })
      .and((_, { pages }) => {
        const answered = pages
          .flatMap(({ events }) => events)
          .flatMap((event) => (event.type === 'alert-delivered' ? [event.effect] : []));
        expect(new Set(answered).size).toBe(5);
      });
  });

  describe('whose top level reaches nobody', () => {
    const nobodyIsExecutive: Step = mailDelivered(['executive']);

    test('asks those whom it last reached in its place, at once and every hour', () => {
      given(
        opened(),
        ...Array.from({ length: 20 }, () => [mailDelivered(['executive']), after(minutes(15))]).flat(),
      ).and((_, { mails }) =>
        expect(escalationOf(mails, 'reported').filter(([, to]) => to !== 'executive')).toEqual([
          [0, 'responder'],
          [15, 'lead'],
          [30, 'privacy'],
          [45, 'legal'],
          [60, 'legal'],
          [120, 'legal'],
          [180, 'legal'],
          [240, 'legal'],
        ]),
      );
    });

    test('asks the first addressees, if no level reaches anybody', () => {
      given(opened(), mailDelivered(), after(minutes(15)))
        .when(mailDelivered(['lead', 'privacy', 'legal', 'executive']))
        .then({ type: 'alert-escalated', level: 3 }, { type: 'alert-escalated', to: { roles: ['responder'] } });
    });

    test('is tried again before each of them', () => {
      given(opened(), mailDelivered(), after(minutes(60)), nobodyIsExecutive)
        .when(after(minutes(60)))
        .then({ type: 'alert-escalated', level: 3, to: { roles: ['executive'] } });
    });

    test('does not go round in circles when the stand-ins are gone as well', () => {
      given(opened(), mailDelivered(), after(minutes(60)))
        .when(mailDelivered(['lead', 'privacy', 'legal', 'executive', 'responder']))
        .then({ type: 'alert-escalated', level: 4 })
        .and(({ outbox, alerts }) => {
          expect(outbox).toEqual([]);
          expect(alerts).toMatchObject([{ escalatesAt: '2026-11-23T10:00:00.000Z' }]);
        });
    });
  });

  test('is not hurried by an old mail that reached nobody', () => {
    given(opened(), after(minutes(31)))
      .when((story) => void story.answer('alert-delivered', { effect: 'INC-2026-0001#1.1', reached: [] }))
      .thenNever('alert-escalated');
  });

  test('remembers whom it reached', () => {
    given(opened(), mailDelivered()).and(({ alerts }) =>
      expect(alerts[0]?.reached).toEqual(['responder', 'responder-2']),
    );
  });

  test('ignores an answer that comes twice', () => {
    given(opened(), mailDelivered())
      .when((story) => void story.answer('alert-delivered', { effect: 'INC-2026-0001#1.1', reached: [] }))
      .thenNothing();
  });
});

describe('Acknowledging', () => {
  test('ends escalation', () => {
    given(opened(), acknowledge())
      .when(after(minutes(120)))
      .thenNever('alert-escalated')
      .and(({ alerts }) => expect(alerts).toEqual([]));
  });

  test('ends the escalation of one alert, and leaves the others', () => {
    given(opened(), declare())
      .when(acknowledge('INC-2026-0001#1.1'))
      .then({ type: 'alert-acknowledged', alert: 'INC-2026-0001#1.1' })
      .and(({ alerts }) => expect(alerts.map(({ kind }) => kind)).toEqual(['declared']));
  });

  test('answers an alert that waits', () => {
    given(opened(), acknowledge())
      .when(acknowledge())
      .refuses('already-so')
      .when(acknowledge('INC-2026-0001#1.1'))
      .refuses('unknown-alert');
  });
});

describe('Assigning', () => {
  test('gives duty and an alert to those who are new to it', () => {
    given(opened(), assign('responder'))
      .when(assign('responder', 'lead', 'lead'))
      .then(
        { type: 'assigned', persons: ['responder', 'lead'] },
        { type: 'alert-raised', kind: 'assigned', to: { persons: ['lead'] } },
      );
  });

  test('may take the duty from all', () => {
    given(opened(), assign('responder'))
      .when(assign())
      .then({ type: 'assigned', persons: [] })
      .and(({ assignees }) => expect(assignees).toEqual([]));
  });

  test('is refused for who is unknown, and for what is so already', () => {
    given(opened())
      .when(assign('nobody'))
      .refuses('unknown-person', /nobody/);
    given(opened())
      .when(assign('constructor'))
      .refuses('unknown-person', /constructor/);
    given(opened(), assign('lead', 'responder')).when(assign('responder', 'lead')).refuses('already-so');
  });

  test('gives no rights', () => {
    given(opened(), assign('auditor')).when(declare().by('auditor')).refuses('not-permitted');
  });
});
