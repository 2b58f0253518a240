import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether promtool can be run here. In CI it has to be. */
export function hasPromtool(): boolean {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (process.env['CI']) throw new Error('promtool is not on the PATH, and in CI the alert rules are not left untested. Install the Debian package prometheus.', { cause: error });
    process.stderr.write('Alert rules are not tested with promtool, because it is not on the PATH. It comes with the Debian package prometheus: apt-get install prometheus.\n');
    return false;
  }
}

/** What promtool says of files that it has to refuse, here by their names and as objects: JSON is YAML. Throws when it finds nothing to refuse. */
export function refusalOf(args: readonly string[], files: Readonly<Record<string, object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pf-promtool-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
    execFileSync('promtool', args, { cwd: folder, stdio: 'pipe', maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: Buffer; readonly stderr: Buffer };
    return `${stdout.toString()}${stderr.toString()}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
  throw new Error(`promtool ${args.join(' ')} refused nothing.`);
}
