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

test('an error of a query that is shown', () => {
  expect(severities(asking(false))).toEqual(['error']);
});

test('a warning where the query is switched off', () => {
  expect(severities(asking(true))).toEqual(['warning']);
});

test('an error where an expression asks the hidden query', () => {
  expect(severities(asking(true), expression(false))).toEqual(['error']);
});

test('a warning where that expression is switched off too', () => {
  expect(severities(asking(true), expression(true))).toEqual(['warning']);
});

test('the text of a query too', async () => {
  const broken = { language: 'promql', text: 'up{' } as const;
  expect(await queryFindings(broken, [querySyntax])).toEqual([expect.stringContaining('error')]);
  expect(await queryFindings({ ...broken, target: { hide: true } }, [querySyntax])).toEqual([
    expect.stringContaining('warning'),
  ]);
});
