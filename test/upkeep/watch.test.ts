import { HOUR, instantAt } from '../../src/domain/primitives/instant';
import type { IncidentId } from '../../src/domain/case/state';
import type { Register } from '../../src/register';
import { createWatch, WATCH_PACE, type Watch } from '../../src/upkeep/watch';
import { migratedPlace, type Place } from '../register/registers';
import { runningTemporal, type RunningTemporal } from '../support/running-temporal';
import { at, given, INCIDENT, opened } from '../support/story';

const IDS = [1, 2, 3, 4, 5].map((number) => `INC-2026-000${number}` as IncidentId);
const AT_ONCE = { ...WATCH_PACE, standsAfter: 0, repeatAfter: HOUR, alarmLateAfter: 0 };

let place: Place;
let register: Register;
let temporal: RunningTemporal;
beforeAll(async () => {
  place = await migratedPlace();
  register = await place.open();
});
beforeEach(async () => {
  temporal = runningTemporal();
  await place.query('alter table pages disable trigger user; truncate pages, incidents, timeline, findings');
  for (const id of IDS) await stored(id);
});
afterAll(async () => {
  await register.close();
  await place.remove();
});

test('looks at a part of the open incidents each time, and comes round to all', async () => {
  const watch = watching({ incidentsAtOnce: 2 });
  const parts: string[][] = [];
  for (let round = 0; round < 4; round += 1) {
    temporal.looked = [];
    await watch.round();
    parts.push([...new Set(temporal.looked)].sort());
  }
  expect(parts).toEqual([IDS.slice(0, 2), IDS.slice(2, 4), IDS.slice(4), IDS.slice(0, 2)]);
});

test('tells of an alarm that passed once, again if it lasts, and no more once it is over', async () => {
  const watch = watching();
  const passed = instantAt(Date.now() - HOUR);
  await place.query(`update incidents set next_alarm_at = '${passed}' where id in ('${IDS[0]}', '${IDS[1]}')`);
  const { unreported } = await watch.round();
  expect(unreported.map(({ subject, kind }) => [subject, kind])).toEqual([
    [IDS[0], 'timer'],
    [IDS[1], 'timer'],
  ]);
  expect(unreported[0]?.sentence).toBe(`its alarm of ${passed} has passed, and nothing came of it`);
  await register.findings.reported(unreported);
  expect((await watch.round()).unreported).toEqual([]);
  await place.query(`update findings set told_at = told_at - interval '61 minutes' where subject = '${IDS[0]}'`);
  expect((await watch.round()).unreported.map(({ subject }) => subject)).toEqual([IDS[0]]);
  await place.query(`update incidents set next_alarm_at = null`);
  expect((await watch.round()).unreported).toEqual([]);
});

test('finds nothing at one look alone', async () => {
  temporal.lost = new Set([IDS[3]!]);
  const watch = watching({ standsAfter: HOUR });
  expect((await watch.round()).unreported).toEqual([]);
  expect(temporal.started).toEqual([]);
});

test('starts nothing where most incidents have no workflow at once, and says what that means', async () => {
  temporal.lost = new Set(IDS.slice(1));
  const { unreported } = await watching().round();
  expect(unreported.filter(({ kind }) => kind === 'missing')).toEqual([]);
  expect(unreported.find(({ kind }) => kind === 'lost incidents')?.sentence).toMatch(
    /^4 of 5 open incidents have no workflow: .* none is started again by itself/,
  );
  expect(temporal.started).toEqual([]);
});

test('has one incident go on that has no workflow, and says so', async () => {
  temporal.lost = new Set([IDS[3]!]);
  const { unreported } = await watching().round();
  expect(temporal.started).toEqual([IDS[3]]);
  expect(unreported.find(({ subject }) => subject === IDS[3])).toMatchObject({
    kind: 'missing',
    remedy: 'start one from its 1 pages',
  });
});

test('knows what is away while Temporal is, and forgets nothing of the rest', async () => {
  temporal.lost = new Set([IDS[3]!]);
  const watch = watching({ standsAfter: HOUR });
  expect((await watch.round()).isWell).toBe(true);
  temporal.isUp = false;
  expect((await watch.round()).isWell).toBe(false);
  const kinds = await place.query(`select subject, kind from findings where kind in ('missing', 'away') order by 1`);
  expect(kinds).toEqual([
    { subject: IDS[3], kind: 'missing' },
    { subject: 'Temporal', kind: 'away' },
  ]);
});

test('runs in one process at a time', async () => {
  const other = await place.open();
  let inner: boolean | undefined;
  const outer = await register.aloneAmongProcesses(async () => {
    inner = await other.aloneAmongProcesses(() => Promise.resolve());
  });
  expect([outer, inner]).toEqual([true, register.kind === 'embedded']);
  expect(await other.aloneAmongProcesses(() => Promise.resolve())).toBe(true);
  await other.close();
});

function watching(pace: Partial<typeof AT_ONCE> = {}): Watch {
  const compose = () => ({ texts: {}, hash: '' });
  return createWatch({ register, client: temporal, compose, pace: { ...AT_ONCE, ...pace } });
}

async function stored(id: IncidentId): Promise<void> {
  const { pages } = given(at(new Date().toISOString()), opened()).story;
  await register.pages.append(JSON.parse(JSON.stringify(pages).replaceAll(INCIDENT, id)));
}
