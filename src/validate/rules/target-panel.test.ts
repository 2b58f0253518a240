import { expect, test } from 'vitest';

import { validated } from '../../test/support/validated.ts';
import { targetPanel } from './target-panel.ts';

const provider =
  'apiVersion: 1\nproviders:\n  - name: p\n    folder: F\n    type: file\n    options: {path: /var/lib/grafana/dashboards}\n';
const of = (panelId: number) => ({ datasource: { type: 'datasource', uid: '-- Dashboard --' }, refId: 'A', panelId });
const asked = { datasource: { type: 'prometheus', uid: 'p' }, refId: 'A', expr: 'up' };

test.each<[string, object, number]>([
  ['another panel', of(1), 0],
  ['no such panel', of(9), 1],
  ['the panel itself', of(2), 1],
  ['a panel that takes its own result from another', of(3), 1],
  ['a query of a data source', { ...asked, panelId: 9 }, 0],
])('%s', (_name, target, count) => {
  const dashboard = {
    uid: 'd',
    title: 'D',
    panels: [
      { id: 1, targets: [asked] },
      { id: 2, targets: [target] },
      { id: 3, targets: [of(1)] },
    ],
  };
  expect(
    validated({ 'provisioning/dashboards/p.yaml': provider, 'dashboards/d.json': JSON.stringify(dashboard) }, [
      targetPanel,
    ]),
  ).toHaveLength(count);
});
