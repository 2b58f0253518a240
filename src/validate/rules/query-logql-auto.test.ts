import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { queryLogqlAuto } from './query-logql-auto.ts';

test.each<[string, AskedQuery, string[]]>([
  ['a fixed range', { language: 'logql', text: 'rate({a="b"}[5m])' }, ['query/logql-auto warning "[5m]"']],
  ["Grafana's range", { language: 'logql', text: 'rate({a="b"}[$__auto])' }, []],
  ['an instant query', { language: 'logql', text: 'rate({a="b"}[1h])', target: { queryType: 'instant' } }, []],
  [
    'a quantile over a window of its own',
    { language: 'logql', text: 'quantile_over_time(0.9, {a="b"} | unwrap c [1h])' },
    [],
  ],
  ['an alert', { language: 'logql', text: 'rate({a="b"}[5m]) > 1', as: 'alert' }, []],
  ['lines', { language: 'logql', text: '{a="b"}' }, []],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [queryLogqlAuto])).toEqual(expected);
});
