import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { hasPrometheus } from './stores/prometheus-server.ts';
import { type ScrapingPrometheus, startScraping } from './stores/scraping-prometheus.ts';
import { REPOSITORY } from './support/out-folder.ts';
import { makeTarball, run, shellEnvironment } from './support/tarball.ts';

// Uses the package like a new user. Needs the registry, but only for the dependencies.

/**
 * The configuration of a team: that of the example, plus a board with a catalog query and no row, and an existing
 * board.
 */
const CONFIG = `import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { fromFile, promql, rate, series, sumBy, timeseries } from 'pf-grafana';
import { api } from './alerting/api.ts';
import { catalog } from './catalog.ts';
import { project } from './project.ts';
const { counter } = promql(project.sources.metrics, catalog);
const overview = project.dashboard((c) => ({
  uid: c.uid('overview'),
  dashboard: new DashboardBuilder('Overview').withPanel(
    timeseries('Requests', 'By code.').unit('reqps').withTarget(series(sumBy(['code'], rate(counter('http_requests_total'), '5m')))),
  ),
}));
const more = project.ruleGroup(() => ({
  name: 'catalog', interval: '1m',
  rules: { requests: { title: 'Requests', query: sumBy(['code'], rate(counter('http_requests_total'), '5m')), threshold: { is: 'above', value: 5 }, for: '1m', severity: 'ticket', team: 'ledger' } },
}));
export default project.build({
  dashboards: [overview, fromFile('boards/legacy.json')],
  ruleGroups: [api, more],
  files: { vendor: fromFile('alerting/vendor.yaml') },
});
`;
const VENDOR = `apiVersion: 1
groups:
  - orgId: 1
    name: vendor
    folder: Vendor
    interval: 1m
    rules:
      - uid: vendor-errors
        title: Vendor errors
        condition: B
        for: 1m
        noDataState: NoData
        execErrState: Error
        labels: {severity: ticket, region: $VENDOR_REGION}
        annotations: {summary: 'Costs $5 {{ $labels.code }}'}
        data:
          - refId: A
            datasourceUid: prom-eu
            relativeTimeRange: {from: 600, to: 0}
            model: {refId: A, expr: sum by (code) (errors_total), instant: true}
          - refId: B
            datasourceUid: __expr__
            model: {refId: B, type: threshold, expression: A, conditions: [{evaluator: {type: gt, params: [5]}}]}
`;
const ALERT_TEST = `import { alertTest } from 'pf-grafana';
export default [
  alertTest({
    name: 'many requests',
    rule: 'payments-requests',
    series: { 'http_requests_total{code="200"}': '0+600x20' },
    expect: { '10m': [{ labels: { code: '200', severity: 'ticket', team: 'ledger' } }] },
  }),
  alertTest({
    name: 'many errors of the vendor',
    rule: 'vendor-errors',
    series: { 'errors_total{code="500"}': '9x20' },
    expect: { '5m': [{ labels: { code: '500' }, annotations: { summary: 'Costs $5 500' } }] },
  }),
];
`;

const work = mkdtempSync(join(tmpdir(), 'pf-packed-'));
const demo = join(work, 'demo');
let tarball = '';

beforeAll(() => {
  tarball = makeTarball(work);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The next command printed by `init` for a project written to a folder. */
function nextStep(cwd: string, program: string, ...args: readonly string[]): string {
  const { status, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: shellEnvironment(),
  });
  expect([status, stderr]).toEqual([0, expect.stringContaining('Next: ')]);
  return /^Next: (.*)$/m.exec(stderr)?.[1] ?? '';
}
let next = '';

test('the unpacked program creates a project without any installed dependency', () => {
  next = nextStep(work, process.execPath, 'unpacked/package/dist/bin.js', 'init', 'demo');
  expect(existsSync(join(demo, 'package.json'))).toBe(true);
});

test('it creates a project that runs the pack, and contains the pages linked in its README', () => {
  const init = run(work, process.execPath, 'unpacked/package/dist/bin.js', 'init', '--pack', 'fleet', 'operator-demo');
  expect(init).toContain('operator-demo/pf-grafana.config.yaml');
  const readme = readFileSync(join(work, 'unpacked/package/README.md'), 'utf8');
  const linked = [...readme.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, path = '']) => path);
  expect(linked.length).toBeGreaterThan(10);
  expect(linked.filter((path) => !existsSync(join(work, 'unpacked/package', path)))).toEqual([]);
});

test('the printed next step works before the package is published, and the project passes its own check', () => {
  expect(next).toBe('cd demo && npm install && npx pf-grafana build');
  expect(run(work, 'sh', '-c', next)).toMatch(/^out: [1-9]\d* created, 0 changed/m);
  run(demo, 'npx', 'pf-grafana', 'validate');
  run(demo, 'npm', 'run', 'check');
});

test('the same works with an existing package.json, in a subfolder of a repository', () => {
  const repository = join(work, 'repository');
  const folder = join(repository, 'ops', 'grafana');
  mkdirSync(folder, { recursive: true });
  run(repository, 'git', 'init', '-q');
  writeFileSync(join(folder, 'package.json'), '{"name": "theirs", "private": true}\n');
  run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--save-dev', tarball);
  const typed = nextStep(folder, 'npx', 'pf-grafana', 'init');
  expect(typed).toMatch(/^npm install --save-dev \S+ \S+ && npx pf-grafana build$/);
  expect(run(folder, 'sh', '-c', typed)).toMatch(/^out: [1-9]\d* created, 0 changed/m);
  expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({ name: 'theirs' });
  // The commands of the workflow, run in its folder.
  const workflow = readFileSync(join(repository, '.github/workflows/grafana.yml'), 'utf8');
  expect(workflow).toContain('working-directory: ops/grafana\n');
  for (const [, command = ''] of workflow.matchAll(/- run: (npx .*)$/gm)) run(folder, 'sh', '-c', command);
});

/** The size of a folder's files in bytes; hard links count once. */
function weight(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)));
  return [...new Map(files.map(({ ino, size }) => [ino, size])).values()].reduce((sum, size) => sum + size, 0);
}

test('in an empty folder it takes at most 45 MB, without scripts, source maps or sources', () => {
  const empty = join(work, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'package.json'), '{"private":true}');
  run(empty, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball);
  expect(weight(join(empty, 'node_modules'))).toBeLessThan(45_000_000);
  const own = join(empty, 'node_modules/pf-grafana');
  expect(JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'))).not.toHaveProperty('scripts');
  const files = readdirSync(own, { recursive: true, encoding: 'utf8' });
  expect(files.filter((path) => path.endsWith('.map'))).toEqual([]);
  expect(readFileSync(join(own, 'dist/NOTICE'), 'utf8')).toMatch(/^@polyglot-sql\/sdk [\d.]+ \(\S+\)/m);
});

test('it has the same findings as the clone, with the unpacked parser', () => {
  const folder = join(REPOSITORY, 'src/test/fixtures/documents');
  const found = (program: string): string =>
    spawnSync(process.execPath, [program, 'validate', folder, '--no-config', '--format', 'json'], {
      cwd: work,
      encoding: 'utf8',
    }).stdout;
  const ours = found(join(REPOSITORY, 'dist/bin.js'));
  expect(ours).toContain('query/');
  expect(found(join(work, 'empty/node_modules/pf-grafana/dist/bin.js'))).toBe(ours);
});

const LIBRARY = `
import { agentMetrics, analyticsClient, annotate } from 'pf-grafana/fleet';

const tell = (error) => console.log(\`\${error.diagnostics?.[0]?.message} \${error.diagnostics?.[0]?.hint}\`);
const metrics = await agentMetrics({ endpoints: ['/v1/crypto/orders/limit'] }).catch(tell);
if (metrics) {
  metrics.agent('pf_agent_001').order({ endpoint: '/v1/crypto/orders/limit', latencyMs: 12 });
  console.log((await metrics.metrics()).split('\\n').find((line) => line.startsWith('pf_orders_total{')));
}
const client = await analyticsClient({ url: 'http://127.0.0.1:9' }).catch(tell);
if (client) {
  await client.queryLeaderboard({ from: new Date(Date.now() - 86_400_000) }).catch(tell);
  await client.close();
}
const event = { agentId: 'pf_agent_001', type: 'large_win', text: 'Won', at: new Date() };
await annotate(event, { url: 'http://127.0.0.1:9', token: 'glsa_secret', attempts: 1 }).catch(tell);
`;

/** The output of a user's program that imports the fleet's library. */
function useLibrary(): string[] {
  writeFileSync(join(demo, 'library.mjs'), LIBRARY);
  return run(demo, process.execPath, 'library.mjs').trim().split('\n');
}

test("the fleet's library names the packages it needs, and works once they are installed", () => {
  const without = useLibrary();
  expect(without[0]).toContain('Run npm install prom-client.');
  expect(without[1]).toContain('Run npm install @clickhouse/client.');
  run(demo, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', 'prom-client@15', '@clickhouse/client@1');
  const [orders, leaderboard, annotation] = useLibrary();
  expect(orders).toContain('pf_orders_total{agent_id="pf_agent_001",endpoint="/v1/crypto/orders/limit"} 1');
  expect(leaderboard).toContain('Could not connect to ClickHouse: ECONNREFUSED.');
  expect(annotation).toMatch(/Could not get an answer from Grafana at 127\.0\.0\.1:9/);
  expect([...without, orders, leaderboard, annotation].join()).not.toContain('glsa_secret');
});

test('its types come from the package, and reject names that the fleet does not have', () => {
  writeFileSync(
    join(demo, 'typed.ts'),
    `import { type AgentMetrics, agentMetrics, analyticsClient } from 'pf-grafana/fleet';
const metrics: AgentMetrics = await agentMetrics();
metrics.agent('a').filled({ market: 'crypto', notionalUsdc: 1 });
// @ts-expect-error a fill has a market
metrics.agent('a').filled({ notionalUsdc: 1 });
const client = await analyticsClient({ url: 'http://localhost:8123' });
const rows = await client.queryPnl({ from: new Date(0) }, 'day');
export const first: number | undefined = rows[0]?.net_pnl;
`,
  );
  expect(run(demo, 'npx', 'tsc', '--noEmit')).toBe('');
});

/** Runs the installed program in a folder of the project; returns the exit code and the whole output. */
function tool(cwd: string, ...args: readonly string[]): [code: number | null, output: string] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(demo, 'node_modules/pf-grafana/dist/bin.js'), ...args],
    { cwd, encoding: 'utf8', maxBuffer: 2 ** 27, env: { ...process.env, NO_COLOR: '1' } },
  );
  return [status, `${stdout}${stderr}`];
}

/** An alert test that passes or fails, depending on `state`. */
const alertTest = (rule: string, state: string) =>
  `tests:\n  - {name: n, rule: ${rule}, frames: {A: [{agent_id: a, value: 0}], L: [{agent_id: a, value: 1}]}, expect: {1m: ${state}}}\n`;

test('with the tarball, the fleet builds, validates, tests and diffs, with findings at the right positions', () => {
  const folder = join(demo, 'operator');
  mkdirSync(folder);
  const config = (more: string) =>
    writeFileSync(join(folder, 'pf-grafana.config.yaml'), `name: operator\npacks:\n  - use: pf-grafana/fleet\n${more}`);
  config('foldr: A\n');
  expect(tool(folder, 'build')).toEqual([2, expect.stringMatching(/^pf-grafana\.config\.yaml:4:\d+ .*unknown-key/m)]);
  config('');
  expect(tool(folder, 'build')).toEqual([0, expect.stringMatching(/^out: [1-9]\d* created/m)]);
  cpSync(join(folder, 'out'), join(folder, 'before'), { recursive: true });
  const rules = join(folder, 'out/provisioning/alerting/operator-rules.yaml');
  expect(tool(folder, 'validate')[0]).toBe(0);
  expect(tool(folder, 'validate', '--preset', 'mixin')[0]).toBe(0);
  expect(tool(folder, 'validate', '--target', '10.1')).toEqual([
    1,
    expect.stringMatching(/^out\/provisioning\/alerting\/operator-rules\.yaml:\d+:\d+ {2}error {2}schema\/version/m),
  ]);
  writeFileSync(join(folder, 'good.yaml'), alertTest('operator-drawdown-critical', '[]'));
  writeFileSync(join(folder, 'bad.yaml'), alertTest('operator-drawdown-critical', '[{state: Alerting}]'));
  expect(tool(folder, 'test', 'good.yaml')[0]).toBe(0);
  expect(tool(folder, 'test', 'bad.yaml')).toEqual([1, expect.stringContaining('bad.yaml')]);
  writeFileSync(rules, readFileSync(rules, 'utf8').replace(/^( +)for: .*$/m, '$1for: 77'));
  expect(tool(folder, 'validate')).toEqual([1, expect.stringMatching(/operator-rules\.yaml:\d+:\d+ {2}error/)]);
  expect(tool(folder, 'build')).toEqual([
    1,
    expect.stringContaining('edited   provisioning/alerting/operator-rules.yaml'),
  ]);
  expect(tool(folder, 'diff', 'out', '--base', 'before', '--exit-code', '--format', 'md')[0]).toBe(1);
  expect(tool(folder, 'build', '--force')[0]).toBe(0);
  expect(tool(folder, 'diff', 'out', '--base', 'before', '--exit-code')[0]).toBe(0);
});

test('the same works for a project with its own definitions, at their lines', () => {
  const queries = join(demo, 'queries.ts');
  const source = readFileSync(queries, 'utf8');
  writeFileSync(queries, source.replace('(up)', '(up{job=~"("})'));
  const [code, output] = tool(demo, 'build');
  writeFileSync(queries, source);
  expect([code, output]).toEqual([1, expect.stringMatching(/defined at: dashboards\/overview\.ts:\d+/)]);
  expect(tool(demo, 'test')[0]).toBe(0);
  expect(tool(demo, 'diff', 'out', '--base', 'out', '--exit-code')[0]).toBe(0);
});

test('it contains the licences of bundled packages', () => {
  const notice = readFileSync(join(work, 'unpacked/package/dist/NOTICE'), 'utf8');
  for (const name of ['ajv', 'commander', 'yaml', 're2js', '@lezer/lr'])
    expect(notice).toMatch(new RegExp(`^${name} \\d`, 'm'));
  expect(notice).toContain('Permission is hereby granted');
});

describe.runIf(hasPrometheus())("a team's own project, from an empty folder", () => {
  const own = join(work, 'own');
  let prometheus: ScrapingPrometheus;

  beforeAll(async () => {
    mkdirSync(own);
    writeFileSync(join(own, 'package.json'), '{"name": "own", "private": true, "type": "module"}');
    run(own, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball);
    cpSync(join(REPOSITORY, 'src/test/fixtures/project'), own, { recursive: true });
    const page =
      '# TYPE http_requests_total counter\nhttp_requests_total{code="200"} 1\n# TYPE errors_total counter\nerrors_total 1\n';
    prometheus = await startScraping(page, 'groups: []', 'http_requests_total');
    const cli = (...args: readonly string[]) => run(own, 'npx', 'pf-grafana', ...args);
    cli('catalog', '--prometheus', prometheus.url);
    mkdirSync(join(own, 'boards'));
    writeFileSync(
      join(own, 'boards/legacy.json'),
      JSON.stringify({ uid: 'legacy', title: 'Legacy', schemaVersion: 36, panels: [] }),
    );
    writeFileSync(join(own, 'pf-grafana.config.ts'), CONFIG);
    writeFileSync(join(own, 'alerting/api.alert.test.ts'), ALERT_TEST);
    writeFileSync(join(own, 'alerting/vendor.yaml'), VENDOR);
  });
  afterAll(() => prometheus.stop());

  test('builds, validates, lists, compares and tests its alerts, and a second build changes nothing', () => {
    const cli = (...args: readonly string[]) => run(own, 'npx', 'pf-grafana', ...args);
    expect(cli('catalog', '--prometheus', prometheus.url, '--check')).toContain('nothing changed');
    expect(cli('build')).toMatch(/^out\/prod: [1-9]\d* created, 0 changed/m);
    for (const environment of ['dev', 'prod']) {
      cli('validate', join('out', environment));
      const listed = cli('list', '--env', environment);
      for (const word of [
        'legacy',
        'payments-overview',
        'payments-requests',
        'vendor-errors',
        'payments-range',
        'opsgenie',
        'telegram',
        'teams',
        'mysql',
        'influxdb',
        'cloudwatch',
        'tempo',
        'grafana-testdata-datasource',
      ])
        expect(listed).toContain(word);
      expect(cli('test', '--dir', join('out', environment))).toContain('2 passed, 0 failed');
      expect(cli('env', '--env', environment)).toContain('VENDOR_REGION');
      expect(readFileSync(join(own, 'out', environment, 'provisioning/alerting/payments-vendor.yaml'), 'utf8')).toBe(
        VENDOR,
      );
    }
    run(own, 'git', 'init', '-q');
    writeFileSync(join(own, '.gitignore'), 'node_modules\n');
    run(own, 'git', 'add', '.');
    run(own, 'git', '-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '-qm', 'out');
    expect(cli('build')).toMatch(/^out\/dev: 0 created, 0 changed/m);
    cli('diff', 'out/prod', '--base', 'HEAD', '--exit-code');
    const files = readdirSync(join(own, 'out'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(20);
    const told = files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => `${path}${readFileSync(path, 'utf8')}`);
    expect(told.filter((text) => /purple.?flea/i.test(text))).toEqual([]);
  });

  test('is typed: an unknown metric neither compiles nor builds', () => {
    cpSync(join(REPOSITORY, 'src/commands/init/template/tsconfig.json'), join(own, 'tsconfig.json'));
    const tsc = join(REPOSITORY, 'node_modules/typescript/bin/tsc');
    run(own, process.execPath, tsc, '-p', '.');
    const wrong = CONFIG.replaceAll("counter('http_requests_total')", "counter('http_request_total')");
    writeFileSync(join(own, 'pf-grafana.config.ts'), wrong);
    expect(spawnSync(process.execPath, [tsc, '-p', '.'], { cwd: own, encoding: 'utf8' }).stdout).toContain(
      `'"http_request_total"' is not assignable`,
    );
    expect(() => run(own, 'npx', 'pf-grafana', 'build')).toThrow(/Did you mean "http_requests_total"/);
  });
});
