import { performance } from 'node:perf_hooks';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { startTestServer } from '../support/test-server';
import { waveApart } from '../support/wave';

jest.setTimeout(1_500_000);

test('50,000 of the staff are imported, given a course, reminded, escalated and asked again, in bounded history', async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const env = await startTestServer();
  try {
    const began = performance.now();
    const { sent, events, counts, followUp, ...needed } = await waveApart(env, 50_000);
    const seconds = Math.round((performance.now() - began) / 1_000);
    process.stdout.write(`${JSON.stringify({ seconds, sent, events, counts, followUp, ...needed })}\n`);
    expect(sent).toEqual({ 1: 50_000, 2: 25_000, 3: 25_000, 4: 2_500, 5: 25_000, 6: 0 });
    expect(counts).toMatchObject({ assigned: 50_000, passed: 25_000, checkPassed: 12_500, checkFailed: 12_500 });
    expect(followUp).toBe(12_500);
    expect(Math.max(...events)).toBeLessThanOrEqual(500);
    expect(needed.memoryMb).toBeLessThanOrEqual(512);
  } finally {
    await env.teardown();
  }
});
