import { expect, test } from 'vitest';

import { dashboards } from '../test/support/validated.ts';
import { memoryTree } from '../folder/file-tree.ts';
import { openFolder } from '../folder/open-folder.ts';
import { openedTops } from './panel-place.ts';

const place = (y: number, h: number) => ({ gridPos: { x: 0, y, w: 24, h } });

test('panels of collapsed rows are placed below their row and push down what follows', () => {
  const files = dashboards({
    'f/a.json': {
      title: 'A',
      panels: [
        { title: 'first', ...place(0, 4) },
        {
          type: 'row',
          title: 'one',
          ...place(4, 1),
          panels: [
            { title: 'in one', ...place(5, 6) },
            { title: 'below it', ...place(11, 2) },
          ],
        },
        { type: 'row', title: 'two', ...place(5, 1), panels: [{ title: 'in two', ...place(6, 3) }] },
        { title: 'last', ...place(6, 2) },
      ],
    },
  });
  const [dashboard] = openFolder(memoryTree(new Map(Object.entries(files)), ''), 'provisioning').dashboards;
  const tops = dashboard ? openedTops(dashboard) : new Map();
  expect(Object.fromEntries([...tops].map(([{ title }, top]) => [title, top]))).toEqual({
    first: 0,
    one: 4,
    'in one': 5,
    'below it': 11,
    two: 13,
    'in two': 14,
    last: 17,
  });
});
