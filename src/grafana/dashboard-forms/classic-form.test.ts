import { expect, test } from 'vitest';

import { readDashboard } from './read-dashboard.ts';

/** One row per migration: the schemaVersion below which it runs, a dashboard before, and after. */
const dashboards: readonly (readonly [name: string, below: number, before: object, after: object])[] = [
  ['services', 2, { services: { filter: { list: [{ name: 'a' }] } } }, { templating: { list: [{ name: 'a' }] } }],
  ['pulldowns', 6, { pulldowns: [{ type: 'annotations', annotations: [1] }] }, { annotations: { list: [1] } }],
  ['the type of a variable', 6, variable({ type: 'filter' }), variable({ type: 'query' })],
  ['navigation', 7, { nav: [{ type: 'timepicker' }] }, { timepicker: { type: 'timepicker' } }],
  ['refresh as a flag', 12, variable({ type: 'custom', refresh: true }), variable({ type: 'custom', refresh: 1 })],
  ['hidden variables', 12, variable({ type: 'custom', hideVariable: true }), variable({ type: 'custom', hide: 2 })],
  ['shared crosshair', 14, { sharedCrosshair: true }, { graphTooltip: 1 }],
  ['copies of repeats', 27, { panels: [{ id: 1 }, { id: 2, repeatPanelId: 1 }] }, { panels: [{ id: 1 }] }],
  ['constants that show', 27, variable({ type: 'constant', query: 'x', hide: 0 }), variable({ type: 'textbox' })],
  ['refresh of queries', 29, variable({ type: 'query', refresh: 0 }), variable({ type: 'query', refresh: 1 })],
  ['refresh as a flag', 40, { refresh: false }, { refresh: '' }],
];

test.each(dashboards)('%s, below %i', (_name, below, before, after) => {
  expect(read({ ...before, schemaVersion: below - 1 })).toMatchObject(after);
  expect(read({ ...before, schemaVersion: below })).toMatchObject(before);
});

test.each([
  ['tags of variables', 28, variable({ type: 'custom', tags: ['a'], useTags: true }), variable({ type: 'custom' })],
  ['time options', 41, { timepicker: { time_options: ['5m'], hidden: true } }, { timepicker: { hidden: true } }],
])('%s are removed below %i', (_name, below, before, after) => {
  expect(read({ ...before, schemaVersion: below - 1 })).toEqual({ ...after, ...rest(below - 1) });
  expect(read({ ...before, schemaVersion: below })).toEqual({ ...before, ...rest(below) });
});

const mapping = { type: 1, value: '1', text: 'up' };

/** The same for one panel. */
const panels: readonly (readonly [name: string, below: number, before: object, after: object])[] = [
  ['minSpan', 17, { minSpan: 8 }, { maxPerRow: 3 }],
  [
    'options of a gauge',
    18,
    { type: 'x', 'options-gauge': { unit: 'ms', thresholds: [1, 2], showLabels: true } },
    { options: { valueOptions: { unit: 'ms' }, thresholds: [2, 1], showLabels: true } },
  ],
  ['links to a title', 19, { links: [{ dashboard: 'My Board' }] }, { links: [{ url: 'dashboard/db/my-board' }] }],
  [
    'links with parameters',
    19,
    { links: [{ dashUri: 'db/a', keepTime: true, includeVars: true, params: 'x=1' }] },
    { links: [{ url: 'dashboard/db/a?$__url_time_range&$__all_variables&x=1' }] },
  ],
  [
    'an Angular table',
    24,
    { type: 'table', styles: [{ pattern: '/.*/', unit: 'ms' }] },
    { type: 'table', autoMigrateFrom: 'table-old', fieldConfig: { defaults: { unit: 'ms' } } },
  ],
  ['text2', 26, { type: 'text2' }, { type: 'text' }],
  [
    'value mappings',
    30,
    { fieldConfig: { defaults: { mappings: [mapping, { type: 2, from: '1', to: '2', text: 'some' }] } } },
    {
      fieldConfig: {
        defaults: {
          mappings: [
            { type: 'value', options: { 1: { text: 'up' } } },
            { type: 'range', options: { from: 1, to: 2, result: { text: 'some' } } },
          ],
        },
      },
    },
  ],
  [
    'value mappings of an override',
    30,
    overrides({ id: 'mappings', value: [{ type: 1, value: 'null', text: 'none' }] }),
    overrides({ id: 'mappings', value: [{ type: 'special', options: { match: 'null', result: { text: 'none' } } }] }),
  ],
  [
    'tooltips',
    30,
    { type: 'timeseries', options: { tooltipOptions: { mode: 'multi' } } },
    { options: { tooltip: { mode: 'multi' } } },
  ],
  [
    'labels to fields',
    31,
    { transformations: [{ id: 'labelsToFields' }] },
    { transformations: [{ id: 'labelsToFields' }, { id: 'merge' }] },
  ],
  ['no legend', 37, { options: { legend: false } }, { options: { legend: { showLegend: false } } }],
  [
    'a hidden legend',
    37,
    { options: { legend: { displayMode: 'hidden' } } },
    { options: { legend: { displayMode: 'list', showLegend: false } } },
  ],
  [
    'cells of a table',
    38,
    { type: 'table', fieldConfig: { defaults: { custom: { displayMode: 'lcd-gauge' } } } },
    { fieldConfig: { defaults: { custom: { cellOptions: { type: 'gauge', mode: 'lcd' } } } } },
  ],
  [
    'cells of a column',
    38,
    { type: 'table', ...overrides({ id: 'custom.displayMode', value: 'color-background' }) },
    overrides({ id: 'custom.cellOptions', value: { type: 'color-background', mode: 'gradient' } }),
  ],
  [
    'sparklines',
    39,
    { transformations: [{ id: 'timeSeriesTable', options: { refIdToStat: { A: 'mean' } } }] },
    { transformations: [{ id: 'timeSeriesTable', options: { A: { stat: 'mean' } } }] },
  ],
];

test.each(panels)('%s, below %i', (_name, below, before, after) => {
  expect(panelOf(before, below - 1)).toMatchObject(after);
  expect(panelOf(before, below)).toMatchObject(before);
});

test('a panel inside a row is migrated like any other', () => {
  const row = { type: 'row', panels: [{ type: 'text2' }] };
  expect(read({ schemaVersion: 25, panels: [row] })).toMatchObject({ panels: [{ panels: [{ type: 'text' }] }] });
});

test.each([
  ['graph', { yaxes: [{ format: 'ms' }] }],
  ['singlestat', { format: 'ms' }],
  ['heatmap', { yAxis: { format: 'ms' } }],
  ['table-old', { styles: [{ pattern: '/.*/', unit: 'ms' }] }],
])('%s passes its unit to its successor', (type, own) => {
  expect(panelOf({ type, ...own }, 42)).toMatchObject({ fieldConfig: { defaults: { unit: 'ms' } } });
});

function read(file: object): unknown {
  return readDashboard(structuredClone(file)).json;
}

function panelOf(panel: object, schemaVersion: number): unknown {
  return (read({ schemaVersion, panels: [panel] }) as { panels: unknown[] }).panels[0];
}

function variable(json: object) {
  return { templating: { list: [json] } };
}

function overrides(...properties: readonly object[]) {
  return { fieldConfig: { overrides: [{ matcher: { id: 'byName', options: 'a' }, properties }] } };
}

/** Members of every dashboard of a version without refresh. */
function rest(schemaVersion: number) {
  return { schemaVersion, ...(schemaVersion < 40 ? { refresh: '' } : {}) };
}
