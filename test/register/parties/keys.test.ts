import { instantFrom, plus, type Instant } from '../../../src/domain/primitives/instant';
import { KEY_LIFE_MS, NoOperatorLeft, RegisterConflict, type Person } from '../../../src/register';
import { until } from '../../support/until';
import { onEachRegister } from '../registers';

const AT = instantFrom('2026-11-29T09:00:00Z') as Instant;
const SOON_MS = 2_000;

function person(id: string, roles: Person['roles'], active = true): Person {
  return { id, name: id, email: `${id}@tocsin.example`, roles, timeZone: 'UTC', language: 'en', active };
}

onEachRegister('Keys', (bench) => {
  const add = (who: string, hash: string, also: { expiresAt?: Instant; by?: string } = {}) =>
    bench.register.keys.add({ person: who, hash, name: `Key ${hash}`, at: AT, ...also });
  const whose = async (hash: string, at = AT) => (await bench.register.keys.authenticate(hash, at))?.person.id;
  const idOf = async (who: string, hash: string) => {
    const keys = await bench.register.keys.of(who);
    return keys.find(({ name }) => name === `Key ${hash}`)?.id ?? '';
  };

  test('a key opens for its person until it is revoked, and has a name, its maker and a year', async () => {
    const { people, keys } = bench.register;
    await people.upsertMany([person('kim', ['lead']), person('other', ['lead'])]);
    const made = await add('kim', 'hash-1', { by: 'other' });
    expect(made).toEqual({
      id: expect.stringMatching(/^k-[0-9a-f]{12}$/),
      person: 'kim',
      name: 'Key hash-1',
      createdAt: AT,
      createdBy: 'other',
      expiresAt: plus(AT, KEY_LIFE_MS),
    });
    expect(await add('kim', 'hash-1')).toEqual(made);
    await add('kim', 'hash-2');
    expect(await whose('hash-1')).toBe('kim');
    await expect(add('other', 'hash-1')).rejects.toThrow(RegisterConflict);
    expect(await keys.revoke('other', made!.id)).toBe(false);
    expect(await whose('hash-1')).toBe('kim');
    expect(await keys.revoke('kim', made!.id)).toBe(true);
    expect(await keys.revoke('kim', made!.id)).toBe(false);
    expect([await whose('hash-1'), await whose('hash-2'), await whose('never')]).toEqual([undefined, 'kim', undefined]);
    expect((await keys.of('kim')).map(({ name }) => name)).toEqual(['Key hash-2']);
  });

  test('opens nothing from its expiry on', async () => {
    await bench.register.people.upsertMany([person('exp', ['lead'])]);
    await add('exp', 'hash-e', { expiresAt: plus(AT, 1_000) });
    expect(await whose('hash-e', plus(AT, 999))).toBe('exp');
    expect(await whose('hash-e', plus(AT, 1_000))).toBeUndefined();
    expect(await bench.register.keys.of('exp')).toHaveLength(1);
  });

  test('its last use is noted, once in a minute', async () => {
    const { people, keys } = bench.register;
    await people.upsertMany([person('uma', ['lead'])]);
    await add('uma', 'hash-u');
    const lastUse = async () => (await keys.of('uma'))[0]?.lastUsedAt;
    expect(await lastUse()).toBeUndefined();
    await whose('hash-u');
    await until('the use is noted', async () => (await lastUse()) === AT, SOON_MS);
    await whose('hash-u', plus(AT, 59_000));
    await whose('hash-u', plus(AT, 60_000));
    await until('the later use is noted', async () => (await lastUse()) === plus(AT, 60_000), SOON_MS);
  });

  test('whoever is made inactive loses all keys for good, and gets none meanwhile', async () => {
    const { people, keys } = bench.register;
    await people.upsertMany([person('lev', ['lead'])]);
    await add('lev', 'hash-l');
    await people.upsertMany([person('lev', ['lead'], false)]);
    expect(await whose('hash-l')).toBeUndefined();
    expect(await add('lev', 'hash-m')).toBeUndefined();
    await people.upsertMany([person('lev', ['lead'])]);
    expect([await whose('hash-l'), await whose('hash-m')]).toEqual([undefined, undefined]);
    expect(await keys.of('lev')).toEqual([]);
  });

  test('a key that is given while its person is made inactive does not outlive that', async () => {
    const { people, keys } = bench.register;
    for (const round of [1, 2, 3, 4]) {
      await people.upsertMany([person('rac', ['lead'])]);
      await Promise.all([people.upsertMany([person('rac', ['lead'], false)]), add('rac', `hash-r${round}`)]);
      await people.upsertMany([person('rac', ['lead'])]);
      expect(await keys.of('rac')).toEqual([]);
    }
  });

  test('of the last two keys of operators one stays, whoever takes them away, and however', async () => {
    const { people, keys } = bench.register;
    const others = (await people.byRoles(['operator'])).map((one) => ({ ...one, active: false }));
    await people.upsertMany([person('key-1', ['operator']), person('key-2', ['operator'])]);
    if (others.length > 0) await people.upsertMany(others);
    const holders = ['key-1', 'key-2'];
    const ids = await Promise.all(holders.map(async (who) => (await add(who, `of ${who}`))?.id ?? ''));
    const revoked = await Promise.allSettled(holders.map((who, place) => keys.revoke(who, ids[place] ?? '')));
    expect(revoked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(revoked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: new NoOperatorLeft() });

    const [kept = '', lost = ''] = revoked[0]?.status === 'rejected' ? holders : [...holders].reverse();
    const leaves = people.upsertMany([person(kept, ['operator'], false)]);
    await expect(leaves).rejects.toThrow(NoOperatorLeft);
    await add(lost, 'new');
    await people.upsertMany([person(kept, ['operator'], false)]);
    await expect(keys.revoke(lost, await idOf(lost, 'new'))).rejects.toThrow(NoOperatorLeft);
    expect(await whose('new')).toBe(lost);
  });
});
