import { describe, expect, test } from 'vitest';

import { formOf } from './form.ts';
import { Origins, type Path } from './origins.ts';
import { readDashboard } from './read-dashboard.ts';

describe('the form of a file', () => {
  test.each([
    ['classic', { title: 'A', panels: [] }],
    ['classic', { title: 'A', apiVersion: '1' }],
    ['api', { dashboard: { title: 'A' }, overwrite: true }],
    ['bare-v2', { title: 'A', elements: {}, layout: {} }],
    ['classic-resource', { apiVersion: 'dashboard.grafana.app/v0alpha1', spec: {} }],
    ['classic-resource', { apiVersion: 'dashboard.grafana.app/v1', kind: 'DashboardWithAccessInfo', spec: {} }],
    ['v2-resource', { apiVersion: 'dashboard.grafana.app/v2alpha1', kind: 'Dashboard', spec: {} }],
    ['v2-resource', { apiVersion: 'dashboard.grafana.app/v2', kind: 'Dashboard', spec: {} }],
    ['unknown-resource', { apiVersion: 'dashboard.grafana.app/v3', kind: 'Dashboard', spec: {} }],
    ['other-resource', { apiVersion: 'folder.grafana.app/v1', kind: 'Folder', spec: {} }],
    ['other-resource', { apiVersion: 'v1', kind: 'ConfigMap', data: {} }],
    ['none', []],
    ['none', 'text'],
    ['none', undefined],
  ])('%s: %j', (form, value) => {
    expect(formOf(value)).toBe(form);
  });
});

describe('the content of a file, and its paths', () => {
  test('the panels inside rows', () => {
    const panel = { id: 7, span: 6, type: 'stat', title: 'P', targets: [{ refId: 'A', expr: 'up' }] };
    const file = { title: 'A', schemaVersion: 14, rows: [{ title: 'r', height: '200px', panels: [panel] }] };
    expect(at(file, ['panels', 0, 'gridPos'])).toEqual({ x: 0, y: 0, w: 12, h: 6 });
    expect(place(file, ['panels', 0, 'targets', 0, 'expr'])).toBe('rows/0/panels/0/targets/0/expr');
  });

  test('rows that are visible, repeated or collapsed', () => {
    const rows = [
      { title: 'One', showTitle: true, panels: [{ id: 1, type: 'stat' }] },
      { title: 'Two', collapse: true, repeat: 'host', panels: [{ id: 2, type: 'stat' }] },
    ];
    const file = { title: 'A', schemaVersion: 15, rows };
    expect(at(file, ['panels'])).toMatchObject([
      { id: 1, gridPos: { x: 0, y: 1, w: 8, h: 7 } },
      { id: 3, type: 'row', title: 'One', panels: [] },
      { id: 4, type: 'row', title: 'Two', repeat: 'host', collapsed: true, panels: [{ id: 2 }] },
    ]);
    expect(place(file, ['panels', 2, 'repeat'])).toBe('rows/1/repeat');
    expect(place(file, ['panels', 2, 'panels', 0, 'type'])).toBe('rows/1/panels/0/type');
  });

  test('panels that are too wide for one row are wrapped', () => {
    const panels = [6, 6, 4].map((span, index) => ({ id: index, span, type: 'stat' }));
    const file = { schemaVersion: 15, rows: [{ height: 250, panels }] };
    expect([0, 1, 2].map((index) => at(file, ['panels', index, 'gridPos']))).toEqual([
      { x: 0, y: 0, w: 12, h: 7 },
      { x: 12, y: 0, w: 12, h: 7 },
      { x: 0, y: 7, w: 8, h: 7 },
    ]);
  });

  test('panels that are not a list are kept for the finding, even if there are rows', () => {
    expect(at({ schemaVersion: 14, rows: [], panels: { a: 1 } }, ['panels'])).toEqual({ a: 1 });
  });

  test('rows at version 16 are unchanged', () => {
    const file = { schemaVersion: 16, rows: [{ panels: [{ id: 1 }] }] };
    expect(at(file, ['panels'])).toBeUndefined();
    expect(at(file, ['rows'])).toEqual([{ panels: [{ id: 1 }] }]);
  });

  test('the spec of a resource, whose uid is its name', () => {
    const spec = { uid: 'other', title: 'A', schemaVersion: 42, panels: [{ id: 1, type: 'stat' }] };
    const file = { apiVersion: 'dashboard.grafana.app/v1', kind: 'Dashboard', metadata: { name: 'a' }, spec };
    expect(at(file, ['uid'])).toBe('a');
    expect(place(file, ['uid'])).toBe('metadata/name');
    expect(place(file, ['panels', 0, 'type'])).toBe('spec/panels/0/type');
  });

  test('a part that Grafana creates has the path of the part it replaces', () => {
    const file = { schemaVersion: 39, panels: [{ id: 1, type: 'xychart', options: { series: [{ x: 'a', y: 'b' }] } }] };
    expect(place(file, ['panels', 0, 'options', 'series', 0])).toBe('panels/0/options/series/0');
  });
});

/** The value at a path of the dashboard after reading. */
function at(file: unknown, path: Path): unknown {
  const { json } = readDashboard(structuredClone(file));
  return path.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], json);
}

/** The path of that value in the file. */
function place(file: unknown, path: Path): string {
  const value = structuredClone(file);
  const origins = new Origins(value);
  return origins.pathOf(readDashboard(value, origins).json, path).join('/');
}
