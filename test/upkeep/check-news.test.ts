import { HOUR, instantAt, plus } from '../../src/domain/primitives/instant';
import type { IncidentId } from '../../src/domain/case/state';
import type { Register } from '../../src/register';
import { checkNews, type Pace } from '../../src/upkeep/check-news';
import { migratedPlace, type Place } from '../register/registers';
import { runningTemporal, type RunningTemporal } from '../support/running-temporal';
import { at, given, INCIDENT, noteProgress, opened, type Step } from '../support/story';

const IDS = [1, 2, 3, 4, 5, 6].map((number) => `INC-2026-000${number}` as IncidentId);
const NEW = 'INC-2026-0009' as IncidentId;

let place: Place;
let register: Register;
let temporal: RunningTemporal;
beforeAll(async () => {
  place = await migratedPlace();
  register = await place.open();
});
beforeEach(async () => {
  temporal = runningTemporal();
  await unguarded('truncate pages, incidents, timeline, check_progress');
});
afterAll(async () => {
  await register.close();
  await place.remove();
});

describe('The check by schedule', () => {
  test('looks at what is new, and at a part of the rest', async () => {
    await old();
    await check();
    await stored(NEW, noteProgress('A step.'));
    expect(await check()).toMatchObject({ pages: 4, faults: [] });
    expect(temporal.looked.sort()).toEqual([IDS[2], IDS[3], NEW]);
  });

  test('comes round to every incident, and begins anew', async () => {
    await old();
    const rounds: string[][] = [];
    for (let count = 0; count < 5; count += 1) {
      await check();
      rounds.push(temporal.looked.sort());
    }
    expect(rounds).toEqual([IDS.slice(0, 2), IDS.slice(2, 4), IDS.slice(4), [], IDS.slice(0, 2)]);
  });

  test('finds an old page that was altered when its turn comes, and tells of it every time until it is mended', async () => {
    await old();
    await altered(IDS[5]!);
    const found: string[][] = [];
    for (let count = 0; count < 5; count += 1) found.push((await check()).faults);
    const faults = [
      `${IDS[5]}, page 1: its bytes do not give its SHA-256`,
      `${IDS[5]}, page 1: its bytes are those of another page`,
    ];
    expect(found).toEqual([[], [], faults, faults, faults]);
    await altered(IDS[5]!);
    expect((await check()).faults).toEqual([]);
  });

  test('finds a new page that is altered, cut off from the one before, or follows on none', async () => {
    await old();
    await check();
    for (const number of [7, 8, 9])
      await stored(`INC-2026-000${number}`, noteProgress('A step.'), noteProgress('Another.'));
    await altered('INC-2026-0007');
    await unguarded(`update pages set chain = repeat('0', 64) where incident = 'INC-2026-0008' and sequence = 1;
      delete from pages where incident = 'INC-2026-0009' and sequence = 2`);
    expect((await check()).faults).toEqual([
      'INC-2026-0007, page 1: its bytes do not give its SHA-256',
      'INC-2026-0007, page 1: its bytes are those of another page',
      'INC-2026-0008, page 1: it does not continue the chain',
      'INC-2026-0008, page 2: it does not continue the chain',
      'INC-2026-0009, page 3: page 2 is missing before it',
      'INC-2026-0009, page 3: it does not continue the chain',
    ]);
  });

  test('finds a timer that was lost, of whatever kind, at the next check', async () => {
    await old();
    await check({ maxAlarms: 9 });
    const lostAt = instantAt(Date.now() - HOUR);
    await place.query(`update incidents set next_alarm_at = '${lostAt}',
      state = replace(state::text, '${(await register.incidents.get(IDS[4]!))!.state.obligations[0]!.due}', '${lostAt}')::json
      where id = '${IDS[4]}'`);
    expect((await check({ maxAlarms: 9 })).faults).toEqual([
      `${IDS[4]}: its alarm of ${lostAt} has passed, and the register has no page of what came of it`,
    ]);
  });

  test('moves nothing on while Temporal is away', async () => {
    await old();
    await check();
    await stored(NEW);
    const before = await register.checks.progress();
    temporal.isUp = false;
    expect((await check()).faults).toEqual([expect.stringMatching(/^Temporal: /)]);
    expect(await register.checks.progress()).toEqual(before);
    temporal.isUp = true;
    await check();
    expect(temporal.looked).toContain(NEW);
  });

  test('reads no more new pages at once than it may, and goes on with the last of them', async () => {
    await old();
    await check({ minPages: 1 });
    const fresh = ['INC-2027-0001', 'INC-2027-0002', 'INC-2027-0003'];
    for (const id of fresh) await stored(id);
    await unguarded(`update pages set recorded_at = now() - interval '1 hour' + cast(right(incident, 1) as integer) * interval '1 minute'
      where incident like 'INC-2027-%'`);
    const recordedUntil = instantAt(Date.now() - 2 * HOUR);
    await register.checks.keepProgress({ ...(await register.checks.progress())!, recordedUntil });
    const seen: string[][] = [];
    for (let count = 0; count < 3; count += 1) {
      await check({ minPages: 1, maxPages: 2 });
      seen.push(temporal.looked.filter((id) => fresh.includes(id)).sort());
    }
    expect(seen).toEqual([fresh.slice(0, 2), fresh.slice(1), fresh.slice(2)]);
  });

  test('says so if a round takes longer than it may', async () => {
    await old();
    await check();
    const { at: _, ...progress } = (await register.checks.progress())!;
    const roundSince = plus(instantAt(Date.now()), -8 * 24 * HOUR);
    await register.checks.keepProgress({ ...progress, at: instantAt(Date.now()), roundSince });
    expect((await check()).faults).toEqual([
      `The register: not all of it was verified since ${roundSince}, and that is due every 7 days`,
    ]);
  });
});

/** A part of the register is as small as two incidents. */
async function check(pace: Partial<Pace> = {}) {
  temporal.looked = [];
  return await checkNews(register, temporal, { days: 7, minPages: 2, maxAlarms: 0, ...pace }, { lookAgain: 1 });
}

/** Stored long before any check. */
async function old(): Promise<void> {
  for (const id of IDS) await stored(id);
  await unguarded(`update pages set recorded_at = now() - interval '1 day'`);
}

async function stored(id: string, ...steps: Step[]): Promise<void> {
  const { pages } = given(at(new Date().toISOString()), opened(), ...steps).story;
  await register.pages.append(JSON.parse(JSON.stringify(pages).replaceAll(INCIDENT, id)));
}

/** Done twice, it is undone. */
async function altered(id: string): Promise<void> {
  await unguarded(`update pages set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1)
    where incident = '${id}' and sequence = 1`);
}

async function unguarded(sql: string): Promise<void> {
  await place.query(`alter table pages disable trigger user; ${sql}; alter table pages enable trigger user`);
}
