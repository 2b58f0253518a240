/** Limits concurrent tasks, and starts none while the API requests a pause. A class because it guards the queue. */
export class Gate {
  private running = 0;
  private nextAt = 0;
  private pausedUntil = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly concurrency: number;
  private readonly gapMs: number;

  constructor(concurrency: number, requestsPerSecond: number | undefined) {
    this.concurrency = concurrency;
    this.gapMs = requestsPerSecond === undefined ? 0 : 1000 / requestsPerSecond;
  }

  /** Runs a task as soon as a slot is free. */
  async pass<T>(task: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      await this.turn();
      return await task();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  /** Starts no task for some time; of two pauses the longer one counts. */
  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, Date.now() + ms);
  }

  private async enter(): Promise<void> {
    while (this.running >= this.concurrency) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
  }

  private async turn(): Promise<void> {
    for (;;) {
      const now = Date.now();
      const wait = Math.max(this.pausedUntil, this.nextAt) - now;
      if (wait <= 0) {
        this.nextAt = now + this.gapMs;
        return;
      }
      await sleep(wait);
    }
  }
}

/** Resolves after some milliseconds; does not keep the process alive. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
