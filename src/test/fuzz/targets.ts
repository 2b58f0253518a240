import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'vitest';
import { stringify } from 'yaml';

import { checkConfig } from '../../config/check.ts';
import { fleet } from '../../fleet/pack.ts';
import { resolveEnvironments } from '../../config/environments.ts';
import type { Config } from '../../config/config.ts';
import { diffFolders } from '../../diff/diff-folder.ts';
import { markdownDiff } from '../../diff/print/markdown.ts';
import { prettyDiff } from '../../diff/print/pretty.ts';
import { readBefore } from '../../emit/before.ts';
import { contentHash } from '../../emit/content-hash.ts';
import { changesAnything, planWrite } from '../../emit/plan.ts';
import { writeFolder } from '../../emit/write.ts';
import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { parseEnvFile } from '../../folder/env-file.ts';
import { savedApprovals } from '../../folder/expressions/approvals.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import type { Dashboard } from '../../folder/folder.ts';
import type { KnownDashboard } from '../../folder/known-dashboards.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { MathSyntaxError, parseMath } from '../../grafana/math-expression.ts';
import { NEWEST } from '../../grafana/release.ts';
import { printFindings } from '../../report/print.ts';
import { type CheckedFolder, type CheckRequest, checkFolder } from '../../validate/check-folder.ts';
import { readYamlTests } from '../../verify/alert-tests/read-yaml.ts';
import { testedFolder } from '../../verify/alert-tests/tested-folder.ts';
import { evaluateMath } from '../../verify/expressions/math.ts';
import { EvaluationError } from '../../verify/expressions/values.ts';
import { mutatedText, mutatedValue } from './mutate.ts';
import type { Random } from './random.ts';
import { ALERT_TESTS, CONFIG, ENVIRONMENT, folderSeeds, MATHS, PROMQL, TEMPLATES } from './seeds.ts';

/** Runs the program on one random input; it may only throw errors for users. */
export type Target = (random: Random) => Promise<void> | void;

type Files = ReadonlyMap<string, string>;
const seeds = folderSeeds();
const PROVISIONING = [...seeds.keys()].filter((path) => path.startsWith('provisioning/'));
const BOARDS = [...seeds.keys()].filter((path) => path.startsWith('dashboards/'));
const rules = [...seeds].find(([path]) => path.endsWith('rules.yaml'))?.[1];
const sources = [...seeds].find(([path]) => path.startsWith('provisioning/datasources/'))?.[1];

function check(files: Files, more: Partial<CheckRequest>): Promise<CheckedFolder> {
  return checkFolder({
    tree: memoryTree(files, 'out'),
    root: 'provisioning',
    elsewhere: { datasources: new Map(), receivers: new Set(), naming: 'options' },
    target: NEWEST,
    preset: 'recommended',
    suppressions: [],
    today: '2026-01-01',
    approvals: () => undefined,
    ...more,
  });
}

/** Everything that the commands do with a folder, except for printing. */
async function judge(files: Files, server?: string): Promise<void> {
  const variables = server === undefined ? {} : { variables: parseEnvFile(server) };
  const { folder, found } = await check(files, variables);
  const facts = { files: [], rules: [], version: '1', color: false, suppressed: 0, read: {}, unchecked: [] };
  for (const format of ['pretty', 'json', 'github', 'sarif', 'junit'] as const) printFindings(found, format, facts);
  const empty = openFolder(memoryTree(new Map(), 'out'), 'provisioning');
  for (const [before, after] of [
    [empty, folder],
    [folder, empty],
    [plain(), folder],
  ] as const) {
    const diffs = [{ name: '', objects: diffFolders(before, after) }];
    prettyDiff(diffs, false);
    markdownDiff(diffs, () => undefined);
  }
  testedFolder(folder);
}

/** What earlier inputs left, as in a folder of caches that a user never empties. */
const caches = {
  verdicts: { version: '1', ...remembered<readonly Diagnostic[]>(), save: () => undefined },
  known: remembered<KnownDashboard>(),
  approvals: {
    ...savedApprovals({ version: '1', catalog: undefined, target: 'newest', preset: 'recommended' }, ''),
    save: () => undefined,
  },
};

/** Values by text, which JSON must preserve as the caches do. */
function remembered<Value>() {
  const values = new Map<string, string>();
  const set = (text: string, value: Value) => void values.set(text, JSON.stringify(value));
  const get = (text: string) => {
    const value = values.get(text);
    // Safe: `set` wrote this text.
    return value === undefined ? undefined : (JSON.parse(value) as Value);
  };
  return { get, set, add: set };
}

/** Findings must not depend on which folders were checked before. */
async function withCaches(files: Files): Promise<void> {
  const { approvals, ...others } = caches;
  const [fresh, cached] = [await check(files, {}), await check(files, { ...others, approvals: () => approvals })];
  expect(cached.found).toEqual(fresh.found);
  expect(cached.folder.dashboards.map(readFacts)).toEqual(fresh.folder.dashboards.map(readFacts));
}

function readFacts({ uid, title, label, folder, counts, queries }: Dashboard): object {
  return {
    uid,
    title,
    label,
    folder,
    counts,
    queries: queries.map((query) => [query.label, query.language, query.text]),
  };
}

let known: ReturnType<typeof openFolder> | undefined;
function plain() {
  known ??= openFolder(memoryTree(texts(seeds), 'out'), 'provisioning');
  return known;
}

function texts(values: ReadonlyMap<string, unknown>): Map<string, string> {
  return new Map([...values].map(([path, value]) => [path, textOf(path, value)]));
}

function textOf(path: string, value: unknown): string {
  return path.endsWith('.json') ? JSON.stringify(value) : stringify(value, { aliasDuplicateObjects: false });
}

/** Files, one of them mutated as a value or as text. */
function mutatedFiles(values: ReadonlyMap<string, unknown>, random: Random): Files {
  const victim = random.pick([...values.keys()]);
  const files = texts(new Map([...values, [victim, mutatedValue(values.get(victim), random)]]));
  if (random.below(3) === 0) files.set(victim, mutatedText(files.get(victim) ?? '', random));
  return files;
}

/** The folder with only one of its dashboards. */
function withOneBoard(random: Random): ReadonlyMap<string, unknown> {
  return new Map([...PROVISIONING, random.pick(BOARDS)].map((path) => [path, seeds.get(path)]));
}

/** A folder of few objects: always the same dashboards, so that caches know most of them. */
const SMALL: ReadonlyMap<string, unknown> = new Map(
  [...PROVISIONING, ...BOARDS.slice(0, 3)].map((path) => [path, shortened(seeds.get(path))]),
);

/** With at most six panels, and one rule in each group. */
function shortened(value: unknown): unknown {
  const { panels, groups, ...others } = value as { panels?: unknown[]; groups?: { rules: unknown[] }[] };
  return {
    ...others,
    ...(panels ? { panels: panels.slice(0, 6) } : {}),
    ...(groups ? { groups: groups.map((group) => ({ ...group, rules: group.rules.slice(0, 1) })) } : {}),
  };
}

/** Loads modules in advance, so that the first input is not charged for it. */
export async function warmUp(): Promise<void> {
  await judge(texts(seeds));
}

/** A folder with one rule whose parts are given. */
function ruleFolder(parts: { readonly expr?: string; readonly math?: string; readonly summary?: string }): Files {
  const rule = {
    uid: 'r',
    title: 'R',
    condition: 'C',
    for: '1m',
    annotations: { summary: parts.summary ?? 'x' },
    data: [
      {
        refId: 'A',
        datasourceUid: 'pf-prometheus',
        relativeTimeRange: { from: 600, to: 0 },
        model: { refId: 'A', expr: parts.expr ?? 'up', instant: true },
      },
      {
        refId: 'B',
        datasourceUid: '__expr__',
        model: { refId: 'B', type: 'reduce', reducer: 'last', expression: 'A' },
      },
      {
        refId: 'C',
        datasourceUid: '__expr__',
        model: { refId: 'C', type: 'math', expression: parts.math ?? '$B > 1' },
      },
    ],
  };
  const groups = [{ orgId: 1, name: 'g', folder: 'F', interval: '1m', rules: [rule] }];
  return texts(
    new Map<string, unknown>([
      [
        'provisioning/alerting/r.yaml',
        { apiVersion: 1, groups, templates: [{ orgId: 1, name: 't', template: parts.summary ?? '' }] },
      ],
      ['provisioning/datasources/d.yaml', sources],
    ]),
  );
}

function math(random: Random): void {
  const series = [{ kind: 'number' as const, labels: { a: 'x' }, value: 2 }];
  try {
    evaluateMath(
      parseMath(mutatedText(random.pick(MATHS), random)),
      new Map([
        ['A', series],
        ['B', series],
        ['C', series],
      ]),
    );
  } catch (error) {
    if (!(error instanceof MathSyntaxError) && !(error instanceof EvaluationError)) throw error;
  }
}

async function manifest(random: Random): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'pf-fuzz-'));
  try {
    mkdirSync(join(out, 'x'));
    for (const path of ['x/a.json', 'b.txt']) writeFileSync(join(out, path), '1');
    const hash = contentHash('1');
    const left = {
      version: 2,
      files: { 'x/a.json': hash, 'b.txt': hash },
      identities: { 'rule/1/a': { title: 'A' }, 'contact-point/1/b': { name: 'b', gone: true } },
    };
    const journal = { files: { 'x/a.json': [hash] }, identities: { 'rule/1/c': {} } };
    const text = (value: unknown) => {
      const whole = JSON.stringify(random.below(4) === 0 ? value : mutatedValue(value, random)) ?? '';
      return random.below(4) === 0 ? mutatedText(whole, random) : whole;
    };
    writeFileSync(join(out, 'manifest.json'), text(left));
    if (random.below(2) === 0) writeFileSync(join(out, '.pf-grafana-journal.json'), text(journal));
    const before = readBefore(out, random.below(4) === 0);
    const planned = planWrite(new Map([['x/a.json', '2']]), before.manifest.identities, out, before, false);
    if (changesAnything(planned.plan)) await writeFolder(planned, out, before);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The functions to fuzz, with the number of inputs for each. */
export const targets: Readonly<Record<string, { readonly inputs: number; readonly run: Target }>> = {
  folders: { inputs: 40, run: (random) => judge(mutatedFiles(withOneBoard(random), random)) },
  'folders with caches': { inputs: 400, run: (random) => withCaches(mutatedFiles(SMALL, random)) },
  templates: {
    inputs: 120,
    run: (random) => judge(ruleFolder({ summary: mutatedText(random.pick(TEMPLATES), random) })),
  },
  math: { inputs: 20_000, run: math },
  'math in rules': {
    inputs: 60,
    run: (random) => judge(ruleFolder({ math: mutatedText(random.pick(MATHS), random) })),
  },
  promql: { inputs: 120, run: (random) => judge(ruleFolder({ expr: mutatedText(random.pick(PROMQL), random) })) },
  'env files': {
    inputs: 40,
    run: (random) =>
      judge(texts(new Map([['provisioning/datasources/d.yaml', sources]])), mutatedText(ENVIRONMENT, random)),
  },
  'alert tests': {
    inputs: 400,
    run: (random) => {
      const text = stringify(mutatedValue(ALERT_TESTS, random));
      readYamlTests(
        memoryTree(new Map([['a.yaml', random.below(3) === 0 ? mutatedText(text, random) : text]]), '.'),
        'a.yaml',
      );
    },
  },
  configs: {
    inputs: 40,
    run: async (random) => {
      const config = mutatedValue(CONFIG, random);
      const locate = () => ({ file: 'pf-grafana.config.yaml' });
      if (checkConfig(config, locate).length > 0) return;
      // Safe: the schema has checked the shape.
      const packs = [fleet()];
      resolveEnvironments({ config: config as Config, packs, locate, dependencies: [], pure: true }, undefined);
    },
  },
  manifests: { inputs: 300, run: manifest },
};

/** Most mutated folders are based on the rules of the pack. */
export const hasSeeds = rules !== undefined && BOARDS.length > 0;
