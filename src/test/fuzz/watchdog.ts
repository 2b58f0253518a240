import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/**
 * The CPU time after which a hanging input is killed with the whole process; other load on the machine does not count.
 */
const LIMIT_MS = 10_000;

/** Watches a number from a separate thread: if it does not change for too long, the process is stuck on that input. */
const PROGRAM = `
  const { workerData: { shared, limit } } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  const numbers = new Int32Array(shared);
  const cpu = () => process.cpuUsage().user / 1000;
  let last = -1, since = cpu();
  setInterval(() => {
    const now = Atomics.load(numbers, 0);
    if (now !== last || Atomics.load(numbers, 1) === 0) { last = now; since = cpu(); }
    else if (cpu() - since > limit) {
      writeSync(2, 'The fuzzer killed input ' + now + ', which ran for ' + limit / 1000 + ' s.\\n');
      process.kill(process.pid, 'SIGKILL');
    }
  }, 200);
`;

/** Kills this process if one input takes longer than 10 s, and prints its number. */
export function watchdog(): { readonly watch: (index: number) => void; readonly end: () => Promise<unknown> } {
  const shared = new SharedArrayBuffer(8);
  const numbers = new Int32Array(shared);
  const worker = new Worker(PROGRAM, { eval: true, workerData: { shared, limit: LIMIT_MS } });
  worker.on('error', (error) => writeSync(2, `${error.message}\n`));
  return {
    watch: (index) => {
      Atomics.store(numbers, 0, index);
      Atomics.store(numbers, 1, 1);
    },
    end: () => worker.terminate(),
  };
}
