import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { bundleModule } from './bundle-module.ts';

test.each([
  ["import './dashboards/overveiw.ts';", 'Did you mean "./dashboards/overview.ts"?'],
  ["import './boards/overview.ts';", 'There is no folder boards. Correct the path in the import.'],
  ["import './nothing-like-it.ts';", 'There is no such file. Correct the path in the import, or create the file.'],
  ["import 'lodash/fp';", 'Run npm install lodash. For a file of the project, write a path that begins with "./".'],
  [
    "import '@acme/pack/x';",
    'Run npm install @acme/pack. For a file of the project, write a path that begins with "./".',
  ],
  [
    "import overview from './dashboards/overview.ts'; export default overview;",
    'It exports overview by name: write import { overview }.',
  ],
  ["import { overveiw } from './dashboards/overview.ts'; export default overveiw;", 'Did you mean "overview"?'],
  [
    "import { board } from './dashboards/default.ts'; export default board;",
    'Its export is the default one: write import board, without braces.',
  ],
  ['export default ;', expect.stringContaining('Fix the syntax here')],
])('%s', async (text, hint) => {
  const folder = mkdtempSync(join(tmpdir(), 'pf-hints-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'dashboards'));
  writeFileSync(join(folder, 'dashboards/overview.ts'), 'export const overview = 1;');
  writeFileSync(join(folder, 'dashboards/default.ts'), 'export default 1;');
  writeFileSync(join(folder, 'pf-grafana.config.ts'), text);
  await expect(bundleModule(join(folder, 'pf-grafana.config.ts'), 'pf-grafana.config.ts')).rejects.toMatchObject({
    diagnostics: [expect.objectContaining({ hint })],
  });
});
