import { expect, test } from 'vitest';

import { findQueries } from '../../verify/panel-queries/find.ts';
import type { Variable } from '../../verify/panel-queries/grafana-files.ts';
import { choose, expansionsOf } from './every-choice.ts';

const multi: Variable = { name: 'v', type: 'query', multi: true, includeAll: true };
const custom: Variable = { name: 'top', type: 'custom', query: '5, 10,25', current: { value: '10' } };

test.each([
  [multi, 'one', ['a'], false],
  [multi, 'many', ['a', 'b'], false],
  [multi, 'all', ['a', 'b', 'c'], true],
  [multi, 'none', [], false],
  [{ ...multi, allValue: '.+' }, 'all', { raw: '.+' }, true],
  [custom, 'one', '5', false],
  [custom, 'many', '10', false],
  [custom, 'all', '10', false],
  [custom, 'none', '10', false],
  [{ name: 'search', type: 'textbox' }, 'none', '', false],
] as const)('%j, %s chosen', (variable, choice, value, isAll) => {
  expect(choose(variable, choice, () => ['a', 'b', 'c'])).toMatchObject({ value, isAll });
});

test.each([
  [
    'SQL',
    'postgres',
    { rawSql: 'SELECT $v, $__interval_ms' },
    [
      ['one', "SELECT 'a', 60000"],
      ['many', "SELECT 'a','b', 60000"],
      ['all', "SELECT 'a','b','c', 60000"],
      ['none', 'SELECT , 60000'],
    ],
  ],
  [
    'PromQL',
    'prometheus',
    { expr: 'up{job=~"$v"}' },
    [
      ['one', 'up{job=~"a"}'],
      ['many', 'up{job=~"(a|b)"}'],
      ['all', 'up{job=~"(a|b|c)"}'],
      ['none', 'up{job=~"()"}'],
    ],
  ],
  ['a text without variables', 'prometheus', { expr: 'up' }, [['one', 'up']]],
])('every selection that changes the text of %s is one expansion', (_name, type, target, expected) => {
  const dashboard = {
    uid: 'board',
    panels: [{ id: 1, type: 'stat', targets: [{ refId: 'A', datasource: { type }, ...target }] }],
    templating: { list: [multi] },
  };
  const range = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-01T06:00:00Z') };
  const [query] = findQueries(new Map([['board.json', JSON.stringify(dashboard)]]));
  expect(
    query && expansionsOf(query, range, () => ['a', 'b', 'c']).expanded.map(({ choice, text }) => [choice, text]),
  ).toEqual(expected);
});

test('a query that Grafana could not send is a problem for each selection', () => {
  const dashboard = {
    uid: 'board',
    panels: [
      {
        id: 1,
        type: 'stat',
        title: 'P',
        targets: [{ refId: 'A', datasource: { type: 'postgres' }, rawSql: '$__nothing($v)' }],
      },
    ],
    templating: { list: [multi] },
  };
  const [query] = findQueries(new Map([['board.json', JSON.stringify(dashboard)]]));
  const range = { from: new Date(0), to: new Date(1) };
  expect(query && expansionsOf(query, range, () => ['a', 'b']).problems.map(({ name }) => name)).toEqual(
    ['one', 'many', 'all', 'none'].map((choice) => `board: P A, ${choice} chosen`),
  );
});
