import { resolve } from 'node:path';

import { configFiles } from '../../config/load.ts';
import { type BuildTarget, unchangedBuild } from './cache.ts';
import { countsLine } from './counts-line.ts';

const VALUED = new Set(['--out', '--config', '--env']);

/**
 * Prints what a build prints that has nothing to do and nothing to warn about; false when a command line may mean
 * anything else, and then nothing has been printed.
 */
export function sayUnchanged(argv: readonly string[]): boolean {
  const target = targetOf(argv);
  const results = target && unchangedBuild(target);
  if (!results?.every(({ plan, warnings }) => plan.foreign.length + warnings.length === 0)) return false;
  const text = results.map((result) => `${countsLine(result)}\n`).join('');
  // What the program would quote is left to it.
  if (/[^\w\n ,:./-]|::/.test(text)) return false;
  process.stdout.write(text);
  return true;
}

/** What a plain command line asks for: flags written out, nothing twice, and a configuration to be found. */
function targetOf([, ...flags]: readonly string[]): BuildTarget | undefined {
  const said = new Map<string, string>();
  for (let at = 0; at < flags.length; at += 1) {
    const flag = flags[at] ?? '';
    if (flag === '--check') continue;
    const value = flags[at + 1];
    if (!VALUED.has(flag) || said.has(flag) || value === undefined || value.startsWith('-')) return undefined;
    said.set(flag, value);
    at += 1;
  }
  const found = said.has('--config') ? [said.get('--config') ?? ''] : configFiles();
  const [config] = found;
  if (config === undefined || found.length > 1) return undefined;
  return { out: said.get('--out') ?? 'out', config: resolve(config), env: said.get('--env') };
}
