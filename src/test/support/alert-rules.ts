import { describe, expect, test } from 'vitest';

import type { RuleGroupDefinition, RuleSpec } from '../../define.ts';
import { hasPromtool, type Labels, promtoolFindings } from './promtool.ts';
import { settingsOf } from './settings.ts';

/** What a rule does with some series; the limits are the defaults. */
export interface RuleCase {
  readonly name: string;
  readonly series: Readonly<Record<string, string>>;
  readonly interval?: string;
  readonly evaluationInterval?: string;
  /** Labels of the instances that fire at a time. */
  readonly firing: Readonly<Record<string, readonly Labels[]>>;
  /** The number that the message prints for the instances that fire at a time, by their labels in PromQL notation. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The rules of a group under the default configuration. */
export function rulesOf(group: RuleGroupDefinition): readonly RuleSpec[] {
  return group.build(settingsOf()).rules;
}

/** Tests every Prometheus rule of a group with promtool: query and threshold as one expression, each rule with a case that fires and a time that is silent. */
export function testPrometheusRules(group: RuleGroupDefinition, cases: Readonly<Record<string, readonly RuleCase[]>>): void {
  const rules = rulesOf(group).filter(({ query }) => query.datasource === 'prometheus');
  describe.skipIf(!hasPromtool())('in Prometheus', () => {
    test('every rule has a case that fires and a time at which nothing does', () => {
      expect(Object.keys(cases).sort()).toEqual(rules.map(({ uid }) => uid).sort());
      for (const ofRule of Object.values(cases)) {
        const moments = ofRule.flatMap(({ firing }) => Object.values(firing));
        expect(moments.some((instances) => instances.length > 0)).toBe(true);
        expect(moments.some((instances) => instances.length === 0)).toBe(true);
      }
    });

    describe.each(rules)('$uid', (rule) => {
      test.each(cases[rule.uid] ?? [])('$name', ({ series, interval = '15s', evaluationInterval = '15s', firing, values = {} }) => {
        const expr = comparison(rule);
        const findings = promtoolFindings({
          series, interval, evaluationInterval, firing,
          alert: { alert: rule.uid, expr, for: rule.for },
          values: Object.entries(values).map(([at, value]) => ({ at, expr, value })),
        });
        expect(findings).toBe('');
      });

      test('the summary names labels that the series have', () => {
        const named = [...rule.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label ?? '');
        const instances = (cases[rule.uid] ?? []).flatMap(({ firing }) => Object.values(firing).flat());
        for (const label of named) expect(instances.some((labels) => label in labels)).toBe(true);
      });
    });
  });
}

/** `(max by (agent_id) (pf_drawdown_pct) * 100) > 15`: what fires, with the value that is printed. */
function comparison({ query, threshold }: RuleSpec): string {
  if (!('promql' in query)) throw new Error('not a Prometheus rule');
  return `(${query.promql}) ${threshold.is === 'above' ? '>' : '<'} ${threshold.value}`;
}

type Row = Readonly<Record<string, unknown>>;
/** One alert instance of an SQL rule. */
export interface Instance {
  readonly labels: Labels;
  readonly value: number;
}

/** The instances that fire for the rows of an SQL rule, read as Grafana reads a table: one number a row, and its strings as labels. */
export function firingInstances({ threshold }: RuleSpec, rows: readonly Row[]): Instance[] {
  return rows.map(instance).filter(({ value }) => (threshold.is === 'above' ? value > threshold.value : value < threshold.value));
}

function instance(row: Row): Instance {
  const fields = Object.entries(row);
  const numbers = fields.flatMap(([, field]) => (typeof field === 'number' ? [field] : []));
  const labels = fields.filter((field): field is [string, string] => typeof field[1] === 'string');
  const [value] = numbers;
  if (value === undefined || numbers.length > 1 || labels.length + 1 !== fields.length) throw new Error(`Grafana alerts on one number and strings in a row, not on ${JSON.stringify(row)}.`);
  return { labels: Object.fromEntries(labels), value };
}
