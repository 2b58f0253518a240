import { expect, test } from 'vitest';

import { testCatalog as catalog } from '../../test/support/test-catalog.ts';
import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryMetric } from './query-metric.ts';

test.each<[string, AskedQuery, string[]]>([
  [
    'a metric, a part of a histogram, a recorded series',
    { language: 'promql', text: 'balance + rate(latency_ms_bucket[5m]) + agent:pnl:sum' },
    [],
  ],
  ['a mistyped metric', { language: 'promql', text: 'sum(balence)' }, ['query/metric error "balence"']],
  [
    'a histogram by its plain name',
    { language: 'promql', text: 'rate(latency_ms[5m])' },
    ['query/metric error "latency_ms"'],
  ],
  [
    'a metric by its name in braces',
    { language: 'promql', text: '{__name__="walet"}' },
    ['query/metric warning "{__name__=\\"walet\\"}"'],
  ],
  ['a regex of names', { language: 'promql', text: '{__name__=~"pf_.+"}' }, []],
  [
    "another exporter's metric, and Prometheus' own",
    { language: 'promql', text: 'node_load1 + ALERTS + scrape_duration_seconds' },
    ['query/metric warning "node_load1"'],
  ],
  [
    "a variable's series",
    { language: 'promql', text: 'label_values(balence, agent)', as: 'variable' },
    ['query/metric error "balence"'],
  ],
  ['a metric from a variable', { language: 'promql', text: '$x + $y', variables: [{ name: 'x', type: 'query' }] }, []],
  ['another language', { language: 'logql', text: '{balence="a"}' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryMetric], { catalog })).toEqual(expected);
});

test('a query of a data source that the catalog does not describe is not checked against it', async () => {
  const described = { ...catalog, datasources: { prometheus: { uid: 'ours' } } };
  expect(
    await queryFindings({ language: 'promql', text: 'sum(balence)' }, [queryMetric], { catalog: described }),
  ).toEqual([]);
  expect(
    await queryFindings({ language: 'promql', text: 'sum(balence)' }, [queryMetric], {
      catalog: { ...catalog, datasources: { prometheus: { uid: 'u' } } },
    }),
  ).toEqual(['query/metric error "balence"']);
});
