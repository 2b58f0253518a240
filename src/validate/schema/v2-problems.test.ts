import { describe, expect, test } from 'vitest';

import { dashboards, diagnosticsOf } from '../../test/support/validated.ts';
import { schemaRequired } from '../rules/schema-required.ts';
import { schemaType } from '../rules/schema-type.ts';
import { schemaUnknownKey } from '../rules/schema-unknown-key.ts';
import { schemaValue } from '../rules/schema-value.ts';

const RULES = [schemaRequired, schemaType, schemaUnknownKey, schemaValue];
type Json = Readonly<Record<string, unknown>>;

describe.each(['v2', 'v2beta1'])('%s', (version) => {
  test.each([
    ['a valid dashboard', {}, []],
    ['the frame', { cursorSync: 'On', tags: 'a' }, ['error value /spec/cursorSync', 'error type /spec/tags']],
    ['a variable', { variables: [variable({ sort: 'asc' })] }, ['error value /spec/variables/0/spec/sort']],
    ['a kind', { variables: [{ kind: 'Query', spec: { name: 'v' } }] }, ['error value /spec/variables/0/kind']],
    [
      'a key of an element',
      { elements: { cpu: panel({ titel: 'T' }) } },
      ['error unknown-key /spec/elements/cpu/spec/titel'],
    ],
    [
      'an element without a vizConfig',
      { elements: { cpu: panel({ vizConfig: undefined }) } },
      ['error required /spec/elements/cpu/spec/vizConfig'],
    ],
    [
      'an option of the panel',
      { elements: { cpu: panel({}, { legend: { displayMode: 'lists' } }) } },
      ['error value /spec/elements/cpu/spec/vizConfig/spec/options/legend/displayMode'],
    ],
    [
      'the unit of its fields',
      { elements: { cpu: panel({}, {}, { unit: 5 }) } },
      ['error type /spec/elements/cpu/spec/vizConfig/spec/fieldConfig/defaults/unit'],
    ],
    [
      'a transformation of either version',
      { elements: { cpu: transformed({ kind: 'merge', spec: { id: 'merge', options: {} } }) } },
      [],
    ],
    ['a place in the grid', { layout: grid({ width: '12' }) }, ['warning type /spec/layout/spec/items/0/spec/width']],
    [
      'a place in a tab in a row',
      { layout: rows(tabs(grid({ height: [] }))) },
      ['error type /spec/layout/spec/rows/0/spec/layout/spec/tabs/0/spec/layout/spec/items/0/spec/height'],
    ],
    [
      'a row of another kind',
      { layout: { kind: 'RowsLayout', spec: { rows: [{ kind: 'Row', spec: { layout: grid() } }] } } },
      ['error value /spec/layout/spec/rows/0/kind'],
    ],
    ['a layout that does not exist', { layout: { kind: 'Grid', spec: {} } }, ['error value /spec/layout/kind']],
  ])('%s', (_name, spec, expected) => {
    expect(said(version, spec)).toEqual(expected);
  });
});

test('v2alpha1 has no schema, but its panels are checked', () => {
  const old = {
    kind: 'Panel',
    spec: { id: 1, extra: 1, vizConfig: { kind: 'stat', spec: { options: { colorMode: 'red' }, fieldConfig: {} } } },
  };
  expect(said('v2alpha1', { elements: { cpu: old } })).toEqual([
    'error value /spec/elements/cpu/spec/vizConfig/spec/options/colorMode',
  ]);
});

function said(version: string, spec: Json): string[] {
  const file = {
    apiVersion: `dashboard.grafana.app/${version}`,
    kind: 'Dashboard',
    metadata: { name: 'a' },
    spec: {
      title: 'A',
      elements: { cpu: panel() },
      layout: grid(),
      variables: [],
      annotations: [],
      links: [],
      ...spec,
    },
  };
  return diagnosticsOf(dashboards({ 'f/a.json': file }), RULES, { target: { major: 11, minor: 6 } }).map(
    ({ id, severity, pointer }) => `${severity} ${id.slice('schema/'.length)} ${pointer}`,
  );
}

function panel(spec: Json = {}, options: Json = {}, defaults: Json = {}) {
  const data = { kind: 'QueryGroup', spec: { queries: [], transformations: [], queryOptions: {} } };
  const vizConfig = {
    kind: 'VizConfig',
    group: 'timeseries',
    version: '',
    spec: { options, fieldConfig: { defaults, overrides: [] } },
  };
  return { kind: 'Panel', spec: { id: 1, title: 'CPU', links: [], data, vizConfig, ...spec } };
}

function transformed(transformation: Json) {
  return panel({
    data: { kind: 'QueryGroup', spec: { queries: [], transformations: [transformation], queryOptions: {} } },
  });
}

function variable(spec: Json) {
  const query = { kind: 'DataQuery', group: 'prometheus', version: 'v0', spec: {} };
  return { kind: 'QueryVariable', spec: { name: 'v', query, ...spec } };
}

function grid(spec: Json = {}) {
  const element = { kind: 'ElementReference', name: 'cpu' };
  const item = { kind: 'GridLayoutItem', spec: { x: 0, y: 0, width: 12, height: 8, element, ...spec } };
  return { kind: 'GridLayout', spec: { items: [item] } };
}

function rows(layout: Json) {
  return { kind: 'RowsLayout', spec: { rows: [{ kind: 'RowsLayoutRow', spec: { title: 'R', layout } }] } };
}

function tabs(layout: Json) {
  return { kind: 'TabsLayout', spec: { tabs: [{ kind: 'TabsLayoutTab', spec: { title: 'T', layout } }] } };
}
