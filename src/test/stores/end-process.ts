import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Sends a process a signal and waits until it is gone. One that has ended by itself would be waited for in vain. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
