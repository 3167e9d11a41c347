import { contractTerms } from '../../../src/domain/clocks/contract-terms';
import type { Term } from '../../../src/domain/clocks/terms';
import { headlineOf } from '../../../src/domain/case/headline';
import { viewOf } from '../../../src/domain/view';
import {
  addCustomers,
  addProduct,
  affected,
  after,
  assess,
  bounced,
  close,
  declare,
  EVENT,
  found,
  given,
  hours,
  marked,
  noticeUnderWay,
  observed,
  obligation,
  opened,
  reclassify,
  removeCustomer,
  removeProduct,
  say,
  sent,
  told,
  triaged,
  waive,
  withdraw,
  type Story,
} from '../../support/story';

const declared = [opened(), triaged(), declare()];

describe('Adding affected customers', () => {
  test('owes the register a question, and nothing is taken as told before its answer', () => {
    given(...declared)
      .when(addCustomers('acme', 'acme', 'bolt'))
      .then({ type: 'customers-added', effect: 'INC-2026-0001#4.1', selection: { customers: ['acme', 'bolt'] } })
      .and(({ outbox }) =>
        expect(outbox.find(({ kind }) => kind === 'resolve-scope')).toMatchObject({
          addedAt: '2026-11-23T08:00:00.000Z',
          by: 'responder',
        }),
      );
  });

  test('by product asks for all who have it', () => {
    given(...declared)
      .when(say('add-affected-customers', 'lead', { product: 'Mail', customers: [], data: 'names' }))
      .then({ type: 'customers-added', selection: { product: 'Mail', data: 'names' } });
  });

  test('needs customers or a product, and not both', () => {
    given(...declared)
      .when(say('add-affected-customers', 'lead', {}))
      .refuses('missing');
    given(...declared)
      .when(say('add-affected-customers', 'lead', { customers: [] }))
      .refuses('missing');
    given(...declared)
      .when(say('add-affected-customers', 'lead', { customers: ['acme'], product: 'Mail' }))
      .refuses('malformed');
  });

  test('counts them by cohort, and ignores an answer that comes twice', () => {
    const effect = 'INC-2026-0001#4.1';
    given(...declared, addCustomers('acme'), found({ 72: 2, 36: 1 }))
      .and(({ cohorts }) =>
        expect(cohorts.map(({ id, total }) => [id, total])).toEqual([
          [`${effect}/declared+36h`, 1],
          [`${effect}/declared+72h`, 2],
        ]),
      )
      .when(
        (story) => void story.answer('scope-resolved', { effect, unknown: [], added: 3, ...story.register.answer() }),
      )
      .thenNothing();
  });

  test('who are not in the register holds up closing until they are imported and added, or removed', () => {
    given(...declared, addCustomers('acme', 'tpyo'), found({ 72: 1 }, ['tpyo']), noticeUnderWay(), told(1), sent())
      .when(close())
      .refuses('still-open', /not in the register: tpyo/)
      .when(removeCustomer('tpyo'), marked('not-in-scope'), close())
      .then('closed');
    given(...declared, addCustomers('acme', 'newco'), found({ 72: 1 }, ['newco']))
      .when(addCustomers('newco'), found({ 72: 1 }))
      .then('scope-resolved')
      .and((state) => expect(viewOf(state).scope.unknownCustomers).toEqual([]));
  });
});

describe('A product that nobody has', () => {
  const mistyped = [
    ...declared,
    ...affected({ 72: 1 }),
    noticeUnderWay(),
    told(1),
    sent(),
    addProduct('Support Portl'),
    found({}, ['Support Portl']),
  ];

  test('is no unknown customer, and holds up closing with words that say the way out', () => {
    given(...mistyped)
      .and((state) =>
        expect(viewOf(state).scope).toMatchObject({ unknownCustomers: [], unknownProducts: ['Support Portl'] }),
      )
      .when(close())
      .refuses('still-open', /the product: Support Portl; .*remove-affected-customer with "product"/);
  });

  test('is settled when it is added again and somebody has it by then', () => {
    given(...mistyped, addProduct('Support Portl'), found({}))
      .and((state) => expect(viewOf(state).scope.unknownProducts).toEqual([]))
      .when(close())
      .then('closed');
  });

  test('is taken off by its name, with a reason', () => {
    given(...mistyped)
      .when(removeProduct('Support Portl'))
      .then({ type: 'product-removed', product: 'Support Portl', reason: 'A slip of the pen.' })
      .when(close())
      .then('closed');
  });

  test('stands beside a customer of the same name', () => {
    given(...declared, addCustomers('acme'), found({}, ['acme']), addProduct('acme'), found({}, ['acme']))
      .when(removeProduct('acme'))
      .then('product-removed')
      .and((state) => expect(viewOf(state).scope).toMatchObject({ unknownCustomers: ['acme'], unknownProducts: [] }));
  });

  test('alone can be taken off: customers of one that somebody has are removed by id', () => {
    given(...declared, addProduct('Mail'), found({ 72: 2 }))
      .when(removeProduct('Mail'))
      .refuses('already-so', /one by one/);
  });

  test('or a customer is named for removal, and one of them alone', () => {
    const remove = (named: { customer?: string; product?: string }) =>
      say('remove-affected-customer', 'lead', { ...named, reason: 'x' });
    given(...mistyped)
      .when(remove({}))
      .refuses('missing')
      .when(remove({ customer: 'acme', product: 'Support Portl' }))
      .refuses('malformed');
  });
});

describe('A customer who is added again, and whose contract became shorter since', () => {
  const termsOf = (contractHours?: number) => contractTerms({ contractHours, timeZone: 'UTC' });
  const foundAgain = (terms: Term[], contract: Term[]) => (story: Story) => {
    const { id: effect } = story.owed('resolve-scope');
    const changedTerms = [{ terms, contract, customers: ['acme'], more: 2 }];
    story.answer('scope-resolved', { effect, unknown: [], added: 0, changedTerms, ...story.register.answer() });
  };
  const keptTerms = { first: [{ customer: 'acme', terms: termsOf(72), contract: termsOf(4) }], more: 2 };

  test('keeps its due, which lead and privacy are told of until somebody acknowledges', () => {
    given(...declared, ...affected({ 72: 1 }), after(hours(1)), addCustomers('acme'))
      .when(foundAgain(termsOf(72), termsOf(4)))
      .then(
        { type: 'scope-resolved', keptTerms },
        {
          type: 'alert-raised',
          kind: 'terms-kept',
          to: { roles: ['lead', 'privacy'] },
          detail: { about: 'kept-terms', ...keptTerms },
          acknowledge: true,
        },
      )
      .and(({ cohorts }) => expect(cohorts).toMatchObject([{ due: '2026-11-26T08:00:00.000Z', lateFound: false }]));
  });

  test.each<[string, Term[], Term[]]>([
    ['longer', termsOf(4), termsOf(24)],
    ['longer than our own', termsOf(96), termsOf(80)],
    ['none', termsOf(24), termsOf()],
  ])('is no news where it became %s', (_, terms, contract) => {
    given(...declared, ...affected({ 72: 1 }), after(hours(1)), addCustomers('acme'))
      .when(foundAgain(terms, contract))
      .thenNever('alert-raised');
  });
});

describe('Counts of the register', () => {
  test('keep no promise while a change of scope is being worked out', () => {
    given(...declared, ...affected({ 72: 2 }), noticeUnderWay(), addCustomers('bolt'))
      .when(told(2))
      .thenNever('obligation-met')
      .when(found({}))
      .then({ type: 'obligation-met', obligation: 'commitment', inTime: true });
  });

  test('that are older than what is known change nothing', () => {
    given(...declared, ...affected({ 72: 2 }), noticeUnderWay(), told(2))
      .when((story) => rolledUp(story, { asOf: 1, told: 0 }))
      .thenNever('cohorts-counted', 'obligation-reopened')
      .and(({ cohorts }) => expect(cohorts[0]?.told).toBe(2));
  });

  test('never move the due of a cohort', () => {
    given(...declared, ...affected({ 72: 2 }), noticeUnderWay(), after(hours(30)), told(1)).and(({ cohorts }) =>
      expect(cohorts[0]).toMatchObject({
        told: 1,
        addedAt: '2026-11-23T08:00:00.000Z',
        due: '2026-11-26T08:00:00.000Z',
      }),
    );
  });

  function rolledUp(story: Story, { asOf, told: count }: { asOf: number; told: number }): void {
    const { withdrawal, ...answer } = story.register.answer();
    const cohorts = answer.cohorts.map((cohort) => ({ ...cohort, told: count }));
    const counts = {
      deliveries: 2,
      accepted: count,
      refused: 0,
      pending: 0,
      customers: 2,
      told: count,
      unreachable: 0,
    };
    story.answer('deliveries-rolled-up', {
      notice: 1,
      counts,
      finished: false,
      asOf,
      cohorts,
      unreachable: 0,
      withdrawal,
    });
  }
});

describe('Removing a customer', () => {
  test('owes the register a mark, and keeps the promise to those who remain', () => {
    given(...declared, ...affected({ 72: 2 }), noticeUnderWay(), told(1))
      .when(removeCustomer('bolt'))
      .then({ type: 'customer-removed', customer: 'bolt' })
      .when(marked())
      .then(
        { type: 'scope-marked', outcome: 'marked' },
        { type: 'obligation-met', obligation: 'commitment', inTime: true },
      )
      .and(({ cohorts }) => expect(cohorts[0]).toMatchObject({ total: 1, removed: 1 }));
  });

  test('tells lead and privacy once it is declared, and nobody before or after that', () => {
    given(...declared, ...affected({ 72: 2 }))
      .when(removeCustomer('bolt'))
      .then({
        type: 'alert-raised',
        kind: 'customer-removed',
        to: { roles: ['lead', 'privacy'] },
        detail: { about: 'removal', name: 'bolt' },
      });
    given(...declared, addProduct('Mial'), found({}, ['Mial']))
      .when(removeProduct('Mial'))
      .then({ type: 'alert-raised', kind: 'customer-removed', detail: { about: 'removal', name: 'Mial' } });
    given(opened(), ...affected({ 72: 2 }))
      .when(removeCustomer('bolt'))
      .thenNever('alert-raised');
    given(...declared, ...affected({ 72: 2 }), withdraw('legal'), withdraw('executive'))
      .when(removeCustomer('bolt'))
      .thenNever('alert-raised');
  });

  test('and adding it again keeps when it was first added', () => {
    given(
      ...declared,
      ...affected({ 72: 2 }),
      removeCustomer('bolt'),
      marked(),
      after(hours(60)),
      addCustomers('bolt'),
      (story) => {
        story.register.addAgain(72);
        story.answer('scope-resolved', {
          effect: story.owed('resolve-scope').id,
          unknown: [],
          added: 0,
          ...story.register.answer(),
        });
      },
    ).and(({ cohorts }) =>
      expect(cohorts).toMatchObject([
        {
          total: 2,
          removed: 0,
          addedAt: '2026-11-23T08:00:00.000Z',
          due: '2026-11-26T08:00:00.000Z',
          lateFound: false,
        },
      ]),
    );
  });

  test('who was told leaves the counts as they are', () => {
    given(...declared, ...affected({ 72: 1 }), noticeUnderWay(), told(1), removeCustomer('acme'))
      .when(marked('already-told'))
      .then(
        { type: 'scope-marked', outcome: 'already-told' },
        {
          type: 'alert-raised',
          kind: 'scope-unchanged',
          to: { persons: ['responder'] },
          detail: { about: 'mark', customer: 'acme', outcome: 'already-told' },
        },
      )
      .and((state) => expect([state.cohorts[0]?.total, obligation(state, 'commitment').status]).toEqual([1, 'met']));
  });
});

test('Removing whom nobody named is told to who asked; a mistyped id is simply gone', () => {
  given(...declared, ...affected({ 72: 1 }), removeCustomer('bolt'))
    .when(marked('not-in-scope'))
    .then({
      type: 'alert-raised',
      kind: 'scope-unchanged',
      detail: { about: 'mark', customer: 'bolt', outcome: 'not-in-scope' },
    });
  given(...declared, addCustomers('tpyo'), found({}, ['tpyo']), removeCustomer('tpyo'))
    .when(marked('not-in-scope'))
    .thenNever('alert-raised');
});

describe('A waiver', () => {
  const asked = [...declared, ...affected({ 72: 2 }), waive('acme')];

  test('is asked for by legal or privacy, and the executives are called', () => {
    given(...asked.slice(0, -1))
      .when(waive('acme', 'privacy'))
      .then(
        { type: 'waiver-asked', customer: 'acme' },
        { type: 'alert-raised', kind: 'second-person-needed', to: { roles: ['executive'] } },
      )
      .and((state) => expect(state.cohorts[0]).toMatchObject({ total: 2, waived: 0 }));
  });

  test('is not begun by an executive', () => {
    given(...declared)
      .when(waive('acme', 'executive'))
      .refuses('second-person', /asks for a waiver first/);
  });

  test('is confirmed by an executive, who is another person', () => {
    given(...asked)
      .when(waive('acme', 'privacy'))
      .refuses('second-person');
    given(...asked.slice(0, -1), waive('acme').by('counsel'))
      .when(waive('acme').by('counsel'))
      .refuses('second-person', /another person/);
    given(...asked)
      .when(waive('acme', 'executive'))
      .then({ type: 'customer-waived', customer: 'acme', askedBy: 'legal' })
      .and(({ outbox, asked: { waivers } }) => {
        expect(outbox.at(-1)).toMatchObject({ kind: 'mark-scope', mark: 'waived', by: ['legal', 'executive'] });
        expect(waivers).toEqual([]);
      });
  });

  test('keeps what the second person says beside the reason it was asked for with', () => {
    given(...asked)
      .when(say('waive-customer', 'executive', { customer: 'acme', reason: 'The register of companies says so.' }))
      .then({
        type: 'customer-waived',
        reason: 'It has ceased to exist.',
        confirmation: 'The register of companies says so.',
      });
  });

  test('never counts as told', () => {
    given(...asked, waive('acme', 'executive'), marked()).and((state) => {
      expect(state.cohorts[0]).toMatchObject({ total: 1, told: 0, waived: 1 });
      expect(obligation(state, 'commitment').status).toBe('open');
    });
  });

  test('of all discharges the promise, and says neither that it was kept in time nor that it was not', () => {
    given(...declared, ...affected({ 72: 1 }), waive('acme'), waive('acme', 'executive'), marked()).and(
      (state, { pages }) => {
        expect(pages.at(-1)?.events).toContainEqual({ type: 'obligation-met', obligation: 'commitment', waived: 1 });
        expect(state.cohorts[0]).toMatchObject({ total: 0, told: 0, waived: 1 });
        expect(headlineOf(state).late).toBe(false);
      },
    );
  });

  test('of some is told beside those who were told in time', () => {
    given(...declared, ...affected({ 72: 2 }), noticeUnderWay(), told(1), waive('acme'), waive('acme', 'executive'))
      .when(marked())
      .then({ type: 'obligation-met', obligation: 'commitment', inTime: true, waived: 1 });
  });

  test('of all when it is late leaves it late', () => {
    given(...declared, ...affected({ 72: 1 }), after(hours(72)), waive('acme'), waive('acme', 'executive'))
      .when(marked())
      .then({ type: 'obligation-met', obligation: 'commitment' })
      .and((state) => expect(headlineOf(state).late).toBe(true));
  });

  test('of a customer who was told is not made', () => {
    given(...declared, ...affected({ 72: 1 }), noticeUnderWay(), told(1), waive('acme'), waive('acme', 'executive'))
      .when(marked('already-told'))
      .then(
        { type: 'scope-marked', outcome: 'already-told' },
        { type: 'alert-raised', kind: 'scope-unchanged', to: { persons: ['legal', 'executive'] } },
      )
      .and(({ cohorts }) => expect(cohorts[0]).toMatchObject({ total: 1, told: 1, waived: 0 }));
  });

  test('may be declined, and asked for again', () => {
    const no = say('waive-customer', 'executive', {
      customer: 'acme',
      reason: 'We have his telephone number.',
      decline: true,
    });
    given(...asked)
      .when(no)
      .then({ type: 'ask-declined', ask: 'waiver' })
      .when(no)
      .refuses('nothing-open')
      .when(waive('acme'))
      .then('waiver-asked');
  });

  test('of one customer leaves what was asked for another', () => {
    given(...asked, waive('bolt'), waive('acme', 'executive')).and((state) =>
      expect(state.asked.waivers.map(({ customer }) => customer)).toEqual(['bolt']),
    );
  });
});

describe('A bounce after all were told', () => {
  const kept = [...declared, ...affected({ 72: 2 }), noticeUnderWay(), told(2), sent()];

  test('opens the promise again, at its first due', () => {
    given(...kept, after(hours(10)))
      .when(bounced(1))
      .then({ type: 'obligation-reopened', obligation: 'commitment' })
      .and((state) =>
        expect(obligation(state, 'commitment')).toMatchObject({ status: 'open', due: '2026-11-26T08:00:00.000Z' }),
      );
  });

  test('of what was withdrawn, or is no event any more, opens nothing', () => {
    given(...kept, withdraw('legal'), withdraw('executive'))
      .when(bounced(1))
      .thenNever('obligation-reopened');
    const observing = [
      opened(),
      assess({ classification: EVENT }),
      ...affected({ 72: 1 }),
      noticeUnderWay('event'),
      observed(1),
    ];
    given(...observing, reclassify({ class: 'not-an-incident', words: 'A test.' }))
      .when(bounced(1))
      .thenNever('obligation-reopened');
    given(...observing)
      .when(bounced(1))
      .then({ type: 'obligation-reopened', obligation: 'observation/1' });
  });

  test('that is mended before the due is in time', () => {
    given(...kept, after(hours(10)), bounced(1), after(hours(10)))
      .when(told(1))
      .then({ type: 'obligation-met', obligation: 'commitment', inTime: true });
  });

  test('that comes after the due makes it late at once', () => {
    given(...kept, after(hours(80)))
      .when(bounced(1))
      .then(
        'obligation-reopened',
        { type: 'obligation-late', obligation: 'commitment' },
        { type: 'alert-raised', kind: 'commitment-expired' },
      )
      .and((state) => expect(headlineOf(state).late).toBe(true));
  });
});
