import { expect, test } from 'vitest';

import { type AlertQuery, queryText } from './rules.ts';

const cloudwatch = { region: 'eu', namespace: 'AWS/EC2', metricName: 'CPUUtilization' };

test.each<[string, AlertQuery, string]>([
  ['PromQL', { datasource: 'm', promql: 'up' }, 'up'],
  ['LogQL', { datasource: 'l', logql: 'rate({a="b"}[1m])' }, 'rate({a="b"}[1m])'],
  ['SQL', { datasource: 'p', sql: 'SELECT 1' }, 'SELECT 1'],
  ['the text of a target', { datasource: 'm', query: { refId: 'A', expr: 'up == 0' } }, 'up == 0'],
  ['the result of a builder', { datasource: 'm', query: { build: () => ({ rawSql: 'SELECT 2' }) } }, 'SELECT 2'],
  ['a target without a text', { datasource: 'cw', query: { refId: 'A', ...cloudwatch } }, JSON.stringify(cloudwatch)],
])('the text of a query is taken from %s', (_name, query, text) => expect(queryText(query)).toBe(text));
