/** Settles as `work` does, or rejects with `tooLate` after the timeout. The work itself goes on. */
export async function within<T>(milliseconds: number, work: Promise<T>, tooLate?: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const fail = () => reject(tooLate?.() ?? new Error(`No answer within ${milliseconds} ms`));
    timer = setTimeout(fail, milliseconds);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
