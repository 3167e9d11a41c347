/** Concurrent work, and what failed of it. */
export class ConcurrentWork {
  readonly failures: PromiseRejectedResult[] = [];
  private readonly open = new Set<Promise<void>>();

  get size(): number {
    return this.open.size;
  }

  get hasFailed(): boolean {
    return this.failures.length > 0;
  }

  add(work: Promise<void>): void {
    const ended: Promise<void> = work
      .catch((reason: unknown) => void this.failures.push({ status: 'rejected', reason }))
      .finally(() => this.open.delete(ended));
    this.open.add(ended);
  }

  /** Waits until at most `count` are open. */
  async atMost(count: number): Promise<void> {
    while (this.open.size > count) await Promise.race(this.open);
  }

  /** Waits that long at most, and returns whether all have ended. */
  async isEmptyWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
    await Promise.race([this.atMost(0), over]);
    clearTimeout(timer);
    return this.open.size === 0;
  }
}
