import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import type { Event } from '../../../src/domain/events';
import { viewOf } from '../../../src/domain/view';
import {
  acknowledge,
  affected,
  after,
  assess,
  close,
  addCustomers,
  declare,
  EVENT,
  found,
  given,
  hours,
  INCIDENT,
  marked,
  noticeUnderWay,
  obligation,
  opened,
  recordContact,
  revokeContact,
  sent,
  START,
  told,
  triaged,
  withdraw,
  type Step,
  type Story,
  sheet,
  WITHOUT_POST_MORTEM,
} from '../../support/story';

const declared = [opened({}, WITHOUT_POST_MORTEM), triaged(), declare(), ...sheet()];
const oneOwed = [...declared, ...affected({ 72: 1 })];
const HALF_PAST_EIGHT = '2026-11-23T08:30:00.000Z';
const contactIn = (story: Story) =>
  story.pages.flatMap(({ events }) =>
    events.flatMap((event) => (event.type === 'contact-recorded' ? [event.effect] : [])),
  )[0]!;

describe('A customer who was told by a person', () => {
  test('counts as told at that instant, is shown as told by a person, and keeps the promise', () => {
    given(...oneOwed, after(hours(60)))
      .when(recordContact('acme', { at: '2026-11-25T19:00:00Z' }))
      .then(
        {
          type: 'contact-recorded',
          customer: 'acme',
          contact: expect.objectContaining({ of: 'incident', whom: 'Ada' }),
        },
        { type: 'alert-raised', kind: 'contact-recorded', to: { roles: ['lead', 'privacy'] } },
      )
      .when(marked())
      .then({ type: 'scope-marked', outcome: 'marked' }, 'cohorts-counted', { type: 'obligation-met', inTime: true })
      .and(({ cohorts }) =>
        expect(cohorts).toMatchObject([{ told: 1, toldByPerson: 1, lastToldAt: '2026-11-25T19:00:00.000Z' }]),
      )
      .when(close())
      .then('closed');
  });

  test('in time, and recorded after the due: late was found, and is taken back by what proves that it was not', () => {
    given(...oneOwed, after(hours(73)))
      .and(({ obligations }) => expect(obligations.filter(({ lateSince }) => lateSince)).toHaveLength(2))
      .when(recordContact('acme', { at: '2026-11-26T07:59:59Z' }), marked())
      .then({ type: 'obligation-met', inTime: true })
      .and((state) => expect(obligation(state, 'commitment').lateSince).toBeUndefined());
  });

  test('at the due instant or after it was told late', () => {
    given(...oneOwed, after(hours(72)))
      .when(recordContact('acme', { at: '2026-11-26T08:00:00Z' }), marked())
      .then({ type: 'obligation-met', inTime: false })
      .and((state) => expect(obligation(state, 'commitment').lateSince).toBeDefined());
  });

  test('is owed again once that is revoked, by the old due, and late where that has passed', () => {
    const { story } = given(...oneOwed, recordContact('acme', { at: START }), marked(), after(hours(80)));
    expect(obligation(story.state, 'commitment')).toMatchObject({ status: 'met' });
    given((fresh: Story) => void Object.assign(fresh, story.fork()))
      .when(revokeContact('acme', contactIn(story)))
      .then({ type: 'contact-revoked', customer: 'acme' }, { type: 'alert-raised', kind: 'contact-revoked' })
      .when(marked())
      .then({ type: 'scope-marked', outcome: 'marked' }, 'obligation-reopened', 'obligation-late')
      .when(close())
      .refuses('still-open');
  });

  test('before we were aware, or in the future, or at no instant, was not told', () => {
    given(...oneOwed, after(hours(1)))
      .when(recordContact('acme', { at: '2026-11-23T07:59:00Z' }))
      .refuses('impossible-instant', /before 2026-11-23T08:00:00.000Z/, ['/at'])
      .when(recordContact('acme', { at: '2026-11-23T09:02:01Z' }))
      .refuses('impossible-instant', /has passed/, ['/at'])
      .when(recordContact('acme', { at: '2026-02-30T09:00:00Z' }))
      .refuses('impossible-instant');
  });

  test('after we were aware and before it was declared was told in time', () => {
    given(opened({}, SHIPPED_RULES), triaged(), after(hours(2)), declare({ awareAt: START }), ...affected({ 72: 1 }))
      .when(recordContact('acme', { at: HALF_PAST_EIGHT }), marked())
      .then({ type: 'obligation-met', inTime: true });
  });

  test('is recorded of a declared case or an event, and of a customer who is in the register', () => {
    given(opened({}, SHIPPED_RULES), triaged()).when(recordContact('acme')).refuses('not-declared');
    given(...declared, addCustomers('acme'))
      .when(recordContact('acme'))
      .refuses('missing', /in a moment/);
    given(...declared, addCustomers('acme'), found({}, ['acme']))
      .when(recordContact('acme'))
      .refuses('missing', /not in the register/);
    given(...oneOwed)
      .when(recordContact('acme', { of: 'withdrawal' }))
      .refuses('wrong-class', /withdrawal/);
    given(...oneOwed)
      .when(recordContact('acme', { of: 'observation' }))
      .refuses('wrong-class', /observation/);
  });

  test('of an event was told what we observed', () => {
    given(opened({}, SHIPPED_RULES), triaged(), assess({ classification: EVENT }), ...affected({ 72: 1 }))
      .when(recordContact('acme'))
      .then({ type: 'contact-recorded', contact: expect.objectContaining({ of: 'observation' }) });
  });

  test('is told of the withdrawal by a person too', () => {
    given(...oneOwed, told(1), after(hours(1)), withdraw('legal'), withdraw('executive'))
      .when(recordContact('acme'))
      .then({ type: 'contact-recorded', contact: expect.objectContaining({ of: 'withdrawal' }) })
      .when(recordContact('acme', { at: START }))
      .refuses('impossible-instant', /before 2026-11-23T09:00:00/);
  });

  test('is named to whoever recorded it where the register could not note it, and an unregistered name stays owed', () => {
    given(...oneOwed)
      .when(recordContact('nobody'), marked('not-in-scope'))
      .then({ type: 'alert-raised', kind: 'scope-unchanged', to: { persons: ['responder'] } })
      .when(revokeContact('acme', `${INCIDENT}#99.1`), marked('no-such-contact'))
      .then({ type: 'alert-raised', kind: 'scope-unchanged', to: { persons: ['lead'] } });
  });
});

describe('Affected customers whom no notice can reach', () => {
  const outOfReach =
    (...names: string[]): Step =>
    (story) =>
      void (story.register.unreachable = names);
  const names = Array.from({ length: 12 }, (_, index) => `c${index}`);
  const lost = [...declared, addCustomers('acme'), outOfReach(...names), found({ 72: 12 })];
  const called = (story: Story) => story.pages.flatMap(({ events }) => events).filter(isCall);
  const isCall = (event: Event) => event.type === 'alert-raised' && event.kind === 'customers-unreachable';

  test('are told of as soon as the scope is counted, the first ten by name, with what can be done', () => {
    given(...declared, addCustomers('acme'), outOfReach(...names))
      .when(found({ 72: 12 }))
      .then({
        type: 'alert-raised',
        kind: 'customers-unreachable',
        to: { roles: ['lead', 'privacy', 'communications'] },
        acknowledge: true,
        detail: { about: 'out-of-reach', customers: 12, names: names.slice(0, 10) },
      })
      .and((state) => {
        expect(viewOf(state).scope).toMatchObject({ unreachable: 12, unreachableCustomers: names.slice(0, 10) });
        const acts = viewOf(state).next.filter(({ command }) => command === 'record-contact');
        expect(acts.map(({ body }) => body['customer'])).toEqual(names.slice(0, 10));
        expect(acts[0]).toMatchObject({ why: 'customers-unreachable', due: '2026-11-26T08:00:00.000Z' });
      });
  });

  test('are told of once, however often they are counted, and again when there are more of them', () => {
    given(...lost, addCustomers('bolt'), found({ 72: 1 }))
      .and((_, story) => expect(called(story)).toHaveLength(1))
      .when(addCustomers('coyote'), outOfReach(...names, 'coyote'), found({ 72: 1 }))
      .then({ type: 'alert-raised', kind: 'customers-unreachable' });
  });

  test('are not told of a second time when a notice was sent, while the first alert waits', () => {
    given(...lost, noticeUnderWay(), sent(12)).and((_, story) => expect(called(story)).toHaveLength(1));
    given(...lost, acknowledge(), noticeUnderWay(), sent(12)).and((_, story) => expect(called(story)).toHaveLength(2));
  });

  test('are told of after a sending under the rules of before, as ever', () => {
    const before = [opened(), triaged(), declare(), addCustomers('acme'), outOfReach('acme'), found({ 72: 1 })];
    given(...before)
      .and((_, story) => expect(called(story)).toEqual([]))
      .when(noticeUnderWay(), sent(1))
      .then({ type: 'alert-raised', detail: { about: 'out-of-reach', customers: 1 } });
  });
});
