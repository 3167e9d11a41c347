import { createTurns } from '../../../src/api/incidents/turns';

const LATER_MS = 60_000;

/** Acts that end when they are told to, in the order in which they began. */
function stage(limits: { atOnce: number; waiting: number }) {
  const turns = createTurns(limits);
  const began: string[] = [];
  const ends: (() => void)[] = [];
  const act = (name: string) => () => {
    began.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  const enter = (name: string, isUrgent = false, withinMs = LATER_MS, key = 'INC-2026-0001') =>
    turns(key, { isUrgent, deadline: Date.now() + withinMs }, act(name));
  const endNext = async () => {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { turns, began, enter, endNext };
}

test('so many begin at once for each key, the rest in the order in which they came, and the urgent before them', async () => {
  const { began, enter, endNext } = stage({ atOnce: 2, waiting: 10 });
  const all = [enter('a'), enter('b'), enter('c'), enter('d'), enter('first', true), enter('second', true)];
  all.push(enter('elsewhere', false, LATER_MS, 'INC-2026-0002'));
  expect(began).toEqual(['a', 'b', 'elsewhere']);
  for (const _each of all) await endNext();
  expect(began).toEqual(['a', 'b', 'elsewhere', 'first', 'second', 'c', 'd']);
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd', 'first', 'second', 'elsewhere']);
});

test('where too many wait no more are let in, and those who are urgent have room of their own', async () => {
  const { began, enter, endNext } = stage({ atOnce: 1, waiting: 1 });
  const taken = [enter('a'), enter('b')];
  expect(await enter('too many')).toBeUndefined();
  taken.push(enter('urgent', true));
  expect(await enter('too many', true)).toBeUndefined();
  for (const _each of taken) await endNext();
  await Promise.all(taken);
  expect(began).toEqual(['a', 'urgent', 'b']);
});

test('who waits past their deadline is not begun, and holds up nobody', async () => {
  const { began, enter, endNext } = stage({ atOnce: 1, waiting: 2 });
  const first = enter('a');
  const late = enter('late', false, 1);
  const patient = enter('patient');
  expect(await late).toBeUndefined();
  await endNext();
  await endNext();
  expect(await Promise.all([first, patient])).toEqual(['a', 'patient']);
  expect(began).toEqual(['a', 'patient']);
});

test('an act that throws gives its turn away', async () => {
  const { turns, enter, endNext } = stage({ atOnce: 1, waiting: 1 });
  const failed = turns('INC-2026-0001', { isUrgent: false, deadline: Date.now() + LATER_MS }, () =>
    Promise.reject(new Error('a fault')),
  );
  const next = enter('next');
  await expect(failed).rejects.toThrow('a fault');
  await endNext();
  expect(await next).toBe('next');
});
