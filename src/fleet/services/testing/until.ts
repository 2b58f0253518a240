import { setTimeout as wait } from 'node:timers/promises';

/** Waits until a condition is true. After the time limit it returns normally: the next checks show what is wrong. */
export async function until(isTrue: () => Promise<boolean>, forMs: number): Promise<void> {
  const end = Date.now() + forMs;
  while (Date.now() < end && !(await isTrue().catch(() => false))) await wait(500);
}
