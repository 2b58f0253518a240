import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import packageFile from '../../../package.json' with { type: 'json' };
import { examine } from './examine.ts';
import { prettyExamination } from './print.ts';

test('reports the version of what is installed, and for the rest what does not work and how to get it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pf-doctor-'));
  writeFileSync(join(folder, 'promtool'), '#!/bin/sh\necho "promtool, version 9.9.9" >&2\n', { mode: 0o755 });
  const examination = await examine({ PATH: folder });
  rmSync(folder, { recursive: true });
  expect(examination.engines).toMatchObject([{ name: 'promtool', found: 'promtool, version 9.9.9' }, { name: 'git' }]);
  expect(examination.engines[1]).not.toHaveProperty('found');
  expect(examination.libraries.map(({ name }) => name)).toEqual(Object.keys(packageFile.peerDependenciesMeta));
  const text = prettyExamination(examination);
  expect(text).toMatch(/^Node\.js +\d/m);
  expect(text).toMatch(/^ {2}found +promtool +promtool, version 9\.9\.9$/m);
  expect(text).toMatch(/^ {2}missing +git +`pf-grafana diff` .*\n.*apt-get install git$/m);
});

test('a library is found as a service would load it, and a configuration as a build would', async () => {
  const { libraries, configurations } = await examine();
  // A development checkout has all of them.
  expect(libraries.filter(({ found }) => found === undefined)).toEqual([]);
  expect(configurations).toEqual(['pf-grafana.config.ts']);
});
