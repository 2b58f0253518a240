import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { pfGrafana, project } from '../../test/cli/run-cli.ts';

test('writes the files of the requested stores, and the truth', () => {
  const folder = project();
  const { code, stdout } = pfGrafana(
    folder,
    'fleet',
    'simulate',
    '--agents',
    '3',
    '--days',
    '1',
    '--end',
    '2026-03-08T00:00:00Z',
    '--stores',
    'postgres',
    'loki',
    '--out',
    'fleet',
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+ settled trades and bets, \d+ orders, \d+ fills, \d+ escrow contracts\n$/);
  expect(
    ['postgres/load.sql', 'loki/2026-03-07.jsonl', 'clickhouse', 'prometheus'].map((path) =>
      existsSync(join(folder, 'fleet', path)),
    ),
  ).toEqual([true, true, false, false]);
  expect((JSON.parse(readFileSync(join(folder, 'fleet/truth.json'), 'utf8')) as { end: string }).end).toBe(
    '2026-03-08T00:00:00.000Z',
  );
});

test.each([
  [['--agents', '2'], 'simulate/options'],
  [['--agents', 'many'], 'simulate/options'],
  [['--end', 'soon'], 'simulate/end'],
  [['--end', '2026-03-08T00:00:01Z'], 'simulate/options'],
])('refuses %j', (argv, id) => {
  const { code, stdout, stderr } = pfGrafana(project(), 'fleet', 'simulate', ...argv);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(id);
});
