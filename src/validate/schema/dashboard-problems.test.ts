import { describe, expect, test } from 'vitest';

import { dashboards, datasources, diagnosticsOf } from '../../test/support/validated.ts';
import { schemaRequired } from '../rules/schema-required.ts';
import { schemaType } from '../rules/schema-type.ts';
import { schemaUnknownKey } from '../rules/schema-unknown-key.ts';
import { schemaValue } from '../rules/schema-value.ts';
import type { Release } from '../../grafana/release.ts';

const RULES = [schemaRequired, schemaType, schemaUnknownKey, schemaValue];
const DESCRIBED: Release = { major: 11, minor: 6 };

function said(json: object, target?: Release): string[] {
  const files = {
    ...datasources({ name: 'p', uid: 'p', type: 'prometheus' }),
    ...dashboards({ 'a.json': { title: 'A', schemaVersion: 39, ...json } }),
  };
  return diagnosticsOf(files, RULES, target ? { target } : {}).map(
    ({ id, severity, pointer }) => `${severity} ${id.slice('schema/'.length)} ${pointer}`,
  );
}

const panel = (json: object) => ({ panels: [{ type: 'timeseries', options: {}, ...json }] });

describe('one wrong place is one finding', () => {
  test.each([
    [
      'a valid panel',
      panel({
        title: 'A',
        gridPos: { x: 0, y: 0, w: 12, h: 8 },
        fieldConfig: { defaults: { unit: 's', custom: { drawStyle: 'line' } }, overrides: [] },
      }),
      [],
    ],
    ['a title', panel({ title: 5 }), ['error type /panels/0/title']],
    [
      "a spelling of a Prometheus query's format that Grafana takes",
      panel({ targets: [{ refId: 'A', datasource: { uid: 'p' }, expr: 'up', format: 'timeseries' }] }),
      ['warning value /panels/0/targets/0/format'],
    ],
    [
      "another value of a Prometheus query's format",
      panel({ targets: [{ refId: 'A', datasource: { uid: 'p' }, expr: 'up', format: 'tables' }] }),
      ['error value /panels/0/targets/0/format'],
    ],
    ['the grid', panel({ gridPos: { x: 0, y: 0, w: 'x', h: 8 } }), ['error type /panels/0/gridPos/w']],
    ['the unit', panel({ fieldConfig: { defaults: { unit: 5 } } }), ['error type /panels/0/fieldConfig/defaults/unit']],
    [
      'an option',
      panel({ options: { legend: { displayMode: 'lists' } } }),
      ['error value /panels/0/options/legend/displayMode'],
    ],
    [
      'a draw style',
      panel({ fieldConfig: { defaults: { custom: { drawStyle: 'lines' } } } }),
      ['error value /panels/0/fieldConfig/defaults/custom/drawStyle'],
    ],
    [
      'a key of a custom value',
      panel({ fieldConfig: { defaults: { custom: { stacking: { mode: 5 } } } } }),
      ['error type /panels/0/fieldConfig/defaults/custom/stacking/mode'],
    ],
    [
      'a mapping, by its type',
      panel({
        fieldConfig: { defaults: { mappings: [{ type: 'range', options: { from: 'a', to: 1, result: {} } }] } },
      }),
      ['error type /panels/0/fieldConfig/defaults/mappings/0/options/from'],
    ],
    [
      'a mapping of no type',
      panel({ fieldConfig: { defaults: { mappings: [{ type: 'exact' }] } } }),
      ['error value /panels/0/fieldConfig/defaults/mappings/0/type'],
    ],
    [
      'a panel of a collapsed row',
      { panels: [{ type: 'row', collapsed: true, panels: [{ type: 'stat', options: { colorMode: 'red' } }] }] },
      ['error value /panels/0/panels/0/options/colorMode'],
    ],
    [
      'a variable',
      { templating: { list: [{ type: 'query', name: 'v', sort: 'asc', query: 'label_values(a)' }] } },
      ['error type /templating/list/0/sort'],
    ],
    ['the whole', { tags: 'a', time: { from: 5 } }, ['error type /tags', 'error type /time/from']],
    ['a panel without a type', { panels: [{ title: 'A' }] }, ['error required /panels/0/type']],
    ['a library panel', { panels: [{ title: 'A', libraryPanel: { uid: 'a', name: 'A' } }] }, []],
    ['a quoted number', panel({ maxDataPoints: '100' }), ['warning type /panels/0/maxDataPoints']],
    [
      'nothing where nothing is set',
      panel({ description: null, repeat: '', maxDataPoints: null, datasource: null }),
      [],
    ],
    ['a variable in place of a number', panel({ maxDataPoints: '$points' }), []],
  ])('%s', (_name, json, expected) => {
    expect(said(json)).toEqual(expected);
  });
});

describe('queries are checked by their data source', () => {
  test.each([
    [
      'of the target',
      { targets: [{ refId: 'A', datasource: { type: 'loki', uid: 'l' }, expr: '{a="b"}', maxLines: '100' }] },
      // The backend decodes it with the rest of the query.
      ['error type /panels/0/targets/0/maxLines'],
    ],
    [
      'of a query of Prometheus',
      { targets: [{ refId: 'A', datasource: { type: 'prometheus', uid: 'p' }, expr: 'up', intervalFactor: '2' }] },
      ['error type /panels/0/targets/0/intervalFactor'],
    ],
    [
      'of the panel',
      { datasource: { type: 'loki', uid: 'l' }, targets: [{ refId: 'A', expr: 5 }] },
      ['error type /panels/0/targets/0/expr'],
    ],
    [
      'of the panel, named by a text',
      { datasource: { type: 'loki', uid: 'l' }, targets: [{ refId: 'A', datasource: 'Loki', expr: '{a="b"}' }] },
      [],
    ],
    [
      'of the folder, by uid',
      { datasource: { uid: 'p' }, targets: [{ refId: 'A', expr: 'up', format: 'series' }] },
      ['error value /panels/0/targets/0/format'],
    ],
    [
      'PostgreSQL',
      { targets: [{ datasource: { type: 'postgres', uid: 's' }, rawSql: 'select 1', format: 'logs' }] },
      ['error value /panels/0/targets/0/format'],
    ],
    [
      'ClickHouse',
      {
        targets: [
          { datasource: { type: 'grafana-clickhouse-datasource', uid: 'c' }, rawSql: 'select 1', format: 'table' },
        ],
      },
      ['error type /panels/0/targets/0/format'],
    ],
    [
      'numbers of an aggregation of Elasticsearch',
      {
        targets: [
          {
            refId: 'A',
            datasource: { type: 'elasticsearch', uid: 'e' },
            bucketAggs: [{ id: '2', type: 'terms', settings: { min_doc_count: 1 } }],
          },
        ],
      },
      [],
    ],
    [
      'an expression',
      {
        targets: [
          {
            refId: 'B',
            datasource: { type: '__expr__', uid: '__expr__' },
            type: 'reduce',
            expression: 'A',
            reducer: 'p99',
          },
        ],
      },
      ['error value /panels/0/targets/0/reducer'],
    ],
    ['an unknown plugin', { targets: [{ datasource: { type: 'acme', uid: 'a' }, format: 5 }] }, []],
  ])('%s', (_name, json, expected) => {
    expect(said(panel(json))).toEqual(expected);
  });
});

describe('an unknown key is an error only for a release that the SDK describes', () => {
  test.each([
    ['an option', panel({ options: { newest: true } }), '/panels/0/options/newest'],
    [
      'a custom value',
      panel({ fieldConfig: { defaults: { custom: { newest: true } } } }),
      '/panels/0/fieldConfig/defaults/custom/newest',
    ],
    [
      'a custom value in an override',
      panel({
        fieldConfig: {
          overrides: [
            {
              matcher: { id: 'byName', options: 'a' },
              properties: [
                { id: 'custom.newest', value: 1 },
                { id: 'custom.lineWidth', value: 1 },
              ],
            },
          ],
        },
      }),
      '/panels/0/fieldConfig/overrides/0/properties/0/id',
    ],
    ['a key of the panel', panel({ titel: 'A' }), '/panels/0/titel'],
    ['a key of a query', panel({ targets: [{ datasource: { uid: 'p' }, exprr: 'up' }] }), '/panels/0/targets/0/exprr'],
    ['a key of the dashboard', { newest: 1 }, '/newest'],
  ])('%s', (_name, json, pointer) => {
    expect(said(json, DESCRIBED)).toEqual([`error unknown-key ${pointer}`]);
    expect(said(json)).toEqual([`warning unknown-key ${pointer}`]);
  });

  test.each([
    [
      'an option',
      panel({ type: 'nodeGraph', options: { layoutAlgorithm: 'grid' } }),
      '/panels/0/options/layoutAlgorithm',
    ],
    [
      'a custom value',
      panel({ fieldConfig: { defaults: { custom: { showValues: true } } } }),
      '/panels/0/fieldConfig/defaults/custom/showValues',
    ],
    [
      'one in an override',
      panel({
        fieldConfig: {
          overrides: [
            { matcher: { id: 'byName', options: 'a' }, properties: [{ id: 'custom.showValues', value: true }] },
          ],
        },
      }),
      '/panels/0/fieldConfig/overrides/0/properties/0/id',
    ],
  ])('a key that a later release reads is accepted: %s', (_name, json, pointer) => {
    expect(said(json, DESCRIBED)).toEqual([`error unknown-key ${pointer}`]);
    expect(said(json)).toEqual([]);
  });

  test('a panel link needs no type, because Grafana does not read it', () => {
    expect(
      said(
        panel({ links: [{ type: 'absolute', title: 'Docs', url: 'https://example.com', targetBlank: true }] }),
        DESCRIBED,
      ),
    ).toEqual([]);
  });

  test('the root of a canvas is drawn like its elements', () => {
    expect(
      said(
        panel({
          type: 'canvas',
          options: {
            inlineEditing: true,
            showAdvancedTypes: true,
            panZoom: false,
            root: { type: 'frame', name: 'Element', elements: [], background: { color: { fixed: 'red' } } },
          },
        }),
        DESCRIBED,
      ),
    ).toEqual([]);
  });

  test('a key in the wrong case is an error for any release', () => {
    expect(said(panel({ options: { Legend: {} } }))).toEqual(['error unknown-key /panels/0/options/Legend']);
  });

  test('panels of plugins and in older forms may have any key', () => {
    expect(
      said(
        {
          panels: [
            { type: 'acme-panel', anything: 1, options: { any: 1 } },
            { type: 'heatmap', yAxis: {} },
          ],
        },
        DESCRIBED,
      ),
    ).toEqual([]);
  });

  test('in an old dashboard, which Grafana migrates when it opens it, unknown keys are accepted', () => {
    expect(said({ schemaVersion: 16, hideEverything: true, tags: 'a' }, DESCRIBED)).toEqual(['warning type /tags']);
    const mapped = {
      panels: [
        {
          id: 1,
          type: 'stat',
          title: 'S',
          fieldConfig: { defaults: { mappings: [{ id: 1, type: 1, value: '1', text: 'up' }] }, overrides: [] },
        },
      ],
    };
    expect(said({ ...mapped, schemaVersion: 29 }, DESCRIBED)).toEqual([]);
    expect(said({ ...mapped, schemaVersion: 30 }, DESCRIBED)).not.toEqual([]);
  });
});

test('other forms of dashboards are reported separately', () => {
  expect(said({ apiVersion: 'folder.grafana.app/v1', kind: 'Folder', spec: { kind: 5 } })).toEqual([]);
});
