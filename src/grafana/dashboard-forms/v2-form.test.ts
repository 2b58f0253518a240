import { describe, expect, test } from 'vitest';

import { Origins, type Path } from './origins.ts';
import { readDashboard } from './read-dashboard.ts';

const query = {
  kind: 'DataQuery',
  group: 'prometheus',
  version: 'v0',
  datasource: { name: 'prom' },
  spec: { expr: 'up' },
};
const panel = {
  kind: 'Panel',
  spec: {
    id: 1,
    title: 'CPU',
    links: [],
    data: {
      kind: 'QueryGroup',
      spec: {
        queries: [{ kind: 'PanelQuery', spec: { refId: 'A', hidden: true, query } }],
        transformations: [{ kind: 'Transformation', group: 'merge', spec: { options: {} } }],
        queryOptions: { interval: '1m' },
      },
    },
    vizConfig: {
      kind: 'VizConfig',
      group: 'timeseries',
      version: '13.0.0',
      spec: { options: { legend: {} }, fieldConfig: { defaults: { unit: 's' }, overrides: [] } },
    },
  },
};

describe('v2', () => {
  const file = resource('v2', {
    elements: { cpu: panel },
    layout: grid('cpu'),
    timeSettings: { from: 'now-1h', to: 'now', autoRefresh: '1m', timezone: 'utc' },
    variables: [
      { kind: 'QueryVariable', spec: { name: 'job', refresh: 'onDashboardLoad', hide: 'dontHide', query } },
      { kind: 'DatasourceVariable', spec: { name: 'ds', pluginId: 'prometheus' } },
      { kind: 'AdhocVariable', group: 'prometheus', datasource: { name: 'prom' }, spec: { name: 'filters' } },
    ],
    annotations: [{ kind: 'AnnotationQuery', spec: { name: 'Deploys', enable: true, query } }],
  });

  test('is read in the classic form', () => {
    expect(read(file)).toMatchObject({
      uid: 'a',
      title: 'A',
      refresh: '1m',
      timezone: 'utc',
      time: { from: 'now-1h', to: 'now' },
      panels: [
        {
          id: 1,
          title: 'CPU',
          type: 'timeseries',
          pluginVersion: '13.0.0',
          interval: '1m',
          gridPos: { x: 0, y: 0, w: 12, h: 8 },
          datasource: { type: 'prometheus', uid: 'prom' },
          fieldConfig: { defaults: { unit: 's' } },
          transformations: [{ id: 'merge', options: {} }],
          targets: [{ refId: 'A', hide: true, expr: 'up', datasource: { type: 'prometheus', uid: 'prom' } }],
        },
      ],
      templating: {
        list: [
          { name: 'job', type: 'query', refresh: 1, hide: 0, query: { expr: 'up' }, datasource: { uid: 'prom' } },
          { name: 'ds', type: 'datasource', query: 'prometheus' },
          { name: 'filters', type: 'adhoc', datasource: { type: 'prometheus', uid: 'prom' } },
        ],
      },
      annotations: { list: [{ name: 'Deploys', target: { expr: 'up' }, datasource: { uid: 'prom' } }] },
    });
  });

  test.each([
    [['title'], 'spec/title'],
    [['uid'], 'metadata/name'],
    [['time', 'from'], 'spec/timeSettings/from'],
    [['refresh'], 'spec/timeSettings/autoRefresh'],
    [['panels', 0, 'type'], 'spec/elements/cpu/spec/vizConfig/group'],
    [
      ['panels', 0, 'fieldConfig', 'defaults', 'unit'],
      'spec/elements/cpu/spec/vizConfig/spec/fieldConfig/defaults/unit',
    ],
    [['panels', 0, 'options', 'legend'], 'spec/elements/cpu/spec/vizConfig/spec/options/legend'],
    [['panels', 0, 'gridPos', 'w'], 'spec/layout/spec/items/0/spec/width'],
    [['panels', 0, 'targets', 0, 'expr'], 'spec/elements/cpu/spec/data/spec/queries/0/spec/query/spec/expr'],
    [['panels', 0, 'targets', 0, 'refId'], 'spec/elements/cpu/spec/data/spec/queries/0/spec/refId'],
    [['panels', 0, 'datasource', 'uid'], 'spec/elements/cpu/spec/data/spec/queries/0/spec/query/datasource/name'],
    [['panels', 0, 'transformations', 0, 'id'], 'spec/elements/cpu/spec/data/spec/transformations/0/group'],
    [['templating', 'list', 0, 'query', 'expr'], 'spec/variables/0/spec/query/spec/expr'],
    [['templating', 'list', 0, 'datasource', 'uid'], 'spec/variables/0/spec/query/datasource/name'],
    [['templating', 'list', 1, 'query'], 'spec/variables/1/spec/pluginId'],
    [['templating', 'list', 2, 'datasource', 'uid'], 'spec/variables/2/datasource/name'],
    [['annotations', 'list', 0, 'name'], 'spec/annotations/0/spec/name'],
    [['annotations', 'list', 0, 'target', 'expr'], 'spec/annotations/0/spec/query/spec/expr'],
  ] as const)('%j comes from %s', (path, expected) => {
    expect(place(file, path)).toBe(expected);
  });
});

describe('v2alpha1', () => {
  const old = {
    kind: 'Panel',
    spec: {
      id: 1,
      title: 'CPU',
      data: {
        kind: 'QueryGroup',
        spec: {
          queries: [
            {
              kind: 'PanelQuery',
              spec: {
                refId: 'A',
                datasource: { type: 'loki', uid: 'l' },
                query: { kind: 'loki', spec: { expr: '{a="b"}' } },
              },
            },
            { kind: 'PanelQuery', spec: { refId: 'B', query: { kind: '__expr__', spec: { type: 'reduce' } } } },
          ],
          transformations: [{ kind: 'merge', spec: { id: 'merge', options: {} } }],
        },
      },
      vizConfig: { kind: 'stat', spec: { pluginVersion: '12.0.0', options: {}, fieldConfig: {} } },
    },
  };

  test('is read like its successor versions', () => {
    const variables = [
      {
        kind: 'QueryVariable',
        spec: {
          name: 'v',
          datasource: { uid: 'l' },
          query: { kind: 'loki', spec: { __legacyStringValue: 'labels()' } },
        },
      },
    ];
    const file = resource('v2alpha1', { elements: { cpu: old }, layout: grid('cpu'), variables });
    expect(read(file)).toMatchObject({
      panels: [
        {
          type: 'stat',
          pluginVersion: '12.0.0',
          datasource: { uid: '-- Mixed --' },
          targets: [{ expr: '{a="b"}', datasource: { type: 'loki', uid: 'l' } }, { datasource: { type: '__expr__' } }],
          transformations: [{ id: 'merge' }],
        },
      ],
      templating: { list: [{ query: 'labels()', datasource: { type: 'loki', uid: 'l' } }] },
    });
    expect(place(file, ['templating', 'list', 0, 'query'])).toBe(
      'spec/variables/0/spec/query/spec/__legacyStringValue',
    );
    expect(place(file, ['panels', 0, 'type'])).toBe('spec/elements/cpu/spec/vizConfig/kind');
  });
});

describe('layouts', () => {
  const elements = { a: panel, b: panel, c: panel };

  test('rows become row panels, with collapsed panels inside', () => {
    const layout = {
      kind: 'RowsLayout',
      spec: {
        rows: [
          { kind: 'RowsLayoutRow', spec: { title: 'Open', layout: grid('a') } },
          {
            kind: 'RowsLayoutRow',
            spec: { title: 'Shut', collapse: true, repeat: { mode: 'variable', value: 'host' }, layout: grid('b') },
          },
          { kind: 'RowsLayoutRow', spec: { title: 'None', hideHeader: true, layout: grid('c') } },
        ],
      },
    };
    const file = resource('v2', { elements, layout });
    expect(read(file)).toMatchObject({
      panels: [
        { type: 'row', title: 'Open', gridPos: { y: 0 } },
        { type: 'timeseries', gridPos: { y: 1 } },
        { type: 'row', title: 'Shut', collapsed: true, repeat: 'host', panels: [{ type: 'timeseries' }] },
        { type: 'timeseries', gridPos: { y: 10 } },
      ],
    });
    expect(place(file, ['panels', 2, 'repeat'])).toBe('spec/layout/spec/rows/1/spec/repeat/value');
    expect(place(file, ['panels', 2, 'panels', 0, 'title'])).toBe('spec/elements/b/spec/title');
  });

  test('variables of rows and tabs are variables of the dashboard', () => {
    const own = { kind: 'TextVariable', spec: { name: 'mine' } };
    const tab = { kind: 'TabsLayoutTab', spec: { layout: grid('a'), variables: [own] } };
    const layout = { kind: 'TabsLayout', spec: { tabs: [tab] } };
    const file = resource('v2', { elements, layout, variables: [{ kind: 'TextVariable', spec: { name: 'all' } }] });
    expect(read(file)).toMatchObject({ templating: { list: [{ name: 'all' }, { name: 'mine', type: 'textbox' }] } });
    expect(place(file, ['templating', 'list', 1, 'name'])).toBe('spec/layout/spec/tabs/0/spec/variables/0/spec/name');
  });

  test('an automatic grid fills its columns', () => {
    const items = ['a', 'b', 'c'].map((name) => ({ kind: 'AutoGridLayoutItem', spec: { element: { name } } }));
    const layout = { kind: 'AutoGridLayout', spec: { maxColumnCount: 2, rowHeightMode: 'short', items } };
    expect(read(resource('v2', { elements, layout }))).toMatchObject({
      panels: [
        { gridPos: { x: 0, y: 0, w: 12, h: 5 } },
        { gridPos: { x: 12, y: 0, w: 12, h: 5 } },
        { gridPos: { x: 0, y: 5, w: 12, h: 5 } },
      ],
    });
  });

  test('tabs are sections too, and unknown elements are left out', () => {
    const tab = { kind: 'TabsLayoutTab', spec: { title: 'T', layout: grid('a', 'nowhere') } };
    const layout = { kind: 'TabsLayout', spec: { tabs: [tab] } };
    expect(read(resource('v2', { elements, layout }))).toMatchObject({
      panels: [{ type: 'row', title: 'T' }, { type: 'timeseries' }],
    });
  });

  test('a library panel refers to its library', () => {
    const libraryPanel = { name: 'L', uid: 'lib' };
    const library = { kind: 'LibraryPanel', spec: { id: 3, title: 'L', libraryPanel } };
    expect(read(resource('v2', { elements: { l: library }, layout: grid('l') }))).toMatchObject({
      panels: [{ id: 3, type: 'library-panel-ref', libraryPanel }],
    });
  });
});

function resource(version: string, spec: object) {
  const apiVersion = `dashboard.grafana.app/${version}`;
  return { apiVersion, kind: 'Dashboard', metadata: { name: 'a' }, spec: { title: 'A', ...spec } };
}

function grid(...names: readonly string[]) {
  const items = names.map((name, index) => ({
    kind: 'GridLayoutItem',
    spec: { x: 0, y: index * 8, width: 12, height: 8, element: { kind: 'ElementReference', name } },
  }));
  return { kind: 'GridLayout', spec: { items } };
}

function read(file: object): unknown {
  return readDashboard(parsed(file)).json;
}

function place(file: object, path: Path): string {
  const value = parsed(file);
  const origins = new Origins(value);
  return origins.pathOf(readDashboard(value, origins).json, path).join('/');
}

/** As if parsed from JSON text: no object occurs twice. */
function parsed(file: object): unknown {
  return JSON.parse(JSON.stringify(file));
}
