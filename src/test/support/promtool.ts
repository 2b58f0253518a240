import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Whether promtool can run here; in CI it must. */
export function hasPromtool(): boolean {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (process.env['CI'])
      throw new Error(
        'promtool is not on the PATH, and in CI the alert rules are not left untested. Install the Debian package prometheus.',
        { cause: error },
      );
    process.stderr.write(
      'Alert rules are not tested with promtool, because it is not on the PATH. It comes with the Debian package prometheus: apt-get install prometheus.\n',
    );
    return false;
  }
}

/** The output of `promtool check rules` for a rule file, given as text or as data; rejects if there are problems. */
export async function checkRules(file: string | object): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'pf-grafana-rules-'));
  try {
    const path = join(directory, 'rules.yaml');
    // JSON is also YAML.
    await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file));
    const { stdout } = await promisify(execFile)('promtool', ['check', 'rules', path]);
    return stdout;
  } finally {
    await rm(directory, { recursive: true });
  }
}

/**
 * promtool's errors for files that it must refuse, given by name as objects, because JSON is YAML. Throws if it refuses
 * none.
 */
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
