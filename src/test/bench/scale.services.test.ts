import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { pfGrafana, project } from '../cli/run-cli.ts';
import { crowds } from './scale.ts';

// CI does not run the benchmark, so this test checks that the measured configurations build.
test.each(crowds)('a few of the measured $name build', ({ config }) => {
  const folder = project();
  writeFileSync(join(folder, 'pf-grafana.config.mjs'), config(3));
  expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0, stderr: '' });
});
