import { MockActivityEnvironment } from '@temporalio/testing';
import { createTrainingActivities, openMailChannel } from '../../src/activities';
import { linkHash, trainingTokenOf } from '../../src/primitives/link-token';
import type { Service } from './api';
import { csvOf, staffOf } from './staff';

/**
 * The last of so many staff, by this name, is given a course; whoever was there before stays.
 * @returns the path of the page on which it is taken; no mail leaves
 */
export async function takingOf({ register, deps, now, as }: Service, count: number, name: string): Promise<string> {
  const taker = `e-${count - 1}`;
  const staff = staffOf(count).map((one) => (one.id === taker ? { ...one, name } : one));
  await as('operator').post('/api/staff/import').set('Content-Type', 'text/csv').send(csvOf(staff)).expect(200);
  const mail = openMailChannel({ url: 'smtp://127.0.0.1:9', from: 'Tocsin <tocsin@tocsin.example>' });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const { courses, keyRing, publicUrl } = deps;
  const needs = { register, courses, mail, log, clock: now, linkKeys: keyRing, publicUrl };
  const { giveCourses, prepareWave } = createTrainingActivities(needs);
  const { waves } = await run(giveCourses, {});
  for (const wave of waves) await run(prepareWave, { wave });
  mail.close();
  const key = keyRing.keys.get(keyRing.current);
  for (const token of waves.map((wave) => trainingTokenOf(key!, wave, taker)))
    if (await register.training.taking.open(linkHash(token))) return `/t/${token}`;
  throw new Error(`No course was given to ${taker}.`);
}

function run<Input, Answer>(activity: (input: Input) => Promise<Answer>, input: Input): Promise<Answer> {
  return new MockActivityEnvironment().run(activity, input);
}
