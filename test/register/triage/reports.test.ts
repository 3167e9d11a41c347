import { instantAt, plus, type Instant } from '../../../src/domain/primitives/instant';
import type { Report } from '../../../src/domain/triage/report';
import type { IncidentId } from '../../../src/domain/case/state';
import { onEachRegister } from '../registers';
import { NOON, openingPage } from '../stories';

const report: Report = { channel: 'staff', reporter: 'p-ann', seen: 'a mail', detectedAt: NOON, reportedAt: NOON };

let requests = 0;

onEachRegister('Reports', (bench) => {
  const accept = async (body: Report, by: string, receivedAt: Instant) =>
    (await bench.register.reports.accept({ report: body, by, receivedAt, request: `request-${(requests += 1)}` })).id;

  test('numbers are given in order, and begin again with each UTC year', async () => {
    expect(await accept(report, 'p-ann', instantAt(Date.UTC(2030, 11, 31, 23, 59, 59, 999)))).toBe('INC-2030-0001');
    expect(await accept(report, 'p-ann', instantAt(Date.UTC(2031, 0, 1)))).toBe('INC-2031-0001');
    expect(await accept(report, 'p-ann', instantAt(Date.UTC(2030, 5, 1)))).toBe('INC-2030-0002');
  });

  test('reports that come at once get numbers of their own, without a gap', async () => {
    const at = instantAt(Date.UTC(2032, 5, 1));
    const ids = await Promise.all(Array.from({ length: 40 }, () => accept(report, 'p-ann', at)));
    const wanted = Array.from({ length: 40 }, (_, index) => `INC-2032-${String(index + 1).padStart(4, '0')}`);
    expect([...ids].sort()).toEqual(wanted);
  });

  test('a number that found no report is not lost', async () => {
    const at = instantAt(Date.UTC(2033, 5, 1));
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    await expect(accept(circular as unknown as Report, 'p-ann', at)).rejects.toThrow();
    expect(await accept(report, 'p-ann', at)).toBe('INC-2033-0001');
  });

  test('the same request again finds the report it brought, and takes no further number', async () => {
    const { reports } = bench.register;
    const at = instantAt(Date.UTC(2036, 5, 1));
    const first = await reports.accept({ report, by: 'p-ann', receivedAt: at, request: 'once' });
    const later = { report: { ...report, seen: 'later' }, by: 'p-ann', receivedAt: plus(at, 1) };
    expect(await reports.accept({ ...later, request: 'once' })).toEqual(first);
    expect(await accept(report, 'p-ann', at)).toBe('INC-2036-0002');
  });

  test('those of which no page is kept are known, opened or not', async () => {
    const { reports, pages } = bench.register;
    const at = instantAt(Date.UTC(2037, 5, 1));
    const [kept, lost, waiting] = [
      await accept(report, 'p-ann', at),
      await accept(report, 'p-ann', at),
      await accept(report, 'p-ann', at),
    ];
    for (const id of [kept, lost]) await reports.opened(id);
    await pages.append([openingPage(kept)]);
    expect((await reports.withoutPages()).filter((id) => id.startsWith('INC-2037'))).toEqual([lost, waiting]);
  });

  test('the five-digit number follows the four-digit one', async () => {
    await bench.query(`insert into incident_numbers values (2034, 9999)`);
    expect(await accept(report, 'p-ann', instantAt(Date.UTC(2034, 1)))).toBe('INC-2034-10000');
  });

  test('a report waits until its incident is opened, and in no hostile words is it lost', async () => {
    const { reports } = bench.register;
    for (const { id } of await reports.waiting()) await reports.opened(id);
    const hostile = { ...report, seen: `\u0000'; drop table reports; -- \ud800` };
    const at = instantAt(Date.UTC(2035, 1));
    const [first, second] = [await accept(hostile, 'p-ann', at), await accept(report, 'p-bo', at)];
    expect(await reports.waiting()).toEqual([
      { id: first, report: hostile, by: 'p-ann', receivedAt: at },
      { id: second, report, by: 'p-bo', receivedAt: at },
    ]);
    await reports.opened(first);
    await reports.opened(first);
    expect((await reports.waiting()).map(({ id }) => id)).toEqual([second]);
    expect(await reports.get(first)).toMatchObject({ report: hostile, state: 'opened' });
    expect(await reports.get(second)).toMatchObject({ report, state: 'waiting' });
    expect(await reports.get('INC-2035-9999' as IncidentId)).toBeUndefined();
  });
});
