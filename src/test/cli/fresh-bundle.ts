import { execFileSync } from 'node:child_process';

/**
 * Makes `dist/` again where a source has changed: the tests load it, and loaded by them it does not look after itself.
 */
export function setup(): void {
  execFileSync(process.execPath, ['dist/bin.js', '--version']);
}
