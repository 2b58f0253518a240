import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { REPOSITORY } from './support/out-folder.ts';

// A clone on Windows converts line endings, so every file of the output folder would count as edited.
test.each(['.gitattributes', 'src/commands/init/template/gitattributes'])(
  '%s keeps the line endings of out/',
  (file) => {
    const root = mkdtempSync(join(tmpdir(), 'pf-line-ends-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const git = (cwd: string, ...argv: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'core.autocrlf=true', ...argv], {
        cwd,
        stdio: 'pipe',
      });
    const origin = join(root, 'origin');
    mkdirSync(join(origin, 'out/provisioning/alerting'), { recursive: true });
    const texts = { 'out/provisioning/alerting/rules.yaml': 'groups:\n  - a\n', 'out/env.example': 'A=\nB=\n' };
    for (const [path, text] of Object.entries(texts)) writeFileSync(join(origin, path), text);
    writeFileSync(join(origin, '.gitattributes'), readFileSync(join(REPOSITORY, file)));
    git(origin, 'init', '--quiet');
    git(origin, 'add', '.');
    git(origin, 'commit', '--quiet', '--message', 'a');
    git(root, 'clone', '--quiet', 'origin', 'clone');
    for (const [path, text] of Object.entries(texts))
      expect(readFileSync(join(root, 'clone', path), 'utf8')).toBe(text);
  },
);
