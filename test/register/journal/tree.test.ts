import type { IncidentId } from '../../../src/domain/case/state';
import { leafHash } from '../../../src/primitives/merkle';
import { continues, includes } from '../../support/proofs';
import { onEachRegister, type Bench } from '../registers';
import { newIncident, notePage, openingPage } from '../stories';

const sign = ({ size, root }: { size: number; root: Buffer }) => ({
  note: `${size} ${root.toString('base64')}`,
  verifier: 'nobody',
});

onEachRegister('The tree over all heads', (bench) => {
  const { checkpoint, told } = acts(bench);

  test('has a leaf for each page, in the order in which they were recorded, and no page twice', async () => {
    const [one, other] = [newIncident(), newIncident()];
    await told(one, 1, 2);
    await told(other, 1, 1);
    await told(one, 3, 3);
    const { size } = await checkpoint();
    expect(await checkpoint()).toMatchObject({ size });
    const leaves = await bench.register.tree.leaves({ limit: 100 });
    expect(leaves.map(({ position }) => position)).toEqual(Array.from({ length: size }, (_, index) => index));
    expect(leaves.slice(-4).map(({ subject, sequence }) => [subject, sequence])).toEqual([
      [one, 1],
      [one, 2],
      [other, 1],
      [one, 3],
    ]);
    const stored = await bench.register.pages.read(one);
    expect((await bench.register.tree.leaves({ subject: one, limit: 100 })).map(({ head }) => head)).toEqual(
      stored.map(({ chain }) => chain),
    );
  });

  test('is added to by several processes at once, each leaf by one of them', async () => {
    for (let count = 0; count < 5; count += 1) await told(newIncident(), 1, 3);
    const made = await Promise.all([checkpoint(), checkpoint(), checkpoint()]);
    expect(new Set(made.map(({ note }) => note)).size).toBe(1);
    expect(await bench.register.tree.check([])).toEqual([]);
  });

  test('proves that it continues what it was, and that each page is in it', async () => {
    const { tree } = bench.register;
    const older = await sized();
    const incident = newIncident();
    await told(incident, 1, 9);
    await checkpoint();
    const newer = await sized();
    expect(continues(older, newer, await tree.consistency(older.size, newer.size))).toBe(true);
    for (const { position, subject, sequence, head, leaf } of await tree.leaves({ subject: incident, limit: 100 })) {
      expect(leafHash(`${subject}\n${sequence}\n${head}\n`).toString('hex')).toBe(leaf);
      const stated = { position, ...newer, leaf: Buffer.from(leaf, 'hex') };
      expect(includes(stated, await tree.inclusion(position, newer.size))).toBe(true);
    }
  });

  test('shows, by the root of before, what its owner rewrote with all hashes anew', async () => {
    const { tree } = bench.register;
    const [changed, gone] = [newIncident(), newIncident()];
    await told(changed, 1, 3);
    await told(gone, 1, 2);
    await checkpoint();
    const signed = await sized();
    expect(await tree.check([signed])).toEqual([]);
    expect(await tree.checkPart({ subjects: [changed, gone] }, signed)).toEqual([]);

    await bench.query(`alter table pages disable trigger all; update pages set chain = 'x' where incident = '${changed}' and sequence = 2;
      delete from pages where incident = '${gone}'; alter table pages enable trigger all`);
    const faults = [
      { subject: changed, sequence: 2, fault: 'its head is not the one that is in the tree' },
      { subject: gone, sequence: 1, fault: 'its leaf is in the tree, and it is missing' },
      { subject: gone, sequence: 2, fault: 'its leaf is in the tree, and it is missing' },
    ];
    expect(await tree.check([signed])).toEqual(faults);
    expect(await tree.checkPart({ after: 'INC', upTo: gone }, signed)).toEqual(faults);

    await bench.query(
      `alter table tree disable trigger all; delete from tree where subject in ('${changed}', '${gone}'); alter table tree enable trigger all`,
    );
    expect(await tree.check([signed])).toEqual([{ fault: expect.stringMatching(/^a checkpoint was signed for/) }]);
    expect(await tree.checkPart({ subjects: [] }, signed)).toEqual([
      { fault: expect.stringMatching(/^a checkpoint was signed for/) },
    ]);
    // As no process does: the tree is made again, without those who are gone.
    await bench.query(`alter table tree disable trigger all; alter table tree_nodes disable trigger all; truncate tree, tree_nodes;
      alter table tree enable trigger all; alter table tree_nodes enable trigger all`);
    await told(newIncident(), 1, 9);
    await bench.register.tree.checkpoint(sign, true);
    const named = expect.stringMatching(new RegExp(`^the first ${signed.size} pages are not those`));
    expect(await tree.check([signed])).toContainEqual({ fault: named });
  });

  async function sized() {
    const size = await bench.register.tree.size();
    return { size, root: await bench.register.tree.rootAt(size) };
  }
});

onEachRegister('A head that comes in late', (bench) => {
  const { checkpoint, told } = acts(bench);

  test('is taken up when all is looked through, though it was dated long before', async () => {
    const [late, other] = [newIncident(), newIncident()];
    await told(other, 1, 1);
    await checkpoint();
    await told(late, 1, 1);
    await bench.query(
      `alter table pages disable trigger all; update pages set recorded_at = '2020-01-01' where incident = '${late}'; alter table pages enable trigger all`,
    );
    expect(await bench.register.tree.checkpoint(sign, false)).toMatchObject({ size: 1 });
    expect(await bench.register.tree.checkpoint(sign, true)).toMatchObject({ size: 2 });
  });

  test('and one that was put in before another is named', async () => {
    const incident = newIncident();
    await told(incident, 1, 3);
    await bench.query(`create table aside as select * from pages where incident = '${incident}' and sequence = 2;
      alter table pages disable trigger all; delete from pages where incident = '${incident}' and sequence = 2; alter table pages enable trigger all`);
    await checkpoint();
    await bench.query('insert into pages select * from aside; drop table aside');
    const fault = { subject: incident, sequence: 2, fault: 'it has no leaf in the tree, and a later one has' };
    expect(await bench.register.tree.check([])).toEqual([fault]);
    expect(await bench.register.tree.checkPart({ subjects: [incident] })).toEqual([fault]);
  });
});

function acts(bench: Bench) {
  return {
    checkpoint: () => bench.register.tree.checkpoint(sign, false),
    told: async (incident: IncidentId, from: number, to: number) => {
      const pages = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      await bench.register.pages.append(
        pages.map((sequence) => (sequence === 1 ? openingPage(incident) : notePage(incident, sequence, 'noted'))),
      );
    },
  };
}
