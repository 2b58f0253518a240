import { setTimeout as wait } from 'node:timers/promises';

/** Waits until something is true; goes on all the same when the time is over, so that the checks behind it say what is missing. */
export async function until(isTrue: () => Promise<boolean>, forMs: number): Promise<void> {
  const end = Date.now() + forMs;
  while (Date.now() < end && !(await isTrue().catch(() => false))) await wait(500);
}
