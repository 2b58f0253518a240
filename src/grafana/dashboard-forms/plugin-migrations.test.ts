import { expect, test } from 'vitest';

import { readDashboard } from './read-dashboard.ts';

const thresholds = [
  { index: 0, value: -5, color: 'green' },
  { index: 1, value: 80, color: 'red' },
];

/** One row per handler: the last pluginVersion it migrates, the first it leaves unchanged, a panel before and after. */
test.each([
  [
    'xychart',
    '11.0.9',
    '11.1.0',
    { options: { seriesMapping: 'manual', series: [{ x: 'a', y: 'b' }] } },
    {
      options: {
        mapping: 'manual',
        series: [
          {
            frame: { matcher: { id: 'byIndex', options: 0 } },
            x: { matcher: { id: 'byName', options: 'a' } },
            y: { matcher: { id: 'byName', options: 'b' } },
          },
        ],
      },
    },
  ],
  [
    'stat',
    '6.5.0',
    '7.0.0',
    { options: { fieldOptions: { calcs: ['last'], defaults: { unit: 'ms', color: 'red' }, thresholds } } },
    {
      options: { reduceOptions: { calcs: ['last'] } },
      fieldConfig: {
        defaults: {
          unit: 'ms',
          color: { mode: 'fixed', fixedColor: 'red' },
          thresholds: {
            mode: 'absolute',
            steps: [
              { color: 'green', value: null },
              { color: 'red', value: 80 },
            ],
          },
        },
      },
    },
  ],
  [
    'gauge',
    '6.1.0',
    '6.2.0',
    { options: { valueOptions: { unit: 'ms', stat: 'mean' }, minValue: 0, maxValue: 5 } },
    { options: { reduceOptions: { calcs: ['mean'] } }, fieldConfig: { defaults: { unit: 'ms', min: 0, max: 5 } } },
  ],
  [
    'bargauge',
    '7.0.6',
    '7.1.0',
    { options: {}, fieldConfig: { defaults: { title: 'T' } } },
    { fieldConfig: { defaults: { displayName: 'T' } } },
  ],
  ['text', '7.0.0', '7.1.0', { content: 'a', mode: 'html' }, { options: { content: 'a', mode: 'html' } }],
  [
    'canvas',
    '11.3.0',
    '11.4.0',
    { options: { root: { elements: [{ actions: [{ options: { url: 'u' } }] }] } } },
    { options: { root: { elements: [{ actions: [{ fetch: { url: 'u' } }] }] } } },
  ],
  [
    'geomap',
    '8.2.1',
    '8.3.0',
    { options: { layers: [{ type: 'markers', config: { size: { fixed: 5 } } }] } },
    { options: { layers: [{ type: 'markers', config: { style: { size: { fixed: 5 } } } }] } },
  ],
])('%s of %s', (type, last, first, before, after) => {
  expect(panelOf({ type, pluginVersion: last, ...before })).toMatchObject(after);
  expect(panelOf({ type, pluginVersion: first, ...before })).not.toMatchObject(after);
});

test.each([
  [
    'an XY chart without a version',
    { type: 'xychart', options: { series: [{ x: 'a' }] } },
    ['options', 'mapping'],
    'manual',
  ],
  ['a stat without a version', { type: 'stat', options: { fieldOptions: {} } }, ['options', 'fieldOptions'], undefined],
  ['a removed mode', { type: 'text', options: { mode: 'text' } }, ['options', 'mode'], 'markdown'],
  [
    'a heatmap with a tooltip',
    { type: 'heatmap', options: { tooltip: { show: false } } },
    ['options', 'tooltip', 'mode'],
    'none',
  ],
  ['a list of dashboards', { type: 'dashlist', starred: true }, ['options', 'showStarred'], true],
])('%s', (_name, panel, path, expected) => {
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], panelOf(panel));
  expect(value).toEqual(expected);
});

function panelOf(panel: object): unknown {
  const { json } = readDashboard(structuredClone({ schemaVersion: 42, panels: [panel] }));
  return (json as { panels: unknown[] }).panels[0];
}
