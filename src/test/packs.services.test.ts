import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { REPOSITORY } from './support/out-folder.ts';
import { makeTarball, run } from './support/tarball.ts';

// Two packs installed from tarballs in one project, and the operator's path. Needs the registry, but only for the
// dependencies.

const work = mkdtempSync(join(tmpdir(), 'pf-packs-'));
const tarballs: Record<string, string> = {};

function pack(folder: string, name: string): void {
  run(folder, 'npm', 'pack', '--silent', '--pack-destination', work);
  tarballs[name] = join(work, readdirSync(work).find((file) => file.startsWith(`${name}-`)) ?? 'no tarball');
}

const install = (folder: string, ...packages: readonly string[]) =>
  run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...packages);

beforeAll(() => {
  tarballs['pf-grafana'] = makeTarball(work);
  const hosts = join(work, 'hosts');
  cpSync(join(REPOSITORY, 'src/test/fixtures/pack-hosts'), hosts, { recursive: true });
  install(hosts, '--no-save', tarballs['pf-grafana'] ?? '');
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('the declarations of a third-party pack', () => {
  test.each(['typescript', 'typescript-5.9'])('%s writes them', (compiler) => {
    const hosts = join(work, 'hosts');
    rmSync(join(hosts, 'dist'), { recursive: true, force: true });
    run(hosts, process.execPath, join(REPOSITORY, 'node_modules', compiler, 'bin/tsc'), '-p', '.');
    const declared = readFileSync(join(hosts, 'dist/index.d.ts'), 'utf8');
    for (const name of ['rule:target-down', 'rule:cpu-ratio', 'dashboard:machines', 'panel:machines/disk'])
      expect(declared).toContain(name);
  });
});

test('it is installed together with the fleet: omitted and changed parts, and the alert tests of the pack', () => {
  const hosts = join(work, 'hosts');
  if (!existsSync(join(hosts, 'dist')))
    run(hosts, process.execPath, join(REPOSITORY, 'node_modules/typescript/bin/tsc'), '-p', '.');
  pack(hosts, 'pf-hosts');
  const project = join(work, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{"private": true, "type": "module"}\n');
  install(project, tarballs['pf-grafana'] ?? '', tarballs['pf-hosts'] ?? '');
  writeFileSync(
    join(project, 'pf-grafana.config.yaml'),
    `name: both
datasources:
  shop: {type: mysql, url: 'db:3306', database: shop, user: reader, password: {env: DB_PASSWORD}}
  prom: {type: prometheus, url: 'http://prom:9090'}
packs:
  - use: pf-grafana/fleet
    omit: ['rule:referral-fee']
  - use: pf-hosts
    sources: {metrics: prom, shop: shop}
    severities: {page: critical, ticket: warning}
    omit: ['rule:orders-wait']
    override: {'rule:disk-full': {for: 30m}}
`,
  );
  expect(run(project, 'npx', 'pf-grafana', 'build')).toMatch(/^out: [1-9]\d* created, 0 changed/m);
  const rules = readFileSync(join(project, 'out/provisioning/alerting/both-rules.yaml'), 'utf8');
  expect(rules).toContain('uid: both-drawdown-critical');
  expect(rules).toMatch(/uid: both-disk-full[^]*?for: "?30m/);
  expect(rules).not.toContain('orders-wait');
  expect(rules).not.toContain('referral-fee');
  run(project, 'npx', 'pf-grafana', 'validate');
  const told = run(project, 'npx', 'pf-grafana', 'test');
  expect(told).toMatch(/^pack fleet$/m);
  expect(told).toMatch(/^pack hosts$/m);
  expect(told).toMatch(/✓ both-drawdown-critical: uses an agent's own limit/);
  expect(told).toMatch(/✓ both-memory-full: memory above the limit/);
  expect(told).toContain('(left out: the project omits the rule)');
  expect(Number(/^(\d+) passed, 0 failed/m.exec(told)?.[1])).toBeGreaterThan(150);
});

test("the operator's path from the tarball in an empty folder", () => {
  const operator = join(work, 'operator');
  mkdirSync(operator);
  install(operator, '--no-save', tarballs['pf-grafana'] ?? '');
  rmSync(join(operator, 'package.json'), { force: true });
  rmSync(join(operator, 'package-lock.json'), { force: true });
  run(operator, 'npx', 'pf-grafana', 'init', '--pack', 'fleet', '.');
  install(operator, tarballs['pf-grafana'] ?? '');
  expect(run(operator, 'npx', 'pf-grafana', 'build')).toMatch(/^out: [1-9]\d* created, 0 changed/m);
  const boards = readdirSync(join(operator, 'out/dashboards'), { recursive: true, encoding: 'utf8' });
  expect(boards.filter((path) => path.endsWith('.json')).length).toBeGreaterThanOrEqual(9);
  expect(readdirSync(join(operator, 'out/provisioning/alerting')).filter((path) => path.includes('deletions'))).toEqual(
    [],
  );
  run(operator, 'npm', 'run', 'check');
});
