import { resolve } from 'node:path';

import { configFiles } from '../../config/load.ts';
import { type BuildTarget, unchangedBuild } from './cache.ts';
import { countsLine } from './counts-line.ts';

const VALUED = new Set(['--out', '--config', '--env']);

/**
 * Prints the output of a build with nothing to do and no warnings. Returns false, with nothing printed, if the command
 * line may mean anything else.
 */
export function sayUnchanged(argv: readonly string[]): boolean {
  const target = targetOf(argv);
  const results = target && unchangedBuild(target);
  if (!results?.every(({ plan, warnings }) => plan.foreign.length + warnings.length === 0)) return false;
  const text = results.map((result) => `${countsLine(result)}\n`).join('');
  // Text that needs quoting is left to the full program.
  if (/[^\w\n ,:./-]|::/.test(text)) return false;
  process.stdout.write(text);
  return true;
}

/** The build that a simple command line requests: long flags only, none twice, and no --config. */
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
