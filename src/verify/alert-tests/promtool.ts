import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { parse } from 'yaml';

import { prometheusDuration } from '../../grafana/durations.ts';
import type { Labels } from '../labels.ts';

const run = promisify(execFile);
/** Enough for the output of a fleet of 300 agents over hours of evaluations. */
const MAX_OUTPUT = 512 * 1024 * 1024;
/** A sample that no query returns, so that promtool reports what the query returned instead. */
const IMPOSSIBLE = { labels: '{__pf_grafana__="asks"}', value: 0 };

/** Input series in promtool's notation of values, and the Prometheus rules that record over them. */
export interface PromtoolInput {
  readonly series: Readonly<Record<string, string>>;
  /** Time between two values of a series, as a duration. */
  readonly interval: string;
  readonly evaluationInterval: string;
  /** Rule files as text. */
  readonly ruleFiles: readonly string[];
}
/** A PromQL expression at a time in milliseconds since the start of the series. */
export interface PromqlQuestion {
  readonly expr: string;
  readonly time: number;
}
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}
export type PromqlAnswer = { readonly samples: readonly Sample[] } | { readonly error: string };

/** The expressions that one test needs evaluated. */
export interface PromqlRequest {
  readonly input: PromtoolInput;
  readonly questions: readonly PromqlQuestion[];
}
/** Answers in the order of the questions, or why the series or the rule files cannot be read. */
export type PromqlReply = { readonly answers: readonly PromqlAnswer[] } | { readonly error: string };

/** Evaluates PromQL for tests. */
export interface PromqlEngine {
  readonly isThere: () => Promise<boolean>;
  /** Replies in the order of the requests. */
  readonly ask: (requests: readonly PromqlRequest[]) => Promise<readonly PromqlReply[]>;
}

/** Prometheus itself, through promtool on the PATH. */
export const promtool: PromqlEngine = {
  isThere: () =>
    run('promtool', ['--version']).then(
      () => true,
      () => false,
    ),
  ask: askPromtool,
};
/** How many samples one process may report, as far as that can be estimated: its output is held in memory. */
const MOST_SAMPLES = 400_000;
const SAMPLE = /\{(?<labels>(?:[^"}]|"(?:\\.|[^"\\])*")*)\} (?<value>[^\s,]+)(?:, |$)/gy;
const LABEL = /(?<name>[\w.:]+|"(?:\\.|[^"\\])*")=(?<value>"(?:\\.|[^"\\])*")/g;

/**
 * Has Prometheus evaluate expressions over series, staleness included: `promtool test rules` gets an impossible
 * expectation, and its report shows the actual result. Starting a process is expensive and a test in it is cheap, so
 * there are no more processes than processors.
 */
async function askPromtool(requests: readonly PromqlRequest[]): Promise<PromqlReply[]> {
  const asking = requests.filter(({ questions }) => questions.length > 0);
  const replies = (await Promise.all(shares(asking).map(askTogether))).flat();
  const byRequest = new Map(asking.map((request, index) => [request, replies[index]]));
  return requests.map((request) => byRequest.get(request) ?? { answers: [] });
}

/** The requests in order, divided among the processors. */
function shares(requests: readonly PromqlRequest[]): PromqlRequest[][] {
  const weight = ({ input, questions }: PromqlRequest) => questions.length * (Object.keys(input.series).length + 5);
  const total = requests.reduce((sum, request) => sum + weight(request), 0);
  const most = Math.min(MOST_SAMPLES, Math.ceil(total / availableParallelism()));
  const parts: PromqlRequest[][] = [];
  let left = 0;
  for (const request of requests) {
    const last = parts.at(-1);
    if (last === undefined || left <= 0) {
      parts.push([request]);
      left = most - weight(request);
    } else {
      last.push(request);
      left -= weight(request);
    }
  }
  return parts;
}

/** Runs one process for several requests, each with its own test file in its own folder. */
async function askTogether(requests: readonly PromqlRequest[]): Promise<PromqlReply[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pf-grafana-promtool-'));
  try {
    await Promise.all(requests.map((request, index) => writeRequest(join(folder, `${index}`), request)));
    const report = await run('promtool', ['test', 'rules', ...requests.map((_, index) => `${index}/test.yml`)], {
      cwd: folder,
      maxBuffer: MAX_OUTPUT,
    }).then(({ stdout, stderr }) => stdout + stderr, failedReport);
    // Every test file fails, and prints FAILED on a line before its results.
    const [preamble = '', ...sections] = report.split(/^\s*FAILED:$/m);
    if (sections.length !== requests.length) throw new Error(errorText(preamble + sections.join('')));
    return requests.map(({ questions }, index) => replyOf(sections[index] ?? '', questions.length));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeRequest(folder: string, { input, questions }: PromqlRequest): Promise<void> {
  await mkdir(folder);
  const names = input.ruleFiles.map((_, index) => `rules-${index}.yml`);
  await Promise.all(input.ruleFiles.map((text, index) => writeFile(join(folder, `rules-${index}.yml`), text)));
  // JSON is YAML.
  await writeFile(join(folder, 'test.yml'), JSON.stringify(testFile(input, names, questions)));
}

function testFile(
  { series, interval, evaluationInterval, ruleFiles }: PromtoolInput,
  names: readonly string[],
  questions: readonly PromqlQuestion[],
): object {
  return {
    rule_files: names,
    evaluation_interval: evaluationInterval,
    // Without it, promtool runs the groups in any order. Prometheus has no order either, but a test must always give
    // the same result.
    group_eval_order: ruleFiles.flatMap(groupNames),
    tests: [
      {
        interval,
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: questions.map(({ expr, time }) => ({
          expr,
          eval_time: prometheusDuration(time),
          exp_samples: [IMPOSSIBLE],
        })),
      },
    ],
  };
}

function groupNames(text: string): string[] {
  const file = parse(text) as { readonly groups?: readonly { readonly name: string }[] } | null;
  return (file?.groups ?? []).map(({ name }) => name);
}

/** promtool exits with 1 when an expectation fails, as every one here does. */
function failedReport(error: unknown): string {
  const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
  if (stdout === undefined || stderr === undefined) throw error;
  return stdout + stderr;
}

function replyOf(section: string, expected: number): PromqlReply {
  const found: PromqlAnswer[] = [];
  for (const line of section.split('\n')) {
    const failed = /^\s*expr: .*, time: [^,]*, err: (.*)$/.exec(line);
    if (failed) found.push({ error: failed[1] ?? '' });
    const got = /^\s*got:\s*(.*)$/.exec(line);
    if (got) found.push({ samples: samplesOf(got[1] ?? '') });
  }
  return found.length === expected ? { answers: found } : { error: errorText(section) };
}

function errorText(report: string): string {
  return report
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'FAILED:' && !line.startsWith('Unit Testing:'))
    .join(' ');
}

/** `{__name__="up", job="x"} 1E+00, {} NaN`, or `nil`. */
function samplesOf(text: string): Sample[] {
  if (text === 'nil' || text === '') return [];
  const samples: Sample[] = [];
  let end = 0;
  for (const match of text.matchAll(SAMPLE)) {
    samples.push({
      labels: Object.fromEntries(
        [...(match.groups?.['labels'] ?? '').matchAll(LABEL)].map(({ groups }) => [
          unquoted(groups?.['name'] ?? ''),
          unquoted(groups?.['value'] ?? ''),
        ]),
      ),
      value: numberOf(match.groups?.['value'] ?? ''),
    });
    end = match.index + match[0].length;
  }
  if (end !== text.length)
    throw new Error(`promtool reports a value that is not read here: ${text.slice(end, end + 100)}`);
  return samples;
}

/** Go's quoting has JSON's escapes, and also `\x..`, `\a` and `\v`. */
function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  return JSON.parse(
    text
      .replaceAll(/\\x([\da-f]{2})/g, '\\u00$1')
      .replaceAll('\\a', '\\u0007')
      .replaceAll('\\v', '\\u000b'),
  ) as string;
}

function numberOf(text: string): number {
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}
