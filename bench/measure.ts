/** The value below which so many percent lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}

export const median = (values: readonly number[]) => percentile(values, 50);

/** Milliseconds that it took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Does it for each, so many at once. */
export async function sideBySide<In, Out>(
  inputs: readonly In[],
  atOnce: number,
  work: (input: In) => Promise<Out>,
): Promise<Out[]> {
  const outputs: Out[] = [];
  const left = inputs.map((input, place) => ({ input, place }));
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) outputs[next.place] = await work(next.input);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return outputs;
}

export const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** `0.93 (0.88–0.97)`: the middle, and how far the rounds lie apart. */
export function spread(values: readonly number[], digits = 2): string {
  const show = (value: number) => value.toFixed(digits);
  return `${show(median(values))} (${show(Math.min(...values))}–${show(Math.max(...values))})`;
}
