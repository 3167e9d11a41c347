import { join } from 'node:path';
import { playExercise } from '../../../src/demo/rehearsal';
import type { ExerciseView } from '../../../src/domain/exercise/view';
import { HOUR } from '../../../src/domain/primitives/instant';
import { scenarioFiles } from '../../../src/process/exercises';
import { customers, imported } from '../../support/case';
import { until } from '../../support/until';
import type { Town } from '../../support/town';

const FOLDER = join(__dirname, 'exercises');
/** A year's exercise that its schedule opens at a thousand times the speed. */
export const EXERCISES = { TOCSIN_EXERCISES: FOLDER, TOCSIN_EXERCISE_PLANS: join(FOLDER, 'plans') };

export function anExerciseByItsSchedule(town: Town): void {
  test('is opened by its schedule, played at a thousand times the speed beside a real incident, and ends in its report', async () => {
    const { tell, ask, mail, temporal } = town;
    await imported(town, customers('exe', ['en', 'fr']));
    const real = await tell.report({ channel: 'staff', seen: 'A mail went astray.', detectedAt: tell.hoursAgo(1) });
    const before = await tell.see(real);
    const schedule = temporal.client.schedule.getHandle('tocsin-exercise-thousand');
    // A day that was missed while Temporal was away is made up for, and never twice at once.
    const { policies } = await schedule.describe();
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 90 * 24 * HOUR });
    await schedule.trigger();
    const planned = await until('the schedule has opened it', async () => {
      const { items } = (await ask('auditor', 'GET', '/exercises')).body as { items: ExerciseView[] };
      return items.find(({ plan }) => plan === 'thousand');
    });
    expect(planned).toMatchObject({ factor: 1000, plannedBy: 'system', scenario: { name: 'short-list' } });

    const scenario = scenarioFiles.all(FOLDER).get('short-list')!;
    const lines: string[] = [];
    const concluded = await playExercise(tell, planned, { scenario, progress: (_hour, line) => void lines.push(line) });
    expect(concluded).toMatchObject({ phase: 'concluded', unconfirmed: [], lacking: [] });
    expect(concluded.score.map(({ step, afterHours }) => [step, typeof afterHours])).toEqual(
      scenario.expected.map(({ step }) => [step, 'number']),
    );
    expect(concluded.injects).toMatchObject([{ id: 'second' }]);

    const outside = mail.taken.filter(({ mail: { subject } }) => subject?.includes(concluded.incident ?? ''));
    expect(outside).toEqual([]);
    expect(mail.to('legal@tocsin.example').some(({ mail: { subject } }) => subject?.includes(planned.id))).toBe(true);
    const after = await tell.see(real);
    expect([after.obligations, after.stage]).toEqual([before.obligations, before.stage]);
    const { body } = await ask('auditor', 'GET', '/exercises/coverage');
    expect(body.items).toContainEqual(expect.objectContaining({ department: 'legal', attended: 1, concluded: 1 }));
  });
}
