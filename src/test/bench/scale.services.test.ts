import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { pfGrafana, project } from '../cli/run-cli.ts';
import { crowds } from './scale.ts';

// Nobody runs the benchmark in CI: what it measures has to build there.
test.each(crowds)('a few of the $name that are measured build', ({ config }) => {
  const folder = project();
  writeFileSync(join(folder, 'pf-grafana.config.mjs'), config(3));
  expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0, stderr: '' });
});
