import { obligationIdOf } from '../../../src/domain/clocks/state';
import { createHash } from 'node:crypto';
import type { Event } from '../../../src/domain/events';
import { RegisterConflict } from '../../../src/register';
import { onEachRegister } from '../registers';
import { hoursLater, newIncident, notePage, NOON, openingPage, page } from '../stories';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

onEachRegister('Pages', (bench) => {
  test('what is stored are the very bytes that are hashed, chained from 64 zeros on', async () => {
    const incident = newIncident();
    const pages = [openingPage(incident, NOON, 'Ünïcode “quotes” \u0000 \ud800 🔔'), notePage(incident, 2, 'two')];
    expect(await bench.register.pages.append(pages)).toEqual({ sequence: 2 });

    const [first, second] = await bench.register.pages.read(incident);
    expect(first!.bytes).toBe(JSON.stringify(pages[0]));
    expect(first!.sha256).toBe(sha256(first!.bytes));
    expect(first!.chain).toBe(sha256('0'.repeat(64) + first!.sha256));
    expect(second!.chain).toBe(sha256(first!.chain + second!.sha256));
    expect((await bench.register.pages.read(incident, 2)).map(({ sequence }) => sequence)).toEqual([2]);
  });

  test('the same page again changes nothing', async () => {
    const incident = newIncident();
    await bench.register.pages.append([openingPage(incident), notePage(incident, 2, 'two')]);
    const before = await bench.register.pages.read(incident);
    const again = [openingPage(incident), notePage(incident, 2, 'two'), notePage(incident, 3, 'three')];
    expect(await bench.register.pages.append(again)).toEqual({ sequence: 3 });
    expect(await bench.register.pages.append([openingPage(incident)])).toEqual({ sequence: 3 });
    expect((await bench.register.pages.read(incident)).slice(0, 2)).toEqual(before);
    expect((await bench.register.incidents.timeline(incident, { limit: 10 })).rows).toHaveLength(3);
  });

  test('other bytes under a stored sequence are refused, and nothing of the batch is stored', async () => {
    const incident = newIncident();
    await bench.register.pages.append([openingPage(incident)]);
    const other = bench.register.pages.append([openingPage(incident, NOON, 'other'), notePage(incident, 2, 'two')]);
    await expect(other).rejects.toThrow(RegisterConflict);
    expect(await bench.register.pages.read(incident)).toHaveLength(1);
  });

  test('a gap is refused, and nothing of the batch is stored', async () => {
    const incident = newIncident();
    const gap = bench.register.pages.append([openingPage(incident), notePage(incident, 3, 'three')]);
    await expect(gap).rejects.toThrow(/page 3 .* where page 2 is expected/i);
    expect(await bench.register.pages.read(incident)).toEqual([]);
    expect(await bench.register.incidents.get(incident)).toBeUndefined();
  });

  test('of two appenders at once one comes after the other, and both may be heard', async () => {
    const incident = newIncident();
    await bench.register.pages.append([openingPage(incident)]);
    const mine = Array.from({ length: 10 }, (_, index) => notePage(incident, index + 2, `note ${index}`));
    const ends = mine.map((_, index) => bench.register.pages.append(mine.slice(0, index + 1)));
    await Promise.all(ends);
    expect(await bench.register.pages.read(incident)).toHaveLength(11);

    const rivals = ['left', 'right'].map((text) => bench.register.pages.append([notePage(incident, 12, text)]));
    const outcomes = await Promise.allSettled(rivals);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await bench.register.pages.verify()).toEqual([]);
  });

  test('a page and what is read of it appear together', async () => {
    const incident = newIncident();
    await bench.register.pages.append([openingPage(incident), notePage(incident, 2, 'two')]);
    const found = await bench.register.incidents.get(incident);
    expect(found).toMatchObject({ sequence: 2, updatedAt: hoursLater(2), state: { id: incident, sequence: 2 } });
    expect(await bench.register.incidents.sequence(incident)).toBe(2);
  });

  test('a rebuild gives equal read tables, and leaves the sources untouched', async () => {
    const incident = newIncident();
    await bench.register.pages.append([openingPage(incident), notePage(incident, 2, 'two')]);
    for (const [index, event] of TO_AND_FRO.entries()) {
      await bench.register.pages.append([page(incident, index + 3, [event], hoursLater(index))]);
    }
    const before = await bench.query(DIGEST);
    await bench.asOwner(({ pages }) => pages.rebuild());
    expect(await bench.query(DIGEST)).toEqual(before);

    await bench.query('drop table timeline; drop table incidents');
    await bench.asOwner(({ pages }) => pages.rebuild());
    expect(await bench.query(DIGEST)).toEqual(before);
  });

  test('read rows that were lost come back with the next page', async () => {
    const incident = newIncident();
    await bench.register.pages.append([openingPage(incident), notePage(incident, 2, 'two')]);
    await bench.query(`delete from incidents where id = '${incident}'`);
    await bench.register.pages.append([notePage(incident, 3, 'three')]);
    expect(await bench.register.incidents.get(incident)).toMatchObject({ sequence: 3 });
    expect((await bench.register.incidents.timeline(incident, { limit: 10 })).rows).toHaveLength(3);
  });

  test('the database itself refuses to change or delete a page', async () => {
    const incident = newIncident();
    await bench.register.pages.append([openingPage(incident)]);
    for (const sql of [`update pages set chain = ''`, 'delete from pages', 'truncate pages']) {
      await expect(bench.query(sql)).rejects.toThrow(/append-only/);
    }
  });

  test('verify finds a changed byte, a missing page, a page of another incident and a cut tail', async () => {
    const [changed, holed, swapped, cut] = [newIncident(), newIncident(), newIncident(), newIncident()];
    for (const incident of [changed, holed, swapped, cut]) {
      await bench.register.pages.append(
        [1, 2, 3].map((n) => (n === 1 ? openingPage(incident) : notePage(incident, n, 'x'))),
      );
    }
    expect(await bench.register.pages.verify()).toEqual([]);
    await bench.query(`alter table pages disable trigger user;
      update pages set bytes = set_byte(bytes, 20, 88) where incident = '${changed}' and sequence = 2;
      delete from pages where incident = '${holed}' and sequence = 2;
      update pages p set bytes = o.bytes, sha256 = o.sha256 from pages o
        where p.incident = '${swapped}' and p.sequence = 3 and o.incident = '${cut}' and o.sequence = 3;
      delete from pages where incident = '${cut}' and sequence = 3;
      alter table pages enable trigger user`);

    const faults = await bench.register.pages.verify();
    const at = (incident: string) =>
      faults.filter((fault) => fault.incident === incident).map(({ sequence }) => sequence);
    expect(new Set(at(changed))).toEqual(new Set([2]));
    expect(new Set(at(holed))).toEqual(new Set([3]));
    expect(new Set(at(swapped))).toEqual(new Set([3]));
    expect(new Set(at(cut))).toEqual(new Set([3]));
    expect(faults.find(({ incident }) => incident === changed)?.fault).toBe('its bytes do not give its SHA-256');
    expect(faults.find(({ incident }) => incident === holed)?.fault).toBe('page 2 is missing before it');
  });

  test('pages of two incidents in one batch are a mistake of the caller', async () => {
    const pages = [openingPage(newIncident()), openingPage(newIncident())];
    await expect(bench.register.pages.append(pages)).rejects.toThrow('one incident');
    await expect(bench.register.pages.append([])).rejects.toThrow('one or more');
  });

  test('a refused signal in hostile words is recorded, in full', async () => {
    const incident = newIncident();
    const hostile = `'; drop table pages; -- \u0000 \ud800`;
    await bench.register.pages.append([openingPage(incident)]);
    const refused = page(incident, 2, [
      { type: 'refused', command: hostile, code: 'unknown-command', why: hostile, door: 'signal' },
    ]);
    await bench.register.pages.append([{ ...refused, by: hostile, command: hostile }]);
    const [stored] = await bench.register.pages.read(incident, 2);
    expect(JSON.parse(stored!.bytes)).toMatchObject({ by: hostile, events: [{ why: hostile }] });
    const { rows } = await bench.register.incidents.timeline(incident, { limit: 10 });
    expect(rows[1]).toMatchObject({ event: { why: hostile } });
  });
});

const OWED = obligationIdOf('o1');

/** Sets, takes back and sets again, which leaves the parts of a state in another order than a fold from the start does. */
const TO_AND_FRO: Event[] = [
  { type: 'obligation-opened', obligation: OWED, kind: 'tell-customers', since: NOON, due: hoursLater(72) },
  { type: 'obligation-met', obligation: OWED, inTime: true },
  { type: 'obligation-reopened', obligation: OWED },
  { type: 'obligation-late', obligation: OWED },
  { type: 'obligation-met', obligation: OWED, inTime: false },
];

const DIGEST = `select
  (select md5(string_agg(i::text, '|' order by id)) from incidents i) as incidents,
  (select md5(string_agg(t::text, '|' order by incident, sequence, index)) from timeline t) as timeline,
  (select md5(string_agg(p::text, '|' order by incident, sequence)) from pages p) as pages`;
