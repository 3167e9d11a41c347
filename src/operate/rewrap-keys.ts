import type { Means, Outcome } from './operation';

const AT_ONCE = 500;

/** Encrypts every data key with the ring's current key, so that an older key of the ring can go. */
export async function rewrapKeys({ register, print }: Means): Promise<Outcome> {
  let done = 0;
  for (;;) {
    const some = await register.erasure.rewrap(AT_ONCE);
    done += some;
    if (some < AT_ONCE) break;
  }
  print(
    done === 0
      ? 'Every data key is under the current key: nothing to do.'
      : `${done} data keys are under the current key now.`,
  );
  return { exitCode: 0 };
}
