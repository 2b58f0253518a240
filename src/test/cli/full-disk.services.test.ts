import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, test } from 'vitest';

import { FLEET, project } from './run-cli.ts';

const BIN = resolve('dist/bin.js');
/** Mounting does not need root where the kernel allows user namespaces for everyone. */
const canMount = spawnSync('unshare', ['-Urm', 'true']).status === 0;
if (!canMount)
  process.stderr.write(
    'Skipped: builds on a full and on a read-only disk. They need `unshare -Urm`; the same faults are injected in src/emit/write.test.ts.\n',
  );

/** Runs a shell script in which `disk/` can be mounted; its output has one line per step. */
function onOwnMount(folder: string, script: string): string[] {
  const build = `build() { node ${BIN} build --out disk/out "$@" > /dev/null 2> error && code=0 || code=$?; echo "$code $(sed -n 1p error)"; }`;
  const { stdout, stderr, status } = spawnSync('unshare', ['-Urm', 'sh', '-euc', `${build}\n${script}`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());
}

describe.skipIf(!canMount)('on a disk of its own', { tags: ['mount'] }, () => {
  const prepared = () => {
    const folder = project({ 'pf-grafana.config.yaml': `${FLEET}selector: {env: one}\n` });
    mkdirSync(join(folder, 'disk'));
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'other.yaml'), `${FLEET}selector: {env: two}\n`);
    return folder;
  };
  const unchanged = 'diff -r disk/out before && echo same; find disk -name ".pf-grafana*" | grep . || echo clean';

  test('that is full: one error, existing files stay, and with more space the next build completes', () => {
    expect(
      onOwnMount(
        prepared(),
        `
      mount -t tmpfs -o size=64m tmpfs disk
      build; cp -r disk/out before
      mount -o remount,size=$(($(du -sk disk | cut -f1) + 100))k disk
      build --config other.yaml
      ${unchanged}
      mount -o remount,size=64m disk
      build --config other.yaml
      build --config other.yaml --check
    `,
      ),
    ).toEqual([
      '0',
      expect.stringMatching(/^2 error {2}output\/write {2}Cannot write disk\/out\/.*: the disk is full\.$/),
      'same',
      'clean',
      '0',
      '0',
    ]);
  });

  test('that is read-only', () => {
    expect(
      onOwnMount(
        prepared(),
        `
      mount -t tmpfs tmpfs disk
      build; cp -r disk/out before
      mount -o remount,ro disk
      build --config other.yaml
      ${unchanged}
      build --check
    `,
      ),
    ).toEqual([
      '0',
      expect.stringMatching(/^2 error {2}output\/write {2}Cannot write disk\/out.*: the file system is read-only\.$/),
      'same',
      'clean',
      '0',
    ]);
  });

  test('with a separately mounted file: the error names it, and nothing is left behind', () => {
    const lines = onOwnMount(
      prepared(),
      `
      build
      file=$(ls disk/out/provisioning/alerting/*rules.yaml)
      cp -r disk/out before; cp $file mounted; mount --bind mounted $file
      sed -i 's/env: one/env: two/' pf-grafana.config.yaml
      build
      ${unchanged}
      umount $file
      build
      build --check
    `,
    );
    expect(lines).toEqual([
      '0',
      expect.stringMatching(
        /^2 error {2}output\/mounted {2}disk\/out\/provisioning\/alerting\/.*rules.yaml is a mount point/,
      ),
      'same',
      'clean',
      '0',
      '0',
    ]);
  });
});
