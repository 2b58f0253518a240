import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
import { parseEnvFile } from '../../folder/env-file.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { MathSyntaxError, parseMath } from '../../grafana/math-expression.ts';
import { NEWEST } from '../../grafana/release.ts';
import { printFindings } from '../../report/print.ts';
import { checkFolder } from '../../validate/check-folder.ts';
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

/** Everything that the commands do with a folder, except for printing. */
async function judge(files: Files, server?: string): Promise<void> {
  const variables = server === undefined ? {} : { variables: parseEnvFile(server) };
  const { folder, found } = await checkFolder({
    tree: memoryTree(files, 'out'),
    root: 'provisioning',
    ...variables,
    elsewhere: { datasources: new Map(), receivers: new Set(), naming: 'options' },
    target: NEWEST,
    preset: 'recommended',
    suppressions: [],
    today: '2026-01-01',
    approvals: () => undefined,
  });
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

/** A few files of the folder, one of them mutated as a value or as text. */
function mutatedFiles(random: Random): Files {
  const chosen = [...PROVISIONING, random.pick(BOARDS)];
  const victim = random.pick(chosen);
  const files = texts(
    new Map(chosen.map((path) => [path, path === victim ? mutatedValue(seeds.get(path), random) : seeds.get(path)])),
  );
  if (random.below(3) === 0) files.set(victim, mutatedText(files.get(victim) ?? '', random));
  return files;
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
  folders: { inputs: 40, run: (random) => judge(mutatedFiles(random)) },
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
