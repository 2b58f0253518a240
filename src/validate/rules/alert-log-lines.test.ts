import { expect, test } from 'vitest';

import { type AskedQuery, queryFindings } from '../../test/support/validated-queries.ts';
import { alertLogLines } from './alert-log-lines.ts';

const logql = (text: string): AskedQuery => ({ language: 'logql', text, as: 'alert' });

test.each<[string, AskedQuery, number]>([
  ['lines', logql('{app="db"} |= "error"'), 1],
  ['lines with fields', logql('{app="db"} | json | level="error"'), 1],
  ['a count of lines', logql('count_over_time({app="db"}[5m])'), 0],
  ['a count in brackets', logql('(sum(rate({app="db"}[5m])) > 3)'), 0],
  ['a panel', { language: 'logql', text: '{app="db"}' }, 0],
  ['a query that cannot be parsed', logql('{app="db"'), 0],
])('%s', async (_name, query, expected) => {
  expect(await queryFindings(query, [alertLogLines])).toHaveLength(expected);
});
