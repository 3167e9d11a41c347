import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { wrappingBy, type KeyRing } from '../../../src/codec';
import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import type { IncidentId } from '../../../src/domain/case/state';
import { instantAt, type Instant } from '../../../src/domain/primitives/instant';
import type { Means, Options } from '../../../src/operate/operation';
import { rebuild } from '../../../src/operate/rebuild';
import { retention } from '../../../src/operate/retention';
import { openRegister, type Register } from '../../../src/register';
import { migratedPlace, type Place } from '../registers';
import { composed, hoursLater, newIncident, NOON, notePage, openingPage, page } from '../stories';

const SECRET = 'Marigold told the wrong customer';
const TEN_YEARS_ON = instantAt(Date.UTC(2036, 10, 2, 14));

const NO_OPTIONS = { apply: false, by: '', for: '', since: '', key: '' };

let ring: KeyRing;
let place: Place;
let register: Register;
beforeAll(async () => {
  ring = ringOf('k1');
  place = await migratedPlace();
  register = await place.openAsOwner((at) =>
    openRegister(
      at,
      wrappingBy(() => ring),
    ),
  );
});
afterAll(async () => {
  await register.close();
  await place.remove();
});

describe('Page bytes', () => {
  test('hold nothing that a person wrote, and give the page back', async () => {
    const incident = await told();
    const stored = await register.pages.read(incident);
    expect(stored.map(({ page }) => page?.sequence)).toEqual([1, 2]);
    expect(JSON.stringify(stored.map(({ page }) => page))).toContain(SECRET);
    expect(JSON.stringify(stored.map(({ bytes }) => bytes))).not.toContain('Marigold');
    expect(Object.keys(JSON.parse(stored[0]!.bytes))).toEqual(['incident', 'sequence', 'sealed']);
  });

  test('are the same when a page is sent again, and other contents are refused', async () => {
    const incident = await told();
    await register.pages.append([underShippedRules(incident), notePage(incident, 2, SECRET)]);
    await expect(register.pages.append([notePage(incident, 2, 'other')])).rejects.toThrow(/other contents/);
  });

  test('open under no other sequence', async () => {
    const incident = await told();
    const [first] = await register.pages.read(incident);
    const moved = { ...JSON.parse(first!.bytes), sequence: 2 };
    const mendIt = await replaceBytes(incident, 2, JSON.stringify(moved));
    await expect(register.pages.read(incident)).rejects.toThrow();
    await mendIt();
  });

  test('that open no more are named by a rebuild, which leaves their rows and makes the others good', async () => {
    const [spoilt, lost] = [await told(), await told()];
    const [, second] = await register.pages.read(spoilt);
    const mendIt = await replaceBytes(spoilt, 2, second!.bytes.replace(/"sealed":"...../, '"sealed":"AAAAA'));
    const before = await register.incidents.get(spoilt);
    await place.query(`delete from incidents where id = '${lost}'`);
    const printed: string[] = [];
    const means = { register, print: (line: string) => printed.push(line) } as unknown as Means;
    expect(await rebuild(means)).toEqual({ exitCode: 1 });
    expect(printed.join('\n')).toMatch(new RegExp(`^${spoilt}: its pages cannot be read \\(.+\\), and what is`, 'm'));
    expect(await register.incidents.get(spoilt)).toEqual(before);
    expect((await register.incidents.timeline(spoilt, { limit: 10 })).rows).toHaveLength(2);
    expect(await register.incidents.get(lost)).toMatchObject({ sequence: 2 });
    await mendIt();
    expect(await rebuild(means)).toEqual({ exitCode: 0 });
  });

  test('of an incident that began without a data key stay in the clear', async () => {
    const incident = newIncident();
    const clear = await place.open();
    await clear.pages.append([openingPage(incident)]);
    if (clear !== register) await clear.close();
    await register.pages.append([notePage(incident, 2, 'clear')]);
    const stored = await register.pages.read(incident);
    expect(stored.map(({ bytes, page }) => bytes === JSON.stringify(page))).toEqual([true, true]);
  });
});

describe('Evidence files', () => {
  const PART = 1024 * 1024;
  const MOST = 10 * PART;
  const content = randomBytes(2.5 * PART);
  const chunks = () => Readable.from([content.subarray(0, 700_001), content.subarray(700_001)]);
  const kept = async () => {
    const incident = await told();
    const { sha256 } = (await register.evidenceFiles.keep(incident, chunks(), MOST))!;
    return { incident, sha256 };
  };
  const readBack = async (incident: IncidentId, sha256: string) =>
    Buffer.concat(await Readable.from(register.evidenceFiles.read(incident, sha256)).toArray());

  test('Evidence files 1: are kept in parts, none of them in the clear, and come back whole', async () => {
    const { incident, sha256 } = await kept();
    const parts = await place.query(`select sealed from evidence_parts where incident = '${incident}' order by part`);
    expect(parts).toHaveLength(3);
    const stored = Buffer.concat(parts.map(({ sealed }) => Buffer.from(sealed as Uint8Array)));
    expect(stored.includes(content.subarray(0, 32))).toBe(false);
    expect((await readBack(incident, sha256)).equals(content)).toBe(true);
  });

  test('Evidence files 2: a part opens in its own place only', async () => {
    const { incident, sha256 } = await kept();
    await place.query(`update evidence_parts p set sealed = o.sealed from evidence_parts o
      where p.incident = '${incident}' and o.file = p.file and p.part + o.part = 1`);
    await expect(readBack(incident, sha256)).rejects.toThrow();
  });

  test('Evidence files 3: what is not as it was kept fails before its last part', async () => {
    const { incident, sha256 } = await kept();
    await place.query(`update evidence_files set sha256 = '${'0'.repeat(64)}' where incident = '${incident}'`);
    await expect(readBack(incident, sha256)).rejects.toThrow('No evidence');
    await expect(readBack(incident, '0'.repeat(64))).rejects.toThrow('not as it was kept');
  });

  test('of one that is too long, or comes twice, nothing more is kept; erased with their incident', async () => {
    const incident = await closed();
    const count = () => place.query(`select 1 from evidence_parts where incident = '${incident}'`);
    expect(await register.evidenceFiles.keep(incident, chunks(), 2 * PART)).toBeUndefined();
    expect(await count()).toHaveLength(0);
    await register.evidenceFiles.keep(incident, chunks(), MOST);
    await register.evidenceFiles.keep(incident, chunks(), MOST);
    expect(await count()).toHaveLength(3);
    expect(await register.erasure.erase(incident, TEN_YEARS_ON, 'olga')).toBe('erased');
    expect(await count()).toHaveLength(0);
  });
});

describe('Erasure', () => {
  test('is due ten years after the closing, and not a millisecond before', async () => {
    const incident = await closed();
    const due = async (at: Instant) => (await register.erasure.due(at, 100)).map((one) => one.incident);
    expect(await due(TEN_YEARS_ON)).toContain(incident);
    expect(await due(instantAt(Date.UTC(2036, 10, 2, 14) - 1))).not.toContain(incident);
  });

  test('leaves no word of it anywhere, and hashes and chain that hold', async () => {
    const incident = await closed();
    await composed(register, incident);
    expect(await register.erasure.erase(incident, TEN_YEARS_ON, 'olga')).toBe('erased');

    expect(await register.incidents.get(incident)).toBeUndefined();
    expect((await register.pages.read(incident)).map(({ page }) => page)).toEqual([undefined, undefined, undefined]);
    expect(await register.pages.verify()).toEqual([]);
    expect(await register.erasure.erased(incident)).toMatchObject({ openedAt: NOON, pages: 3, by: 'olga' });
    expect(await wordsOf(incident)).toEqual([]);
  });

  test('takes the reasons of its legal holds with it, from beside the story', async () => {
    const incident = await closed();
    await register.legalHolds.place(incident, { person: 'legal' }, SECRET);
    await register.legalHolds.lift(incident, { person: 'legal' }, SECRET);
    await register.erasure.erase(incident, TEN_YEARS_ON, 'olga');
    expect(JSON.stringify(await place.query('select * from administration_details'))).not.toContain('Marigold');
    expect(await register.administration.verify()).toMatchObject({ faults: [] });
  });

  test('outlives a rebuild', async () => {
    const incident = await closed();
    await register.erasure.erase(incident, TEN_YEARS_ON, 'olga');
    await register.pages.rebuild();
    expect(await register.incidents.get(incident)).toBeUndefined();
    expect((await register.incidents.timeline(incident, { limit: 10 })).rows).toEqual([]);
  });

  test('is refused while the incident is open, kept, or under a legal hold', async () => {
    const [open, kept, held] = [await told(), await closed(), await closed()];
    expect(await register.erasure.erase(open, TEN_YEARS_ON, 'olga')).toBe('open');
    expect(await register.erasure.erase(kept, hoursLater(24), 'olga')).toBe('kept');
    expect(await register.legalHolds.place(held, { person: 'legal' }, 'A claim')).toBe(true);
    expect(await register.legalHolds.place(held, { person: 'legal' }, 'Another')).toBe(false);
    expect(await register.erasure.erase(held, TEN_YEARS_ON, 'olga')).toBe('held');
    expect((await register.erasure.due(TEN_YEARS_ON, 100)).map(({ incident }) => incident)).not.toContain(held);
    expect(await register.legalHolds.lift(held, { person: 'privacy' }, 'It was settled')).toBe(true);
    expect(await register.erasure.erase(held, TEN_YEARS_ON, 'olga')).toBe('erased');
    const { rows } = await register.administration.list({ subject: `incidents/${held}`, limit: 10 });
    expect(rows.map(({ act, by }) => [act, by]).sort()).toEqual([
      ['incident-erased', 'olga'],
      ['legal-hold-lifted', 'privacy'],
      ['legal-hold-placed', 'legal'],
    ]);
  });
});

describe('Names and addresses beside the story', () => {
  const anna = { id: 'anna', name: 'Anna Lind', email: 'anna@tocsin.example', roles: ['operator' as const] };
  const kept = { timeZone: 'UTC', language: 'en', active: true };
  const run = async (options: Partial<Options>, at = TEN_YEARS_ON) => {
    const printed: string[] = [];
    jest.spyOn(register.time, 'read').mockResolvedValue(Date.parse(at));
    const means = {
      register,
      rules: () => Promise.resolve(SHIPPED_RULES),
      print: (line: string) => printed.push(line),
    };
    const outcome = await retention(means as unknown as Means, { ...NO_OPTIONS, ...options });
    jest.restoreAllMocks();
    return { outcome, text: printed.join('\n') };
  };
  const beside = async () =>
    JSON.stringify([
      await place.query('select * from administration_details'),
      await place.query('select * from witness_mails'),
    ]);

  test('are erased after the years of the rules, with the addresses of mails about them, and hashes and chain hold', async () => {
    await register.people.add({ ...anna, ...kept }, { person: 'system', at: hoursLater(2) });
    await register.people.upsertMany([{ ...anna, ...kept, name: 'Anna L.' }], { person: 'anna', at: hoursLater(3) });
    await place.query("update witness_mails set ended_at = '2026-11-23', outcome = 'accepted'");
    const before = await register.administration.list({ subject: 'people/anna', limit: 10 });
    expect(before.rows.map(({ details }) => details)).toMatchObject([
      { name: { is: 'Anna L.' } },
      { name: 'Anna Lind' },
    ]);

    expect((await run({})).text).toMatch(/Beside \d+ administrative act/);
    expect(await beside()).toContain('Anna Lind');
    expect((await run({ apply: true, by: 'anna' })).outcome).toEqual({ exitCode: expect.any(Number) });

    const after = await register.administration.list({ subject: 'people/anna', limit: 10 });
    expect(after.rows.map(({ erasedAt }) => erasedAt !== undefined)).toEqual([false, true]);
    expect(after.rows.map(({ sha256, chain }) => [sha256, chain])).toEqual(
      before.rows.map(({ sha256, chain }) => [sha256, chain]),
    );
    expect(await register.administration.verify()).toMatchObject({ faults: [] });
    expect(await beside()).toContain('Anna L.');
    expect(await beside()).not.toContain(anna.email);
    const { rows } = await register.administration.list({ act: 'details-erased', limit: 10 });
    expect(rows).toMatchObject([{ by: 'anna', change: { pages: expect.any(Number) } }]);
    expect((await run({ apply: true, by: 'anna' })).text).not.toContain('Beside');
  });

  test('so are those of the staff who left, with the mails to them; who stays keeps theirs', async () => {
    const member = (id: string) => ({
      id,
      name: `Name of ${id}`,
      email: `${id}@x.example`,
      department: 'D',
      language: 'en',
      roles: [],
    });
    const imported = (ids: string[], at: Instant) =>
      register.staff.import(ids.map(member), { dryRun: false, source: 's', leavers: 1 }, { person: 'anna', at });
    await imported(['stays', 'leaves'], hoursLater(1));
    await imported(['stays'], hoursLater(2));
    await place.query(`insert into sendings (subject, number, kind) values ('TRN-1', 1, 'training')`);
    await place.query(`insert into recipients (id, subject, number, endpoint, address, name, state, server_words)
      values ('TRN-1/1/leaves', 'TRN-1', 1, 'leaves', 'leaves@x.example', 'Name of leaves', 'refused', 'no leaves@x.example')`);
    const staff = async () =>
      JSON.stringify([await place.query('select * from staff'), await place.query('select * from recipients')]);

    expect((await run({})).text).toContain('Of 1 member of the staff');
    expect(await staff()).toContain('Name of leaves');
    await run({ apply: true, by: 'anna' });
    expect(await staff()).not.toMatch(/Name of leaves|leaves@x/);
    expect(await staff()).toContain('Name of stays');
    const { rows } = await register.administration.list({ act: 'staff-erased', limit: 10 });
    expect(rows).toMatchObject([{ by: 'anna', change: { staff: 1 } }]);
    expect(await register.administration.verify()).toMatchObject({ faults: [] });
  });
});

test('after data keys are wrapped anew, the old key of the ring can go, and what was erased stays so with it', async () => {
  const [kept, gone] = [await told(), await closed()];
  await register.erasure.erase(gone, TEN_YEARS_ON, 'olga');
  const old = ring;
  ring = { current: 'k2', keys: new Map([...old.keys, ...ringOf('k2').keys]) };
  while ((await register.erasure.rewrap(2)) > 0);
  ring = { current: 'k2', keys: new Map([...ring.keys].filter(([id]) => id === 'k2')) };
  expect((await register.pages.read(kept)).every(({ page }) => page !== undefined)).toBe(true);
  expect((await register.pages.read(gone)).every(({ page }) => page === undefined)).toBe(true);
});

async function told(): Promise<IncidentId> {
  const incident = newIncident();
  await register.pages.append([underShippedRules(incident), notePage(incident, 2, SECRET)]);
  return incident;
}

async function closed(): Promise<IncidentId> {
  const incident = await told();
  await register.pages.append([page(incident, 3, [{ type: 'closed', outcome: SECRET }], hoursLater(2))]);
  return incident;
}

function underShippedRules(incident: IncidentId) {
  const opening = openingPage(incident, NOON, SECRET);
  return { ...opening, events: opening.events.map((event) => ({ ...event, rules: SHIPPED_RULES })) };
}

/** Rows of any table that name the incident and are more than what must be left. */
async function wordsOf(incident: IncidentId): Promise<unknown[]> {
  const tables = await place.query(`
    select table_name as name from information_schema.columns
    where table_schema = current_schema() and column_name = 'incident'
      and table_name not in ('pages', 'data_keys', 'erased_incidents', 'access_log')`);
  const found = [];
  for (const { name } of tables) {
    found.push(...(await place.query(`select * from ${String(name)} where incident = '${incident}'`)));
  }
  return found;
}

/** Past the trigger, as whoever owns the table can. */
async function replaceBytes(incident: IncidentId, sequence: number, bytes: string): Promise<() => Promise<unknown>> {
  const [before] = await register.pages.read(incident, sequence);
  const put = (text: string) =>
    place.query(`
      alter table pages disable trigger append_only;
      update pages set bytes = convert_to('${text}', 'utf8') where incident = '${incident}' and sequence = ${sequence};
      alter table pages enable trigger append_only`);
  await put(bytes);
  return () => put(before!.bytes);
}

function ringOf(id: string): KeyRing {
  return { current: id, keys: new Map([[id, randomBytes(32)]]) };
}
