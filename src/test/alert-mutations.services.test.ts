import { describe, expect, test } from 'vitest';

import type { Outcome } from '../verify/alert-tests/outcome.ts';
import { type PromqlEngine, type PromqlReply, type PromqlRequest, promtool } from '../verify/alert-tests/promtool.ts';
import { runTests } from '../verify/alert-tests/run.ts';
import type { TestCase } from '../verify/alert-tests/test-case.ts';
import {
  type Evaluator,
  OF_ONE_ROW,
  packAlerting,
  packGroups,
  packRules,
  packTests,
  type PackGroup,
  type PackRule,
} from './support/pack-alerting.ts';
import { hasPromtool } from './support/promtool.ts';

/** Rules whose query returns nothing between their threshold and a tenth, or a thousand, below it. */
const NEVER_LOWER = new Set([...OF_ONE_ROW, 'pf-pushgateway-stale', 'pf-ingest-down', 'pf-fx-missing']);

/** Prometheus' results do not depend on the threshold of a rule, so each query is run once. */
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

describe.skipIf(!hasPromtool()).each(packRules)("the pack's own alert tests notice that $uid is broken:", (rule) => {
  test.each(mutations(rule))('%s', async (mutation, change) => {
    const folder = packAlerting(aloneIn(packGroups, rule.uid, change));
    const { outcomes } = await runTests(
      packTests.filter((one) => isSmallTestOf(one, rule.uid)),
      folder,
      engine,
    );
    const differences = outcomes
      .flatMap(({ failures }: Outcome) => failures)
      .flatMap(({ difference }) => difference.differences);
    const noticed = differences.filter(({ expected, actual }) => expected !== actual).length;
    expect(noticed, `No alert test of ${rule.uid} fails although ${mutation}`).toBeGreaterThan(0);
  });
});

/**
 * The tests with few series must notice a broken rule; those with 300 agents only show that one series is found among
 * many.
 */
function isSmallTestOf(one: TestCase, uid: string): boolean {
  return one.kind === 'alert' && one.spec.rule === uid && Object.keys(one.spec.series ?? {}).length < 300;
}

/** The text of a file with only a changed copy of one rule, because its tests need no other. */
function aloneIn(all: readonly PackGroup[], uid: string, change: (rule: PackRule) => void): string {
  const found = all.flatMap((group) => group.rules.filter((rule) => rule.uid === uid).map((rule) => ({ group, rule })));
  const [{ group, rule } = { group: undefined, rule: undefined }] = found;
  if (!group || found.length > 1) throw new Error(`${uid} is in ${found.length} groups.`);
  const changed = structuredClone(rule);
  change(changed);
  return JSON.stringify({ apiVersion: 1, groups: [{ ...group, rules: [changed] }] });
}

function mutations(rule: PackRule): [string, (broken: PackRule) => void][] {
  const { unloadEvaluator } = conditionOf(rule);
  const minutes = Number.parseInt(rule.for, 10);
  return [
    ['its threshold is higher', (broken) => shift(conditionOf(broken).evaluator, 1)],
    ...(NEVER_LOWER.has(rule.uid)
      ? []
      : [
          ['its threshold is lower', (broken: PackRule) => shift(conditionOf(broken).evaluator, -1)] satisfies [
            string,
            (broken: PackRule) => void,
          ],
        ]),
    ...(unloadEvaluator
      ? ([
          ['it recovers at a higher value', (broken) => shift(conditionOf(broken).unloadEvaluator, 1)],
          ['it recovers at a lower value', (broken) => shift(conditionOf(broken).unloadEvaluator, -1)],
        ] satisfies [string, (broken: PackRule) => void][])
      : []),
    ['it waits longer', (broken) => void (broken.for = `${minutes + 1}m`)],
    ...(rule.for === '0s'
      ? []
      : [
          ['it waits less', (broken: PackRule) => void (broken.for = `${minutes - 1}m`)] satisfies [
            string,
            (broken: PackRule) => void,
          ],
        ]),
    ...Object.keys(rule.labels).map((label): [string, (broken: PackRule) => void] => [
      `its label ${label} is different`,
      (broken) => void (broken.labels[label] = 'broken'),
    ]),
    ['its summary is different', (broken) => void (broken.annotations['summary'] = 'broken')],
    [
      'its state for no data is different',
      (broken) => void (broken.noDataState = broken.noDataState === 'OK' ? 'NoData' : 'OK'),
    ],
    [
      'its state for a failed query is different',
      (broken) => void (broken.execErrState = broken.execErrState === 'OK' ? 'Alerting' : 'OK'),
    ],
  ];
}

function conditionOf(rule: PackRule): { evaluator: Evaluator; unloadEvaluator?: Evaluator } {
  const [condition] = rule.data.at(-1)?.model.conditions ?? [];
  if (!condition) throw new Error(`${rule.uid} compares nothing`);
  return condition;
}

/** Shifts by a tenth up or down; from 0 far enough to cross any count. */
function shift(evaluator: Evaluator | undefined, direction: 1 | -1): void {
  const [value = 0] = evaluator?.params ?? [];
  if (evaluator) evaluator.params = [value === 0 ? direction * 1000 : value + direction * Math.abs(value) * 0.1];
}
