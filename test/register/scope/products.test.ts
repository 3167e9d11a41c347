import { onEachRegister } from '../registers';
import { customer, newIncident, NOON } from '../stories';

onEachRegister('Products', (bench) => {
  let story = 0;
  const resolve = (product: string) =>
    bench.register.scope.resolve({ incident: newIncident(), effect: 'e', selection: { product }, addedAt: NOON });
  /** One customer for each way of writing it. */
  async function written(...products: string[]) {
    const name = `p${++story}-`;
    await bench.register.customers.store(products.map((product, at) => customer(`${name}${at}`, { product })));
  }

  test('are the same in whatever case, form and with whatever nobody sees', async () => {
    await written('Pörtal', 'Po\u0308rtal', 'Pörtal ', 'pÖRTAL', 'Pör\u200btal', 'Pör\u00adtal');
    for (const product of ['Pörtal', 'PO\u0308RTAL', ' pörtal\ufeff'])
      expect(await resolve(product)).toMatchObject({ added: 6, unknown: [] });
    expect(await resolve('Pörtal')).not.toHaveProperty('near');
  });

  test('that may be meant are told, whether or not the one asked for is there', async () => {
    await written('Support Desk', 'Support Desk EU', 'Suport  Desk', 'Ledger');
    expect(await resolve('support desk')).toMatchObject({ added: 1, near: ['Suport  Desk', 'Support Desk EU'] });
    expect(await resolve('Supprot Desk')).toMatchObject({
      added: 0,
      unknown: ['Supprot Desk'],
      near: expect.arrayContaining(['Support Desk']),
    });
    expect(await resolve('Lodger')).toMatchObject({ unknown: ['Lodger'], near: ['Ledger'] });
    expect(await resolve('Wholly other')).not.toHaveProperty('near');
  });
});
