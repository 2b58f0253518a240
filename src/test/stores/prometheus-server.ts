import { execFile, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { parse } from 'yaml';

import { askSeries } from '../../verify/panel-queries/ask-prometheus.ts';
import { type Endpoint, endpointOf } from '../../verify/panel-queries/endpoint.ts';
import { endProcess } from './end-process.ts';

/** A server on a local port, over a store that is removed with it. */
export interface PrometheusServer {
  readonly endpoint: Endpoint;
  stop(): Promise<void>;
}

/** A time span for evaluating recording rules, with a minimum interval. */
export interface RecordingSpan {
  readonly from: Date;
  readonly to: Date;
  readonly leastIntervalSeconds: number;
}

type Point = readonly [time: number, value: number];

interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly { readonly record: string; readonly expr: string }[];
}

const run = promisify(execFile);
/**
 * Rules are evaluated over stored data, so a rule that reads another's series is evaluated after that one has been
 * stored.
 */
const MOST_LEVELS = 8;

const RECORDING_TIMEOUT_MS = 120_000;

/** From this interval on, the time of an evaluation affects sums of recorded values. */
const LONG_SECONDS = 120;

/** Whether Prometheus can run here; in CI it must. */
export function hasPrometheus(): boolean {
  try {
    for (const program of ['prometheus', 'promtool']) execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (process.env['CI'])
      throw new Error(
        'prometheus is not on the PATH, and in CI no PromQL is left unasked. Install the Debian package prometheus.',
        { cause: error },
      );
    process.stderr.write(
      'No PromQL was run on Prometheus, because it is not on the PATH: apt-get install prometheus.\n',
    );
    return false;
  }
}

/**
 * Starts a server over blocks created from OpenMetrics files, with the series of a rule file recorded for some spans.
 */
export async function startPrometheus(
  openMetricsFiles: readonly string[],
  ruleFile: string,
  spans: readonly RecordingSpan[],
): Promise<PrometheusServer> {
  const folder = mkdtempSync(join(tmpdir(), 'pf-prometheus-'));
  const data = join(folder, 'data');
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {}\n');
  for (const file of openMetricsFiles)
    await run('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, data]);
  for (const level of levelsOf((parse(ruleFile) as { readonly groups: readonly RuleGroup[] }).groups)) {
    const server = await serve(folder);
    const recorded = join(folder, 'recorded.om');
    writeFileSync(recorded, '');
    for (const { interval, rules } of level) {
      for (const rule of rules) {
        const carried = reads(rule.expr, rule.record) ? new Map<string, number>() : undefined;
        for (const span of spans)
          appendFileSync(recorded, await recordedSamples(server.endpoint, rule, seconds(interval), span, carried));
      }
    }
    appendFileSync(recorded, '# EOF\n');
    await server.stop();
    // One block for everything, because promtool reads the whole file for every block it creates.
    await run('promtool', [
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      '--quiet',
      '--max-block-duration=8760h',
      recorded,
      data,
    ]);
  }
  const server = await serve(folder);
  return {
    endpoint: server.endpoint,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The samples of a recording rule at each evaluation within a span, as OpenMetrics. */
async function recordedSamples(
  endpoint: Endpoint,
  { record, expr }: RuleGroup['rules'][number],
  intervalSeconds: number,
  { from, to, leastIntervalSeconds }: RecordingSpan,
  carried: Map<string, number> | undefined,
): Promise<string> {
  const intervalMs = 1000 * Math.max(leastIntervalSeconds, intervalSeconds);
  // A server spreads its groups over their interval, so that none of the long ones is evaluated exactly at the end of a
  // panel's bar.
  const lateMs = intervalSeconds < LONG_SECONDS ? 0 : 1000;
  let text = '';
  // On a busy machine, a rule over a day of 300 agents takes longer than a panel may.
  const patient = { ...endpoint, timeoutMs: RECORDING_TIMEOUT_MS };
  const found = await askSeries(patient, expr, { from, to, intervalMs, scrapeIntervalMs: intervalMs }, false);
  const series = carried ? carriedOn(found, carried, { from: from.getTime(), to: to.getTime(), intervalMs }) : found;
  for (const { labels, points } of series) {
    const set = Object.entries(labels)
      .filter(([name]) => name !== '__name__')
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(',');
    for (const [time, value] of points)
      text += `${record}{${set}} ${value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : value} ${(time + lateMs) / 1000}\n`;
  }
  return text;
}

function reads(expr: string, record: string): boolean {
  return new RegExp(`(?<![\\w:])${record}(?![\\w:])`).test(expr);
}

/**
 * The points of a rule that reads itself. Over stored data it does not see its earlier evaluations, so each series
 * keeps its last value here, as it would on a server.
 */
function carriedOn(
  series: readonly { readonly labels: Readonly<Record<string, string>>; readonly points: readonly Point[] }[],
  before: Map<string, number>,
  { from, to, intervalMs }: { readonly from: number; readonly to: number; readonly intervalMs: number },
): { readonly labels: Readonly<Record<string, string>>; readonly points: readonly Point[] }[] {
  const known = new Map(series.map(({ labels, points }) => [JSON.stringify(labels), new Map(points)]));
  const first = series
    .flatMap(({ points }) => points.map(([time]) => time))
    .reduce((one, other) => Math.min(one, other), to);
  const start = from + ((first - from) % intervalMs);
  for (const key of before.keys()) if (!known.has(key)) known.set(key, new Map());
  return [...known].map(([key, values]) => {
    const points: Point[] = [];
    for (let time = start; time <= to; time += intervalMs) {
      const value = values.get(time) ?? before.get(key);
      if (value === undefined) continue;
      before.set(key, value);
      points.push([time, value]);
    }
    return { labels: JSON.parse(key) as Record<string, string>, points };
  });
}

/** Rules by depth: the first level reads no recorded series, the second only those of the first, and so on. */
function levelsOf(groups: readonly RuleGroup[]): RuleGroup[][] {
  const rules = groups.flatMap((group) => group.rules);
  const depths = new Map<string, number>();
  const depthOf = (record: string): number => {
    const known = depths.get(record);
    if (known !== undefined) return known;
    const read = rules
      .filter((rule) => rule.record === record)
      .flatMap(({ expr }) =>
        rules
          // A rule that reads itself reads its earlier results.
          .filter((other) => other.record !== record && reads(expr, other.record))
          .map((other) => other.record),
      );
    const depth = read.length === 0 ? 0 : 1 + Math.max(...read.map(depthOf));
    depths.set(record, depth);
    return depth;
  };
  return Array.from({ length: MOST_LEVELS }, (_, level) =>
    groups
      .map((group) => ({ ...group, rules: group.rules.filter(({ record }) => depthOf(record) === level) }))
      .filter((group) => group.rules.length > 0),
  ).filter((level) => level.length > 0);
}

async function serve(folder: string): Promise<PrometheusServer> {
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.time=100y',
      '--web.listen-address=127.0.0.1:0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const log: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    let address = '';
    let isReady = false;
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.push(line);
      address = /msg="Listening on" address=(\S+)/.exec(line)?.[1] ?? address;
      isReady ||= line.includes('Server is ready');
      if (isReady && address !== '') resolve(`http://${address}`);
    });
    child.once('exit', () => reject(new Error(`Prometheus did not start:\n${log.slice(-5).join('\n')}`)));
  });
  const stop = async (): Promise<void> => {
    child.removeAllListeners('exit');
    await endProcess(child, 'SIGTERM');
  };
  return { endpoint: endpointOf(url, 'Prometheus'), stop };
}

function seconds(interval: string): number {
  const [, amount, unit] = /^(\d+)([smh])$/.exec(interval) ?? [];
  return Number(amount) * { s: 1, m: 60, h: 3600 }[unit as 's' | 'm' | 'h'];
}
