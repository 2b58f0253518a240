import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { expect, test } from 'vitest';

import { pfGrafana, project } from './cli/run-cli.ts';
import { REPOSITORY } from './support/out-folder.ts';

const text = readFileSync(join(REPOSITORY, 'docs/packs.md'), 'utf8');
const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, block = '']) => block);

test.each(blocks('yaml').map((block, index) => [index, block] as const))(
  'example %i in YAML builds',
  (_index, block) => {
    const folder = project({ 'pf-grafana.config.yaml': block });
    expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0 });
  },
);

test('the pack on the page builds in a project', () => {
  const folder = project({
    'pf-grafana.config.yaml':
      "name: x\ndatasources: {prom: {type: prometheus, url: 'http://p'}}\npacks: [{use: ./index.ts, sources: {metrics: prom}, options: {downFor: 7m}}]\n",
  });
  const files = blocks('ts').map((block) => [/^\/\/ (\S+)\n/.exec(block)?.[1] ?? '', block] as const);
  expect(files.map(([name]) => name)).toEqual(['pack.ts', 'rules.ts', 'index.ts']);
  for (const [name, block] of files) writeFileSync(join(folder, name), block);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('node_modules/@grafana'), join(folder, 'node_modules/@grafana'));
  expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0, stderr: '' });
  expect(readFileSync(join(folder, 'out/provisioning/alerting/x-rules.yaml'), 'utf8')).toMatch(
    /uid: x-target-down[^]*for: "?7m/,
  );
});
