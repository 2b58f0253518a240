import { expect, test } from 'vitest';

import { dashboards, datasources, diagnosticsOf } from '../test/support/validated.ts';
import { queryFindings } from '../test/support/validated-queries.ts';
import { dashboardDatasource } from './rules/dashboard-datasource.ts';
import { querySyntax } from './rules/query-syntax.ts';

const severities = (...targets: readonly unknown[]) =>
  diagnosticsOf(
    {
      ...datasources({ name: 'Prom', uid: 'prom', type: 'prometheus' }),
      ...dashboards({ 'f/a.json': { uid: 'a', title: 'A', panels: [{ type: 'stat', targets }] } }),
    },
    [dashboardDatasource],
  ).map(({ severity }) => severity);
const asking = (hide: boolean) => ({ refId: 'A', hide, datasource: { uid: 'nowhere' } });
const expression = (hide: boolean) => ({ refId: 'B', hide, datasource: { type: '__expr__', uid: '__expr__' } });

test('a query that is shown: an error', () => {
  expect(severities(asking(false))).toEqual(['error']);
});

test('a hidden query: a warning', () => {
  expect(severities(asking(true))).toEqual(['warning']);
});

test('a hidden query that an expression reads: an error', () => {
  expect(severities(asking(true), expression(false))).toEqual(['error']);
});

test('and if that expression is hidden too: a warning', () => {
  expect(severities(asking(true), expression(true))).toEqual(['warning']);
});

test('the text of a query as well', async () => {
  const broken = { language: 'promql', text: 'up{' } as const;
  expect(await queryFindings(broken, [querySyntax])).toEqual([expect.stringContaining('error')]);
  expect(await queryFindings({ ...broken, target: { hide: true } }, [querySyntax])).toEqual([
    expect.stringContaining('warning'),
  ]);
});
