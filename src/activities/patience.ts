/** What `work` ends in, unless that takes longer: staff alerts do not wait for a register that hangs. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** How long the register may keep an alert waiting. */
export const REGISTER_TIMEOUT_MS = 3_000;
