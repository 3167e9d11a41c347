/** Concurrent work, and what failed of it. */
export class ConcurrentWork {
  readonly failures: PromiseRejectedResult[] = [];
  private open = 0;
  private readonly waiting: (() => void)[] = [];

  get size(): number {
    return this.open;
  }

  get hasFailed(): boolean {
    return this.failures.length > 0;
  }

  /** `then` is called as it ends, either way. */
  add(work: Promise<void>, then = () => {}): void {
    this.open += 1;
    work.then(
      () => this.ended(then),
      (reason: unknown) => {
        this.failures.push({ status: 'rejected', reason });
        this.ended(then);
      },
    );
  }

  /** Waits until at most `count` are open. */
  async atMost(count: number): Promise<void> {
    while (this.open > count) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Waits that long at most, and returns whether all have ended. */
  async isEmptyWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
    await Promise.race([this.atMost(0), over]);
    clearTimeout(timer);
    return this.open === 0;
  }

  private ended(then: () => void): void {
    then();
    this.open -= 1;
    for (const wake of this.waiting.splice(0)) wake();
  }
}
