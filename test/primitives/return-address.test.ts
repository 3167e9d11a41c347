import { sha256 } from '../../src/primitives/hash';
import { messageOf, returnAddress } from '../../src/primitives/return-address';

const ring = (current: string) => ({
  current,
  keys: new Map(['old', 'new'].map((name, nth) => [name, Buffer.alloc(32, nth + 1)])),
});

test('a return address names its message, whatever becomes of its case, and fits in a local part', () => {
  const address = returnAddress(ring('new'), 'returned-mail@tocsin.example', 'INC-2026-0001/1/c1');
  expect(address.indexOf('@')).toBeLessThanOrEqual(64);
  const id = sha256('INC-2026-0001/1/c1').slice(0, 32);
  expect(messageOf(ring('new'), address)).toBe(id);
  expect(messageOf(ring('new'), address.toUpperCase())).toBe(id);
});

test('it counts as long as the ring has its key, and nobody else makes one', () => {
  const address = returnAddress(ring('old'), 'b@tocsin.example', 'x');
  expect(messageOf(ring('new'), address)).toBeDefined();
  expect(messageOf({ current: 'new', keys: new Map([['new', Buffer.alloc(32, 2)]]) }, address)).toBeUndefined();
  const other = returnAddress(ring('old'), 'b@tocsin.example', 'y');
  const mixed = address.slice(0, 34) + other.slice(34);
  expect(messageOf(ring('old'), mixed)).toBeUndefined();
  expect(messageOf(ring('old'), 'b@tocsin.example')).toBeUndefined();
});
