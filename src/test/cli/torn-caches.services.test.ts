import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { NAMES, pfGrafana, project } from './run-cli.ts';

test('caches truncated by a full disk or a crash are not an error, and are rebuilt', () => {
  const folder = project({ 'pf-grafana.config.yaml': NAMES });
  mkdirSync(join(folder, 'node_modules'));
  expect(pfGrafana(folder, 'build').code).toBe(0);
  const caches = join(folder, 'node_modules/.cache/pf-grafana');
  const names = readdirSync(caches);
  expect(names.some((name) => name.startsWith('build-'))).toBe(true);
  for (const name of names) {
    const whole = readFileSync(join(caches, name));
    expect(isWhole(whole.toString())).toBe(true);
    const torn = [
      Buffer.alloc(0),
      whole.subarray(0, 1),
      whole.subarray(0, 64),
      whole.subarray(0, Math.floor(whole.length / 2)),
      whole.subarray(0, -1),
      Buffer.alloc(whole.length),
      Buffer.from('null'),
      Buffer.from('{}'),
      Buffer.from([0xff, 0xfe, 0]),
    ];
    for (const bytes of torn) {
      writeFileSync(join(caches, name), bytes);
      // A folder is validated only when something will be written.
      rmSync(join(folder, 'out'), { recursive: true });
      expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0, stderr: '' });
      expect(pfGrafana(folder, 'build', '--check')).toMatchObject({ code: 0, stderr: '' });
      expect(isWhole(readFileSync(join(caches, name), 'utf8'))).toBe(true);
    }
  }
});

/** Each begins with the digest of its content; file times in it differ from run to run. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\n');
  return (
    text.slice(0, end) ===
    createHash('sha256')
      .update(text.slice(end + 1))
      .digest('hex')
  );
}
