import { execFileSync } from 'node:child_process';

/** Rebuilds `dist/` if a source has changed. The tests load it directly, in which case it does not check itself. */
export function setup(): void {
  execFileSync(process.execPath, ['dist/bin.js', '--version']);
}
