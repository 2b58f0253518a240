import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { expect, test } from 'vitest';

import { REPOSITORY } from '../support/out-folder.ts';
import { pfGrafana, project } from './run-cli.ts';

/** A block whose first line names a file: "```ts project.ts". */
const FILE = /^```(?:ts|json|yaml) (\S+)\n([^]*?)^```$/gm;

const pages = readdirSync(join(REPOSITORY, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const examples = ['README.md', ...pages]
  .map((page) => ({ page, files: [...readFileSync(join(REPOSITORY, page), 'utf8').matchAll(FILE)] }))
  .filter(({ files }) => files.some(([, name]) => name === 'pf-grafana.config.ts'));

test('the pages about projects have examples', () => {
  expect(examples.map(({ page }) => page)).toEqual(
    expect.arrayContaining(
      ['alerting', 'catalogs', 'dashboards', 'projects', 'start'].map((page) => `docs/${page}.md`),
    ),
  );
});

/** Additional projects on a page, besides its example. */
const others = examples.flatMap(({ page, files }) =>
  files.flatMap(([, file = '', text = '']) => {
    const name = /^export const (\w+) = defineProject\(/m.exec(text)?.[1];
    return name === undefined || file === 'project.ts' ? [] : [{ page, file, name, text }];
  }),
);

test.each(others)('$file of $page is a project that builds', ({ file, name, text }) => {
  const folder = project({
    [file]: text,
    'pf-grafana.config.ts': `import { ${name} } from './${file}';\n\nexport default ${name}.build({});\n`,
  });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0, stderr: '' });
});

test.each(examples)('the example of $page builds, is valid, and a second build changes nothing', ({ files }) => {
  const folder = project();
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  for (const [, name = '', text = ''] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const build = pfGrafana(folder, 'build');
  expect(build).toMatchObject({ code: 0, stderr: '' });
  expect(build.stdout).toMatch(/[1-9]\d* created, 0 changed/);
  expect(pfGrafana(folder, 'build', '--check').code).toBe(0);
});
