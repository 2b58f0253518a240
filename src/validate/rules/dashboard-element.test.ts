import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardElement } from './dashboard-element.ts';

test.each([
  ['an element in the grid', grid('cpu'), []],
  ['an element that does not exist', grid('cpu', 'cpus'), ['/spec/layout/spec/items/1/spec/element/name']],
  ['an element that is never shown', grid(), ['warning /spec/elements/cpu']],
  [
    'an element in a row',
    { kind: 'RowsLayout', spec: { rows: [{ kind: 'RowsLayoutRow', spec: { title: 'R', layout: grid('cpu') } }] } },
    [],
  ],
  [
    'a missing element in a tab',
    {
      kind: 'TabsLayout',
      spec: { tabs: [{ kind: 'TabsLayoutTab', spec: { title: 'T', layout: grid('gpu', 'cpu') } }] },
    },
    ['/spec/layout/spec/tabs/0/spec/layout/spec/items/0/spec/element/name'],
  ],
])('%s', (_name, layout, expected) => {
  const spec = { title: 'A', elements: { cpu: { kind: 'Panel', spec: { id: 1, title: 'CPU' } } }, layout };
  const file = { apiVersion: 'dashboard.grafana.app/v2', kind: 'Dashboard', metadata: { name: 'a' }, spec };
  expect(pointers(dashboards({ 'f/a.json': file }), dashboardElement)).toEqual(expected);
});

function grid(...names: readonly string[]) {
  const items = names.map((name, index) => ({
    kind: 'GridLayoutItem',
    spec: { x: 0, y: index * 8, width: 12, height: 8, element: { kind: 'ElementReference', name } },
  }));
  return { kind: 'GridLayout', spec: { items } };
}
