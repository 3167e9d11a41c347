import type { Author } from '../../../src/domain/administration/story';
import { instantFrom, type Instant } from '../../../src/domain/primitives/instant';
import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import { BadCursor, type Person } from '../../../src/register';
import { onEachRegister } from '../registers';
import { customer } from '../stories';

const at = instantFrom('2026-11-23T09:00:00Z') as Instant;
const olga: Author = { person: 'olga', credential: { kind: 'key', id: '0123456789abcdef' }, at };
const person = (id: string, roles: Person['roles'], also: Partial<Person> = {}): Person => ({
  ...{ id, name: `Name ${id}`, email: `${id}@tocsin.example`, roles, timeZone: 'UTC', language: 'en', active: true },
  ...also,
});

onEachRegister('The story of the administration', (bench) => {
  const story = async (query = {}) => (await bench.register.administration.list({ limit: 200, ...query })).rows;

  test('has a page for each act, by whom and with which key, and none for what changes nothing', async () => {
    const { people, keys, customers, rulesVersions } = bench.register;
    await people.add(person('ann', ['reporter']), olga);
    await people.upsertMany([person('ann', ['responder'], { email: 'a@tocsin.example' })], olga);
    await people.upsertMany([person('ann', ['responder'], { email: 'a@tocsin.example' })], olga);
    const made = { person: 'ann', hash: 'f'.repeat(64), name: 'Laptop', at };
    const key = await keys.add(made, olga);
    await keys.add(made, olga);
    await keys.revoke('ann', key?.id ?? '', olga);
    await keys.revoke('ann', key?.id ?? '', olga);
    await customers.store([customer('acme')], {}, olga);
    await customers.store([customer('acme')], {}, olga);
    await customers.store([customer('acme'), customer('bolt')], { source: 'e'.repeat(64) }, olga);
    await customers.store([customer('dry')], { source: 'd'.repeat(64), dryRun: true }, olga);
    await customers.markStale('acme-a1-admin', true, olga);
    await customers.end({ accounts: ['acme-a1'] }, olga);
    await customers.end({ accounts: ['acme-a1'] }, olga);
    await customers.end({ customers: ['bolt'] }, olga);
    await rulesVersions.claim({ ...SHIPPED_RULES, version: 'acme-1' });
    await rulesVersions.claim({ ...SHIPPED_RULES, version: 'acme-1' });
    const pages = (await story()).reverse();
    expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index + 1));
    expect(pages.map(({ act, subject }) => `${act} ${subject}`)).toEqual([
      'person-added people/ann',
      'person-changed people/ann',
      'key-made people/ann',
      'key-revoked people/ann',
      'customers-stored customers/acme',
      `customers-imported imports/${'e'.repeat(64)}`,
      'contact-marked contacts/acme-a1-admin',
      'account-ended accounts/acme-a1',
      'customer-ended customers/bolt',
      'rules-adopted rules/acme-1',
    ]);
    expect(pages[1]).toMatchObject({
      ...{ at, by: 'olga', credential: olga.credential },
      change: { roles: { was: ['reporter'], is: ['responder'] }, fields: ['email'] },
      details: { email: { was: 'ann@tocsin.example', is: 'a@tocsin.example' } },
    });
    expect(pages.at(-1)).toMatchObject({ by: 'system', change: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(await bench.register.administration.verify()).toEqual({ pages: 10, faults: [] });
  });

  test('holds in its pages no name, no address and no key', async () => {
    const [row] = await bench.query(`select string_agg(convert_from(bytes, 'UTF8'), '\n') as text from administration`);
    for (const secret of ['Name ann', '@', 'f'.repeat(64)]) expect(row?.text).not.toContain(secret);
  });

  test('is read by subject, person, act and period, slice by slice', async () => {
    expect(await story({ subject: 'people/ann' })).toHaveLength(4);
    expect(await story({ person: 'ann', act: 'key-made' })).toHaveLength(1);
    expect(await story({ to: at })).toHaveLength(0);
    expect(await story({ from: at, person: 'olga' })).toHaveLength(9);
    const { administration } = bench.register;
    const first = await administration.list({ limit: 3 });
    const second = await administration.list({ limit: 3, cursor: first.next });
    expect(second.rows[0]?.sequence).toBe((first.rows.at(-1)?.sequence ?? 0) - 1);
    await expect(administration.list({ limit: 3, cursor: first.next, act: 'key-made' })).rejects.toThrow(BadCursor);
  });

  test('an act that is rolled back leaves no page, and acts at once are one chain', async () => {
    const { people, administration } = bench.register;
    await people.upsertMany([person('op', ['operator'])]);
    const before = await story();
    await expect(people.upsertMany([person('op', [])])).rejects.toThrow();
    expect(await story()).toEqual(before);
    await Promise.all(Array.from({ length: 8 }, (_, nth) => people.add(person(`many-${nth}`, ['reporter']))));
    expect(await administration.verify()).toEqual({ pages: before.length + 8, faults: [] });
  });

  test('takes neither a change nor a deletion; verify finds both where the guard was taken off', async () => {
    for (const past of [
      `update administration set act = 'key-made'`,
      `delete from administration where sequence = 2`,
      `truncate administration cascade`,
    ])
      await expect(bench.query(past)).rejects.toThrow(/append-only/);
    const { administration } = bench.register;
    await bench.query(`alter table administration disable trigger append_only`);
    await bench.query(
      `update administration set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), 'olga', 'lena'), 'UTF8') where sequence = 2`,
    );
    await bench.query(`delete from administration where sequence = 5`);
    await bench.query(`update administration set subject = 'people/other' where sequence = 3`);
    await bench.query(`update administration_details set details = replace(details, 'ann@', 'bob@') where page = 1`);
    await bench.query(`update administration_details set details = null, erased_at = now() where page = 2`);
    expect((await administration.verify()).faults).toEqual([
      { sequence: 1, fault: 'the names and addresses beside it are not those it was made of' },
      { sequence: 2, fault: 'its bytes do not give its SHA-256' },
      { sequence: 3, fault: 'its bytes are those of another page' },
      { sequence: 6, fault: 'page 5 is missing before it' },
      { sequence: 6, fault: 'it does not continue the chain' },
    ]);
  });
});
