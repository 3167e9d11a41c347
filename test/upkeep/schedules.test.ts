import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExercisePlan } from '../../src/domain/exercise/yearly';
import { ensureSchedules } from '../../src/upkeep/schedule';
import { openTemporal } from '../support/namespace';
import { temporalProgram, type TemporalServer } from '../support/temporal-server';
import { until } from '../support/until';

const yearly = (name: string): ExercisePlan => ({
  ...{ name, title: `The exercise of ${name}`, departments: [name], scenarios: ['misdirected-mail'] },
  ...{ calledOn: { month: 3, day: 9, hour: 9 }, startsAfterDays: 7, factor: 1 },
});

(temporalProgram ? describe : describe.skip)('the schedules that a worker makes', () => {
  let folder: string;
  let temporal: TemporalServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tocsin-schedules-'));
    temporal = await openTemporal(folder);
  });
  afterAll(async () => {
    await temporal.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function schedulesAfter(exercisePlans: ExercisePlan[], count: number): Promise<string[]> {
    const { client } = temporal;
    const log = { info: () => undefined, warn: () => undefined };
    await ensureSchedules({ client, log, exercisePlans }, new AbortController().signal);
    return until('the list has as many', async () => {
      const ids: string[] = [];
      for await (const { scheduleId } of client.schedule.list()) ids.push(scheduleId);
      return ids.length === count ? ids.sort() : undefined;
    });
  }

  test('open the exercise of each plan there is, and of none that is gone', async () => {
    const hourly = ['tocsin-check', 'tocsin-programme-review', 'tocsin-training', 'tocsin-verification'];
    expect(await schedulesAfter([yearly('legal'), yearly('security')], 6)).toEqual(
      [...hourly, 'tocsin-exercise-legal', 'tocsin-exercise-security'].sort(),
    );
    expect(await schedulesAfter([yearly('security')], 5)).toEqual([...hourly, 'tocsin-exercise-security'].sort());
  });
});
