import type { MetricMeter } from '@temporalio/common';
import type { Clock } from '../src/process/clock';
import { workerCounts } from '../src/process/worker-metrics';

/** As the SDK's own meter does, its gauges throw at a negative value. */
function meterInto(gauges: Record<string, number>): MetricMeter {
  const nothing = { add: () => undefined, record: () => undefined };
  return {
    createCounter: () => nothing,
    createHistogram: () => nothing,
    createGauge: (name: string) => ({
      set(value: number) {
        if (value < 0) throw new Error(`MetricGauge value must be non-negative (got ${value})`);
        gauges[name] = value;
      },
    }),
  } as unknown as MetricMeter;
}

test.each([
  ['ahead', 1_500],
  ['behind', -1_500],
])("a worker shows how far its machine is %s of the database's clock", (_way, aheadMs) => {
  const gauges: Record<string, number> = {};
  const clock = { aheadMs: () => aheadMs, atEachLook: (look: () => void) => look() } as unknown as Clock;
  workerCounts(meterInto(gauges), clock);
  expect(gauges).toEqual({ tocsin_clock_skew_seconds: 1.5 });
});
