import type { AccountId, ContactId, CustomerId, DeliveryId } from '../../src/domain/primitives/parties';

test('an id of a customer, an account, a contact or a delivery is never taken for one of another kind', () => {
  const [contact, text]: [ContactId, string] = ['birch-1', 'birch'];
  const taken: CustomerId = text;
  // @ts-expect-error The compiler refuses it, and a check fails once it does not.
  const customer: CustomerId = contact;
  // @ts-expect-error Nor is it an account's.
  const account: AccountId = contact;
  // @ts-expect-error Nor is it a delivery's.
  const delivery: DeliveryId = contact;
  expect([taken, customer, account, delivery]).toEqual([text, contact, contact, contact]);
});
