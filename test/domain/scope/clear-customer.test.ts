import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import { viewOf } from '../../../src/domain/view';
import {
  addCustomers,
  after,
  clearancesTold,
  clearCustomer,
  close,
  draft,
  given,
  hours,
  marked,
  noticeUnderWay,
  obligation,
  opened,
  outage,
  recordContact,
  sent,
  told,
  triaged,
  type Step,
  twoTold,
} from '../../support/story';

const cleared = [...twoTold, after(hours(10)), clearCustomer('acme'), marked()];
const addedAgain: Step = (story) => {
  const { id } = story.owed('resolve-scope');
  story.register.affectAgain('acme', 72);
  story.answer('scope-resolved', { effect: id, unknown: [], added: 1, ...story.register.answer() });
};

describe('A customer who was told, and is not affected after all,', () => {
  test('is owed a notice that says so in 72 hours, and counts as affected no longer', () => {
    given(...twoTold, after(hours(10)))
      .when(clearCustomer('acme'))
      .then(
        { type: 'customer-cleared', customer: 'acme', reason: 'Not in the export after all.' },
        { type: 'alert-raised', kind: 'customer-removed', to: { roles: ['lead', 'privacy'] } },
      )
      .when(marked())
      .then('scope-marked', { type: 'obligation-opened', obligation: 'clearance/acme', customer: 'acme' })
      .and((state) => {
        expect(state.cohorts).toMatchObject([{ total: 1, told: 1, cleared: 1, waived: 0 }]);
        expect(obligation(state, 'clearance/acme').due).toBe('2026-11-26T18:00:00.000Z');
        expect(viewOf(state).scope.cleared).toEqual([{ customer: 'acme' }]);
        expect(viewOf(state).next).toContainEqual(
          expect.objectContaining({ command: 'draft-notice', body: { kind: 'clearance' }, why: 'clearance-warning' }),
        );
      });
  });

  test('holds up closing until it is told, by a notice of the kind clearance', () => {
    given(...cleared)
      .when(close())
      .refuses('still-open', /clearance\/acme: acme is not told yet that it is not affected after all/)
      .when(noticeUnderWay('clearance'), clearancesTold)
      .then({ type: 'obligation-met', obligation: 'clearance/acme', inTime: true })
      .when(noticeUnderWay('final'), sent())
      .then({ type: 'obligation-met', obligation: 'final-notice/1' })
      .when(close())
      .then('closed');
  });

  test('can be told by a person, from when it was cleared', () => {
    given(...cleared, after(hours(1)))
      .when(recordContact('acme', { at: '2026-11-23T17:59:00Z' }))
      .refuses('impossible-instant', /before 2026-11-23T18:00:00/)
      .when(recordContact('acme'))
      .then({ type: 'contact-recorded', contact: expect.objectContaining({ of: 'clearance' }) })
      .when(marked())
      .then({ type: 'obligation-met', obligation: 'clearance/acme', inTime: true });
  });

  test('is warned of, and late, by a clock of its own', () => {
    given(...cleared)
      .when(after(hours(48)))
      .then({ type: 'alert-raised', kind: 'clearance-warning', to: { roles: ['lead'] } })
      .when(after(hours(24)))
      .then({ type: 'obligation-late', obligation: 'clearance/acme', customers: 1 }, 'alert-raised')
      .and((state) => expect(obligation(state, 'commitment').lateSince).toBeUndefined());
  });

  test('is each owed by its own instant', () => {
    given(...cleared, outage(hours(5)), clearCustomer('bolt'), marked()).and((state) =>
      expect(obligation(state, 'clearance/bolt').due).toBe('2026-11-26T23:00:00.000Z'),
    );
  });

  test('is affected after all once it is added again: the clearance is void, and may come again', () => {
    given(...cleared)
      .when(addCustomers('acme'), addedAgain)
      .then({ type: 'obligation-voided', obligation: 'clearance/acme', why: 'affected after all' })
      .when(told(1), clearCustomer('acme'), marked())
      .then({ type: 'obligation-opened', obligation: 'clearance/acme/2' });
  });

  test('keeps the promise to all, also where nobody else was affected', () => {
    given(...cleared, clearCustomer('bolt'))
      .when(marked())
      .thenNever('obligation-reopened')
      .and((state) => expect(obligation(state, 'commitment').status).toBe('met'));
  });

  test('is not one who is cleared already, or of a case that is not declared; and no notice goes to nobody', () => {
    given(...cleared)
      .when(clearCustomer('acme'))
      .refuses('already-so');
    given(opened({}, SHIPPED_RULES), triaged()).when(clearCustomer('acme')).refuses('not-declared');
    given(...twoTold)
      .when(draft('clearance'))
      .refuses('missing', /clear-customer/);
    given(...twoTold)
      .when(clearCustomer('nobody'), marked('not-told'))
      .then({ type: 'alert-raised', kind: 'scope-unchanged', to: { persons: ['responder'] } });
  });
});
