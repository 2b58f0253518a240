import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import book from '../../alerting/book.alert.test.ts';
import fleet from '../../alerting/fleet.alert.test.ts';
import health from '../../alerting/health.alert.test.ts';
import market from '../../alerting/market.alert.test.ts';
import money from '../../alerting/money.alert.test.ts';
import platform from '../../alerting/platform.alert.test.ts';
import routes from '../../alerting/routes.alert.test.ts';
import sources from '../../alerting/sources.alert.test.ts';
import { memoryTree } from '../folder/file-tree.ts';
import { openFolder } from '../folder/open-folder.ts';
import { coverageOf, percentOf, routingFindings } from '../verify/alert-tests/coverage.ts';
import { type PromqlEngine, type PromqlReply, type PromqlRequest, promtool } from '../verify/alert-tests/promtool.ts';
import { moduleTests } from '../verify/alert-tests/read-module.ts';
import type { Outcome } from '../verify/alert-tests/outcome.ts';
import { runTests } from '../verify/alert-tests/run.ts';
import type { TestCase } from '../verify/alert-tests/test-case.ts';
import { testedFolder } from '../verify/alert-tests/tested-folder.ts';
import { REPOSITORY } from './support/out-folder.ts';
import { hasPromtool } from './support/promtool.ts';

const RULES = 'alerting/purpleflea-rules.yaml';
const PATH = join(REPOSITORY, 'alerting/all.alert.test.ts');

interface Evaluator {
  type: string;
  params: number[];
}
interface Rule {
  uid: string;
  for: string;
  noDataState: string;
  execErrState: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  data: { model: { conditions?: { evaluator: Evaluator; unloadEvaluator?: Evaluator }[] } }[];
}
interface Group {
  rules: Rule[];
}

const files = new Map(
  [
    'purpleflea-contact-points',
    'purpleflea-mute-timings',
    'purpleflea-policies',
    'purpleflea-rules',
    'purpleflea-templates',
  ]
    .map((name) => {
      const path = `alerting/${name}.yaml`;
      return [path, readFileSync(join(REPOSITORY, 'out/provisioning', path), 'utf8')] as const;
    })
    .concat([
      [
        'datasources/purpleflea.yaml',
        readFileSync(join(REPOSITORY, 'out/provisioning/datasources/purpleflea.yaml'), 'utf8'),
      ],
    ]),
);
const { groups } = parse(files.get(RULES) ?? '') as { groups: Group[] };
const rules = groups.flatMap((group) => group.rules);

/** Rules of a single row without labels about anything: a source that answers, the heartbeat. */
const OF_ONE_ROW = new Set([
  'pf-prometheus-down',
  'pf-postgres-down',
  'pf-clickhouse-down',
  'pf-loki-down',
  'pf-watchdog',
]);
/** Rules whose query gives nothing between their threshold and a tenth, or a thousand, below it. */
const NEVER_LOWER = new Set([...OF_ONE_ROW, 'pf-pushgateway-stale', 'pf-ingest-down', 'pf-fx-missing']);
const { tests } = moduleTests([fleet, health, market, money, platform, book, sources, routes], PATH, PATH);

/** What Prometheus says does not depend on what a rule compares it with: it is asked once. */
const said = new Map<string, PromqlReply>();
const engine: PromqlEngine = {
  isThere: promtool.isThere,
  ask: async (requests) => {
    const isNew = (request: PromqlRequest) => !said.has(JSON.stringify(request));
    const news = requests.filter(isNew);
    const replies = await promtool.ask(news);
    for (const [index, request] of news.entries()) said.set(JSON.stringify(request), replies[index] ?? { answers: [] });
    return requests.map((request) => said.get(JSON.stringify(request)) ?? { answers: [] });
  },
};

describe.skipIf(!hasPromtool())("the pack's own alert tests", () => {
  test('pass, and touch every rule and every route', async () => {
    const folder = testedFolder(openFolder(memoryTree(files, ''), ''));
    const { outcomes, touched } = await runTests(tests, folder, engine);
    expect(outcomes.filter(({ status }) => status !== 'passed')).toEqual([]);
    const coverage = coverageOf(folder, touched);
    expect([percentOf(coverage.rules), percentOf(coverage.routes)]).toEqual([100, 100]);
    expect(routingFindings(folder)).toEqual([]);
  });

  test.each(rules)(
    '$uid fires, waits where it has to, is silent, resolves, knows no data, and finds one among 300',
    ({ uid, for: wait }) => {
      const own = tests.flatMap((one) => (one.kind === 'alert' && one.spec.rule === uid ? [one.spec] : []));
      const expected = own.flatMap(({ expect: moments = {} }) => Object.values(moments));
      const states = new Set(expected.flat().map(({ state = 'Alerting' }) => state));
      expect(states).toContain('Alerting');
      if (wait !== '0s') expect(states).toContain('Pending');
      expect(expected.some((instances) => instances.length === 0)).toBe(true);
      expect(expected.flat().some(({ state, reason }) => state === 'NoData' || reason === 'NoData')).toBe(true);
      expect(
        expected
          .flat()
          .some(
            ({ state, annotations, receivers }) =>
              state === undefined && annotations?.['summary'] !== undefined && (receivers?.length ?? 0) > 0,
          ),
      ).toBe(true);
      if (OF_ONE_ROW.has(uid)) return;
      expect(
        own.filter(
          ({ series = {}, frames = {} }) =>
            Object.keys(series).length >= 300 ||
            Object.values(frames).some((rows) => Array.isArray(rows) && rows.length === 300),
        ),
      ).toHaveLength(1);
    },
  );

  describe.each(rules)('notice that $uid is broken:', (rule) => {
    test.each(mutations(rule))('%s', async (_name, change) => {
      const broken = aloneIn(groups, rule.uid, change);
      const folder = testedFolder(openFolder(memoryTree(new Map([...files, [RULES, broken]]), ''), ''));
      const { outcomes } = await runTests(
        tests.filter((one) => isSmallTestOf(one, rule.uid)),
        folder,
        engine,
      );
      const differences = outcomes
        .flatMap(({ failures }: Outcome) => failures)
        .flatMap(({ difference }) => difference.differences);
      expect(differences.filter(({ expected, actual }) => expected !== actual)).not.toEqual([]);
    });
  });
});

/** A broken rule has to be noticed by the tests of a few series; those of 300 agents show that one of them is found. */
function isSmallTestOf(one: TestCase, uid: string): boolean {
  return one.kind === 'alert' && one.spec.rule === uid && Object.keys(one.spec.series ?? {}).length < 300;
}

/** The text of a file with a copy of one rule, changed: the tests of one rule ask for no other. */
function aloneIn(all: readonly Group[], uid: string, change: (rule: Rule) => void): string {
  const found = all.flatMap((group) => group.rules.filter((rule) => rule.uid === uid).map((rule) => ({ group, rule })));
  const [{ group, rule } = { group: undefined, rule: undefined }] = found;
  if (!group || found.length > 1) throw new Error(`${uid} is in ${found.length} groups.`);
  const changed = structuredClone(rule);
  change(changed);
  return JSON.stringify({ apiVersion: 1, groups: [{ ...group, rules: [changed] }] });
}

function mutations(rule: Rule): [string, (broken: Rule) => void][] {
  const { unloadEvaluator } = conditionOf(rule);
  const minutes = Number.parseInt(rule.for, 10);
  return [
    ['its threshold is higher', (broken) => shift(conditionOf(broken).evaluator, 1)],
    ...(NEVER_LOWER.has(rule.uid)
      ? []
      : [
          ['its threshold is lower', (broken: Rule) => shift(conditionOf(broken).evaluator, -1)] satisfies [
            string,
            (broken: Rule) => void,
          ],
        ]),
    ...(unloadEvaluator
      ? ([
          ['it recovers at a higher value', (broken) => shift(conditionOf(broken).unloadEvaluator, 1)],
          ['it recovers at a lower value', (broken) => shift(conditionOf(broken).unloadEvaluator, -1)],
        ] satisfies [string, (broken: Rule) => void][])
      : []),
    ['it waits longer', (broken) => void (broken.for = `${minutes + 1}m`)],
    ...(rule.for === '0s'
      ? []
      : [
          ['it waits less', (broken: Rule) => void (broken.for = `${minutes - 1}m`)] satisfies [
            string,
            (broken: Rule) => void,
          ],
        ]),
    ...Object.keys(rule.labels).map((label): [string, (broken: Rule) => void] => [
      `its label ${label} is another`,
      (broken) => void (broken.labels[label] = 'broken'),
    ]),
    ['its summary says something else', (broken) => void (broken.annotations['summary'] = 'broken')],
    ['no data is another state', (broken) => void (broken.noDataState = broken.noDataState === 'OK' ? 'NoData' : 'OK')],
    [
      'a failed query is another state',
      (broken) => void (broken.execErrState = broken.execErrState === 'OK' ? 'Alerting' : 'OK'),
    ],
  ];
}

function conditionOf(rule: Rule): { evaluator: Evaluator; unloadEvaluator?: Evaluator } {
  const [condition] = rule.data.at(-1)?.model.conditions ?? [];
  if (!condition) throw new Error(`${rule.uid} compares nothing`);
  return condition;
}

/** A tenth up or down; from 0 far enough to cross what a rule counts. */
function shift(evaluator: Evaluator | undefined, direction: 1 | -1): void {
  const [value = 0] = evaluator?.params ?? [];
  if (evaluator) evaluator.params = [value === 0 ? direction * 1000 : value + direction * Math.abs(value) * 0.1];
}
