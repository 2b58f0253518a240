import { expect, test } from 'vitest';

import { alertRules, dashboards, datasources, diagnosticsOf, panels, pointers } from '../../test/support/validated.ts';
import { uncheckedQuery } from './unchecked-query.ts';

const asked = (datasource: unknown, target: object = { refId: 'A', expr: 'up' }, type = 'timeseries') =>
  panels({ id: 1, type, title: 'T', datasource, targets: [target] });

test.each([
  ['Prometheus', asked({ type: 'prometheus', uid: 'p' }), 0],
  ['another language', asked({ type: 'elasticsearch', uid: 'e' }, { refId: 'A', query: '*' }), 1],
  ['an unknown uid without a type', asked({ uid: 'x' }), 1],
  ['the name of a type as uid', asked('prometheus'), 0],
  ['a default source that is not provisioned', asked(undefined), 1],
  ['a source of Grafana itself', asked({ type: 'datasource', uid: '-- Dashboard --' }, { refId: 'A', panelId: 2 }), 0],
  ['a panel that queries nothing', asked(undefined, { refId: 'A', expr: 'up' }, 'text'), 0],
  ['a query with nothing in it', asked({ type: 'mysql', uid: 'm' }, { refId: 'A' }), 0],
])('%s', (_name, files, count) => {
  expect(pointers(files, uncheckedQuery)).toHaveLength(count);
});

test('the default source of the org is used if it is provisioned', () => {
  const files = { ...asked(undefined), ...datasources({ name: 'P', uid: 'p', type: 'prometheus', isDefault: true }) };
  expect(pointers(files, uncheckedQuery)).toEqual([]);
});

test('the type of a source elsewhere can be given', () => {
  const files = alertRules({ uid: 'r', data: [{ refId: 'A', datasourceUid: 'x', model: { expr: 'up' } }] });
  const elsewhere = { datasources: new Map([['x', { type: 'prometheus' }]]) };
  expect(pointers(files, uncheckedQuery)).toEqual(['/groups/0/rules/0/data/0']);
  expect(pointers(files, uncheckedQuery, { elsewhere })).toEqual([]);
});

test('variables and annotations are reported too', () => {
  const files = dashboards({
    'f/a.json': {
      uid: 'a',
      title: 'A',
      panels: [],
      templating: { list: [{ name: 'v', type: 'query', datasource: { type: 'mysql', uid: 'm' }, query: 'SELECT 1' }] },
      annotations: { list: [{ name: 'n', datasource: { type: 'influxdb', uid: 'i' }, query: 'x' }, { builtIn: 1 }] },
    },
  });
  expect(pointers(files, uncheckedQuery)).toEqual(['/templating/list/0', '/annotations/list/0']);
  expect(diagnosticsOf(files, [uncheckedQuery]).map(({ severity }) => severity)).toEqual(['note', 'note']);
});
