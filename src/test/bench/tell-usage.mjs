// Preloaded into a measured program: at the end, it reports the resources used on a separate pipe.

import { readdirSync, readFileSync, writeSync } from 'node:fs';

/** Ticks of the kernel clock, the same on every machine that Node supports. */
const TICKS_PER_SECOND = 100;

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6 + childrenSeconds();
  writeSync(3, JSON.stringify({ mebibytes: maxRSS / 1024, cpuSeconds }));
});

/** Seconds of ended children and of running ones, such as a bundler service. */
function childrenSeconds() {
  const own = statOf('self');
  // Only Linux provides this.
  if (own === undefined) return 0;
  const running = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(name) ?? [])
    .filter(({ parent }) => parent === process.pid);
  return running.reduce((sum, { own: its }) => sum + its, own.children) / TICKS_PER_SECOND;
}

/** Ticks of processor time of a process and its ended children; undefined if the process is gone. */
function statOf(process) {
  try {
    const text = readFileSync(`/proc/${process}/stat`, 'utf8');
    // A program's name may contain anything, so the fields are counted after it.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1], own: fields[11] + fields[12], children: fields[13] + fields[14] };
  } catch {
    return undefined;
  }
}
