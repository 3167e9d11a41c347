import { numberOf, type IncidentId } from '../../../src/domain/case/state';

test.each([
  ['INC-2026-0042', { year: 2026, number: 42 }],
  ['INC-2031-123456', { year: 2031, number: 123_456 }],
  ['incident-by-hand', undefined],
  ['INC-2026-42', undefined],
])('the number in the id %s is %j', (id, number) => {
  expect(numberOf(id as IncidentId)).toEqual(number);
});
