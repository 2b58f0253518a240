import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

import { pfGrafana, project } from './run-cli.ts';

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

test('init writes a project that builds immediately, with a rule that links to its panel', () => {
  const folder = project();
  const init = pfGrafana(folder, 'init', 'My Demo');
  expect(init).toMatchObject({ code: 0 });
  const demo = join(folder, 'My Demo');
  expect(
    init.stdout
      .trim()
      .split('\n')
      .map((path) => join(folder, path))
      .sort(),
  ).toEqual(files(demo));
  expect(
    files(demo)
      .map((path) => readFileSync(path, 'utf8'))
      .filter((text) => /\{\{(?:name|package|project|sdk|typescript)\}\}/.test(text)),
  ).toEqual([]);

  expect(init.stderr).toContain("Next: cd 'My Demo' && npm install && npx pf-grafana build\n");

  symlinkSync(resolve('node_modules'), join(demo, 'node_modules'));
  expect(pfGrafana(demo, 'build')).toMatchObject({ code: 0, stderr: '' });
  expect(pfGrafana(demo, 'build', '--check').code).toBe(0);
  // With --strict, warnings would fail it too.
  expect(pfGrafana(demo, 'validate', '--strict')).toMatchObject({ code: 0, stderr: '' });
  const dashboard = JSON.parse(
    readFileSync(join(demo, 'out/dashboards/my-demo/Services/my-demo-overview.json'), 'utf8'),
  ) as { panels: { title: string; id: number }[] };
  const panel = dashboard.panels.find(({ title }) => title === 'Targets up');
  expect(readFileSync(join(demo, 'out/provisioning/alerting/my-demo-rules.yaml'), 'utf8')).toContain(
    `panelId: ${panel?.id}`,
  );
});

test('a configuration without a pack has its own data sources and receivers, and nothing a pack needs', () => {
  const folder = project({
    'pf-grafana.config.yaml':
      'name: mine\ndatasources: {logs: {type: loki, url: "http://logs:3100"}}\nreceivers: {chat: {type: slack, url: {env: CHAT_URL}}}\n',
  });
  expect(pfGrafana(folder, 'build').code).toBe(0);
  expect(readFileSync(join(folder, 'out/provisioning/datasources/mine.yaml'), 'utf8').match(/type: \S+/g)).toEqual([
    'type: loki',
  ]);
  expect(readFileSync(join(folder, 'out/provisioning/alerting/mine-contact-points.yaml'), 'utf8')).toContain(
    '$CHAT_URL',
  );
  expect(['stack', 'catalog.json'].filter((path) => existsSync(join(folder, 'out', path)))).toEqual([]);
});

test('package.json has the versions the program was built with, and its location', () => {
  const folder = project();
  pfGrafana(folder, 'init', 'demo');
  const ours = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const theirs = JSON.parse(readFileSync(join(folder, 'demo/package.json'), 'utf8')) as {
    name: string;
    devDependencies: Record<string, string>;
  };
  expect(theirs.name).toBe('demo');
  expect(theirs.devDependencies).toMatchObject({
    // A clone is not a published release, so the project installs the program from its path.
    'pf-grafana': `file:${resolve('.')}`,
    '@grafana/grafana-foundation-sdk': ours.dependencies['@grafana/grafana-foundation-sdk'],
  });
});

test('in a subfolder with a package.json, init keeps the file and the project builds', () => {
  const root = project();
  const folder = join(root, 'grafana');
  mkdirSync(join(root, '.git'));
  mkdirSync(folder);
  // As written by `npm install --save-dev <tarball>`: a CommonJS package.
  writeFileSync(join(folder, 'package.json'), '{"devDependencies": {"pf-grafana": "file:../pf-grafana.tgz"}}');
  const init = pfGrafana(folder, 'init');
  expect(init).toMatchObject({ code: 0 });
  expect(init.stderr).toMatch(
    /^Next: npm install --save-dev @grafana\/grafana-foundation-sdk@\S+ typescript@\S+ && npx/m,
  );
  expect(existsSync(join(root, '.github/workflows/grafana.yml'))).toBe(true);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0, stderr: '' });
});

test('init never overwrites: it names the existing files, writes nothing and exits with 2', () => {
  const folder = project({ 'queries.ts': 'mine' });
  mkdirSync(join(folder, 'dashboards'));
  writeFileSync(join(folder, 'dashboards/overview.ts'), 'mine too');
  const run = pfGrafana(folder, 'init');
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(/init\/exists .*dashboards\/overview\.ts, queries\.ts\./);
  expect(files(folder).map((path) => readFileSync(path, 'utf8'))).toEqual(['mine too', 'mine']);
});
