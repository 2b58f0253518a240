import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The name of promtool where it is installed. Only on a developer's machine may it be missing: in CI the tests that need it then fail. */
export const promtool = process.env['CI'] || isInstalled() ? 'promtool' : undefined;

if (promtool === undefined) process.stderr.write('promtool is not installed, so Prometheus itself has not checked the rules here; CI does.\n');

/** What `promtool check rules` prints about a rule file, given as text or as data; rejects when it finds fault. */
export async function checkRules(file: string | object): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'pf-grafana-rules-'));
  try {
    const path = join(directory, 'rules.yaml');
    // JSON is YAML too.
    await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file));
    const { stdout } = await promisify(execFile)('promtool', ['check', 'rules', path]);
    return stdout;
  } finally {
    await rm(directory, { recursive: true });
  }
}

function isInstalled(): boolean {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
