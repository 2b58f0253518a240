import { describe, expect, test } from 'vitest';

import type { RuleSpec, ThresholdAlert } from '../define/rules.ts';
import { type DatasourceHandle, datasourceHandles } from '../define/handles.ts';
import { settingsOf } from '../test/support/settings.ts';
import type { CompileContext } from './context.ts';
import { panelId } from './panel-id.ts';
import { compileRuleGroup } from './rule-group.ts';
import { targetFacts } from './target.ts';

const rule: ThresholdAlert = {
  uid: 'r',
  title: 'R',
  query: { datasource: 'prometheus', promql: 'x' },
  threshold: { is: 'above', value: 15, recover: 13 },
  for: '2m',
  severity: 'critical',
  team: 'trading',
  summary: 's',
  description: 'd',
  runbook: 'https://x',
  panel: { dashboard: 'pf-d', key: 'k' },
  noData: 'NoData',
};

function compiled(spec: Partial<ThresholdAlert> = {}, version = { major: 13, minor: 2 }) {
  return compiledRule({ ...rule, ...spec }, version);
}

function compiledRule(spec: RuleSpec, version = { major: 13, minor: 2 }) {
  const context: CompileContext = {
    settings: settingsOf(),
    facts: targetFacts(version),
    datasource: (ref) => ({ ...ref, type: 't' }),
    panelId: ({ key }) => panelId(key),
    source: (handle) => ({ type: datasourceHandles[handle as DatasourceHandle].plugin, uid: handle }),
    promql: (text) => `<${text}>`,
    labelValues: (text) => text,
  };
  const [first] = compileRuleGroup({ name: 'G', interval: '1m', rules: [spec] }, context)['rules'] as unknown as {
    annotations: unknown;
    data: { model: object }[];
  }[];
  return first;
}

describe('a rule queries, reduces and compares (requirements 140-148)', () => {
  test('one instance per series: no classic condition, condition C, labels and annotations', () => {
    expect(compiled()).toMatchObject({
      condition: 'C',
      labels: { severity: 'critical', service: 'purpleflea', team: 'trading' },
      annotations: {
        summary:
          '{{ if $values.B }}s{{ else }}R is not being evaluated: {{ if $labels.ref_id }}its query found no data{{ else }}its query failed{{ end }}{{ end }}',
        description: expect.stringMatching(
          /^\{\{ if \$values\.B \}\}d\{\{ else \}\}While this lasts the rule cannot fire/,
        ) as string,
        runbook_url: 'https://x',
      },
      noDataState: 'NoData',
      execErrState: 'Error',
      data: [
        {
          refId: 'A',
          relativeTimeRange: { from: 600, to: 0 },
          model: { refId: 'A', expr: '<x>', instant: true, range: false },
        },
        { refId: 'B', datasourceUid: '__expr__', model: { type: 'reduce', expression: 'A', reducer: 'last' } },
        {
          refId: 'C',
          datasourceUid: '__expr__',
          model: {
            type: 'threshold',
            expression: 'B',
            conditions: [{ evaluator: { type: 'gt', params: [15] }, unloadEvaluator: { type: 'lt', params: [13] } }],
          },
        },
      ],
    });
  });
  test('the link to the panel is written in both forms, with equal values', () => {
    const id = panelId('k');
    expect(compiled()).toMatchObject({
      dashboardUid: 'pf-d',
      panelId: id,
      annotations: { __dashboardUid__: 'pf-d', __panelId__: `${id}` },
    });
  });
  test('with several queries, the texts depend on the value of the condition', () => {
    const several = {
      uid: 'r',
      title: 'Use {{ of it }}',
      queries: { A: rule.query },
      expressions: { Z: { threshold: 'A', when: { is: 'above', value: 1 } } },
      condition: 'Z',
      for: '2m',
      summary: 's',
    } as const;
    expect(compiledRule(several)).toMatchObject({
      annotations: {
        summary: expect.stringContaining(
          '{{ if $values.Z }}s{{ else }}Use {{ "{{" }} of it }} is not being evaluated',
        ) as string,
      },
    });
  });
  test('a failure that counts as a breach keeps the text of the rule', () => {
    const { summary, description } = (compiled({ onError: 'Alerting', description: 'of {{ $labels.x }}' }) ?? {})
      .annotations as Record<string, string>;
    expect(summary).toBe('s');
    expect(description).toContain('{{ if $values.B }}of {{ $labels.x }}{{ else }}');
  });
  test('below, without a recovery value', () => {
    const { model } = compiled({ threshold: { is: 'below', value: 50 } })?.data[2] ?? {};
    expect(model).toMatchObject({ conditions: [{ evaluator: { type: 'lt', params: [50] } }] });
    expect(JSON.stringify(model)).not.toContain('unloadEvaluator');
  });
  test('a Grafana without recovery thresholds gets none', () => {
    expect(JSON.stringify(compiled({}, { major: 10, minor: 1 }))).not.toContain('unloadEvaluator');
  });
  test.each([
    ['postgres', { rawSql: 'q', format: 'table' }],
    ['clickhouse', { rawSql: 'q', format: 1, editorType: 'sql' }],
  ] as const)('a query of %s is a table', (datasource, model) =>
    expect(compiled({ query: { datasource, sql: 'q' } })?.data[0]).toMatchObject({ model }),
  );
  test('a query of Loki is instant', () => {
    expect(compiled({ query: { datasource: 'loki', logql: 'q' } })?.data[0]).toMatchObject({
      queryType: 'instant',
      model: { queryType: 'instant', expr: 'q' },
    });
  });
});
