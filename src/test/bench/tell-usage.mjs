// Loaded before a program that the benchmark measures: when that ends, it tells what it took on a pipe of its own.

import { readdirSync, readFileSync, writeSync } from 'node:fs';

/** Of the kernel's clock, on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6 + childrenSeconds();
  writeSync(3, JSON.stringify({ mebibytes: maxRSS / 1024, cpuSeconds }));
});

/** Of the children that have ended, and of those that still run, such as a bundler that serves this process. */
function childrenSeconds() {
  const own = statOf('self');
  // Only Linux tells.
  if (own === undefined) return 0;
  const running = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(name) ?? [])
    .filter(({ parent }) => parent === process.pid);
  return running.reduce((sum, { own: its }) => sum + its, own.children) / TICKS_PER_SECOND;
}

/** Ticks of processor time of a process and of its children that have ended; undefined for one that is gone. */
function statOf(process) {
  try {
    const text = readFileSync(`/proc/${process}/stat`, 'utf8');
    // A program's name may hold anything, so what follows is counted from its end.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1], own: fields[11] + fields[12], children: fields[13] + fields[14] };
  } catch {
    return undefined;
  }
}
