import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { stringify } from 'yaml';

import { reportBeside } from './beside.ts';
import { measure, programSeconds } from './measure.ts';
import { type Version, withFolders } from './versions.ts';

const RULES = 1117;
const LIMIT = 8;
const FILES = 8;
const GROUP = 10;
const ROUNDS = 5;

/** Prints the cost of validating many alert rules, cold and warm, compared with promtool on the same rules. */
export async function reportAlertRules(bins: readonly string[]): Promise<void> {
  if (spawnSync('promtool', ['--version']).status !== 0) {
    process.stdout.write(`${RULES} alert rules: promtool is not on the PATH, so they are not measured\n`);
    return;
  }
  let files: readonly string[] = [];
  await withFolders(
    bins,
    (folder) => (files = writeRules(folder, RULES)),
    (versions) => {
      const shared = {
        beside: 'promtool check rules',
        limit: LIMIT,
        rounds: ROUNDS,
        versions,
        theirs: () => programSeconds('promtool', ['check', 'rules', ...files], versions[0]?.folder ?? ''),
      };
      const ours = ({ bin, folder }: Version) => measure([bin, 'validate', '.'], folder);
      const cold = (version: Version) => {
        rmSync(join(version.folder, 'node_modules/.cache'), { recursive: true, force: true });
        return ours(version);
      };
      reportBeside({ ...shared, name: `${RULES} alert rules, validated for the first time`, ours: cold });
      reportBeside({ ...shared, name: `${RULES} alert rules, validated again`, ours });
    },
  );
}

/** Writes the rules in Grafana's and in Prometheus' format; returns the file names of the latter. */
export function writeRules(folder: string, count: number): string[] {
  for (const path of ['node_modules', 'provisioning/datasources', 'provisioning/alerting'])
    mkdirSync(join(folder, path), { recursive: true });
  const write = (path: string, value: object) => writeFileSync(join(folder, path), stringify(value));
  const prom = { name: 'Prom', uid: 'prom', type: 'prometheus', access: 'proxy', url: 'http://prometheus:9090' };
  write('provisioning/datasources/a.yaml', { apiVersion: 1, datasources: [prom] });
  const all = Array.from({ length: count }, (_, index) => index);
  const files = parts(all, Math.ceil(count / FILES));
  return files.map((numbers, file) => {
    const groups = parts(numbers, GROUP).map((members, index) => ({ name: `g${file}-${index}`, members }));
    write(`provisioning/alerting/f${file}.yaml`, {
      apiVersion: 1,
      groups: groups.map(({ name, members }) => ({
        orgId: 1,
        name,
        folder: 'F',
        interval: '1m',
        rules: members.map(grafanaRule),
      })),
    });
    const rules = `rules${file}.yml`;
    write(rules, {
      groups: groups.map(({ name, members }) => ({ name, interval: '1m', rules: members.map(prometheusRule) })),
    });
    return rules;
  });
}

function parts(all: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

/** The ratio of failed requests. */
function exprOf(index: number): string {
  const rate = (matchers: string) => `sum by (instance, job) (rate(http_requests_total{${matchers}}[5m]))`;
  return `${rate(`code=~"5..",shard="${index}"`)} / ${rate(`shard="${index}"`)}`;
}

function textsOf(index: number, value: string) {
  return {
    for: '5m',
    labels: { severity: 'page' },
    annotations: {
      summary: `The errors of {{ $labels.instance }} are ${value}`,
      description: 'Something is wrong with {{ $labels.job }}.',
      runbook_url: `https://runbooks.example.com/r${index}`,
    },
  };
}

function grafanaRule(index: number): object {
  const expression = (refId: string, model: object) => ({
    refId,
    datasourceUid: '__expr__',
    model: { refId, ...model },
  });
  return {
    uid: `r${index}`,
    title: `Rule ${index}`,
    condition: 'C',
    noDataState: 'OK',
    execErrState: 'Error',
    ...textsOf(index, '{{ $values.B.Value }}'),
    data: [
      {
        refId: 'A',
        datasourceUid: 'prom',
        relativeTimeRange: { from: 600, to: 0 },
        model: { refId: 'A', instant: true, expr: exprOf(index) },
      },
      expression('B', { type: 'reduce', expression: 'A', reducer: 'last' }),
      expression('C', {
        type: 'threshold',
        expression: 'B',
        conditions: [{ evaluator: { type: 'gt', params: [0.05] } }],
      }),
    ],
  };
}

function prometheusRule(index: number): object {
  return { alert: `Rule${index}`, expr: `${exprOf(index)} > 0.05`, ...textsOf(index, '{{ $value }}') };
}
