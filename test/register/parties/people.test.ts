import { BadCursor, RegisterConflict, type Person } from '../../../src/register';
import { onEachRegister } from '../registers';
import { newIncident } from '../stories';

function person(id: string, roles: Person['roles'], also: Partial<Person> = {}): Person {
  return {
    id,
    name: `Name ${id}`,
    email: `${id}@tocsin.example`,
    roles,
    timeZone: 'UTC',
    language: 'en',
    active: true,
    ...also,
  };
}

onEachRegister('People', (bench) => {
  test('the roster holds the active people with a role beyond reporter, and its revision grows only with a change', async () => {
    const { people } = bench.register;
    expect(await people.roster()).toEqual({ revision: 0, roster: {} });
    await people.upsertMany([
      person('lea', ['lead', 'reporter']),
      person('rob', ['reporter']),
      person('gone', ['legal'], { active: false }),
    ]);
    expect(await people.roster()).toEqual({ revision: 1, roster: { lea: ['lead', 'reporter'] } });

    expect(await people.upsertMany([person('lea', ['lead', 'reporter'])])).toEqual({ added: 0, changed: 0 });
    expect(await people.add(person('lea', ['auditor']))).toBe('already-there');
    expect((await people.roster()).revision).toBe(1);

    expect(await people.upsertMany([person('lea', ['privacy']), person('pia', ['privacy'])])).toEqual({
      added: 1,
      changed: 1,
      roster: { after: 1, revision: 2, changes: { lea: ['privacy'], pia: ['privacy'] } },
    });
    expect(await people.add(person('max', ['responder']))).toEqual({
      roster: { after: 2, revision: 3, changes: { max: ['responder'] } },
    });
    expect(await people.roster()).toEqual({
      revision: 3,
      roster: { lea: ['privacy'], max: ['responder'], pia: ['privacy'] },
    });
  });

  test('a change of somebody who is never alerted changes no roster, and neither does a name, an address or the order of roles', async () => {
    const { people, scope } = bench.register;
    await people.upsertMany([person('u-ann', ['reporter']), person('u-two', ['lead', 'legal'])]);
    const incident = newIncident();
    const [{ revision }, before] = [await people.roster(), await scope.revisions(incident)];
    expect(before).toEqual({ people: before.people, roster: revision, customers: 0 });
    expect(await people.add(person('u-new', ['reporter']))).toEqual({});
    for (const same of [
      person('u-ann', [], { email: 'other@tocsin.example' }),
      person('u-two', ['legal', 'lead'], { name: 'B' }),
    ])
      expect(await people.upsertMany([same])).toEqual({ added: 0, changed: 1 });
    expect((await people.roster()).revision).toBe(revision);
    expect(await scope.revisions(incident)).toEqual({ ...before, people: before.people + 3 });
    expect(await people.rosterSince(revision)).toBeUndefined();
  });

  test('what is new since a revision is told by person, each as they are now', async () => {
    const { people } = bench.register;
    const { revision: after } = await people.roster();
    await people.upsertMany([person('u-goes', ['legal']), person('u-turns', ['lead'])]);
    await people.upsertMany([person('u-turns', ['auditor']), person('u-goes', ['legal'], { active: false })]);
    const changes = { 'u-goes': [], 'u-turns': ['auditor'] };
    expect(await people.rosterSince(after)).toEqual({ after, revision: after + 2, changes });
    expect(await people.rosterSince(after + 1)).toEqual({ after: after + 1, revision: after + 2, changes });
  });

  test('whoever knows no revision, or one after which some changes are not known, gets the whole', async () => {
    const { people, restoreRepair } = bench.register;
    await people.upsertMany([person('u-whole', ['lead'])]);
    const { revision } = await people.roster();
    expect(await people.rosterSince(0)).toEqual(await people.roster());
    await restoreRepair.raiseRosterRevision(revision + 5);
    await people.upsertMany([person('u-whole', ['legal'])]);
    const now = await people.roster();
    expect(await people.rosterSince(revision)).toEqual(now);
    expect(await people.rosterSince(now.revision - 1)).toMatchObject({ changes: { 'u-whole': ['legal'] } });
  });

  test('people are found by id and by role; who is no longer active is found by id alone', async () => {
    const { people } = bench.register;
    const wanted = [person('x1', ['executive', 'operator']), person('x2', ['executive'], { active: false })];
    await people.upsertMany(wanted);
    expect(await people.get('x1')).toEqual(wanted[0]);
    expect(await people.get('nobody')).toBeUndefined();
    expect((await people.byRoles(['executive', 'communications'])).map(({ id }) => id)).toEqual(['x1']);
    expect(await people.byRoles([])).toEqual([]);
    expect((await people.byIds(['x2', 'x1', 'nobody'])).map(({ id }) => id)).toEqual(['x1', 'x2']);
    expect(await people.byIds([])).toEqual([]);
  });

  test('a list of people goes on where it stopped', async () => {
    const { people } = bench.register;
    const first = await people.list({ limit: 2 });
    const rest = await people.list({ limit: 100, cursor: first.next! });
    const ids = [...first.rows, ...rest.rows].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    await expect(people.list({ limit: 2, cursor: `${first.next!}x` })).rejects.toThrow(BadCursor);
  });

  test('a file that names a person twice stores nobody', async () => {
    const { people } = bench.register;
    const twice = people.upsertMany([person('new', ['lead']), person('dup', ['lead']), person('dup', ['legal'])]);
    await expect(twice).rejects.toThrow(RegisterConflict);
    expect(await people.get('new')).toBeUndefined();
  });

  test('hostile names are kept as they are', async () => {
    const name = `Robert'); drop table people;-- "{},\\ \u2028 🔔`;
    await bench.register.people.upsertMany([person('bobby', ['responder'], { name })]);
    expect((await bench.register.people.get('bobby'))?.name).toBe(name);
    await bench.register.people.upsertMany([person('nul', ['responder'], { name: 'a\0b\ud800' })]);
    expect((await bench.register.people.get('nul'))?.name).toBe('a\uFFFDb\uFFFD');
  });

  test('of two operators who leave at once one has to stay', async () => {
    const { people } = bench.register;
    const others = (await people.byRoles(['operator'])).map((one) => ({ ...one, active: false }));
    await people.upsertMany([person('op-1', ['operator']), person('op-2', ['operator'])]);
    if (others.length > 0) await people.upsertMany(others);
    const left = await Promise.allSettled(
      ['op-1', 'op-2'].map((id) => people.upsertMany([person(id, ['operator'], { active: false })])),
    );
    expect(left.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await people.byRoles(['operator'])).toHaveLength(1);
  });
});
