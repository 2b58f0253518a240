import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { packParts } from '../commands/pack-parts.ts';
import { fleet } from '../fleet/pack.ts';
import { REPOSITORY } from './support/out-folder.ts';

const FILE = join(REPOSITORY, 'src/fleet/part-names.ts');

test('the names that editors offer for omit and override are those of the fleet', async () => {
  const names = (await packParts(fleet.content)) ?? [];
  const text = [
    '// The names of all parts, so that an editor completes them. After a new panel, dashboard or rule:',
    '// PF_WRITE_DOCS=1 npx vitest run --project unit src/test/fleet-parts',
    '',
    "/** Names of the fleet's parts, which `omit` and `override` take. */",
    'export type FleetPart =',
    ...names.toSorted().map((name) => `  | '${name}'`),
  ].join('\n');
  if (process.env['PF_WRITE_DOCS'] !== undefined) writeFileSync(FILE, `${text};\n`);
  expect(readFileSync(FILE, 'utf8')).toBe(`${text};\n`);
});
