import { setTimeout as wait } from 'node:timers/promises';

interface Retries {
  readonly signal: AbortSignal;
  readonly onFailure: (error: unknown) => void;
  /** Milliseconds after which the failure is passed on. */
  readonly forMs: number;
}

const LONGEST_PAUSE_MS = 5000;

/** Repeats a task with growing pauses until it succeeds; throws its failure after the signal or `forMs`. */
export async function withRetries<T>({ signal, onFailure, forMs }: Retries, task: () => Promise<T>): Promise<T> {
  const end = Date.now() + forMs;
  for (let pause = 200; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
    try {
      return await task();
    } catch (error) {
      if (signal.aborted || Date.now() + pause > end) throw error;
      onFailure(error);
      await wait(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}
