import { expect, test } from 'vitest';

import type { AlertSpec } from '../define/rules.ts';
import { brokenPanelLinks } from './panel-links.ts';

const dashboards = [
  { uid: 'fleet', panels: [{ key: 'drawdown' }, { key: 'pnl' }] },
  { uid: 'empty', panels: [] },
];
/** A rule with nothing but its link. */
const group = (link?: { dashboard: string; key: string }) => ({
  definition: { definedAt: new Error('here').stack ?? '' },
  spec: {
    name: 'g',
    interval: '1m',
    rules: [{ uid: 'a', title: 'A', ...(link ? { panel: link } : {}) } as unknown as AlertSpec],
  },
});

test.each<[{ dashboard: string; key: string } | undefined, (string | RegExp)[]]>([
  [undefined, []],
  [{ dashboard: 'fleet', key: 'pnl' }, []],
  [{ dashboard: 'fleet', key: 'drawdwn' }, ['Did you mean "drawdown"?']],
  [{ dashboard: 'fleet', key: 'x' }, ['Use a panel key of dashboard "fleet": drawdown, pnl.']],
  [{ dashboard: 'flet', key: 'pnl' }, ['Did you mean "fleet"?']],
  [{ dashboard: 'x', key: 'pnl' }, ['Use a uid of a dashboard: fleet, empty.']],
  [{ dashboard: 'empty', key: 'pnl' }, [/^There is no panel key of dashboard "empty" to link to/]],
])('a rule that links to %j gets the hints %j, at its line', (link, hints) => {
  const found = brokenPanelLinks([group(link)], dashboards);
  expect(found.map(({ hint }) => hint)).toEqual(
    hints.map((hint) => (typeof hint === 'string' ? hint : (expect.stringMatching(hint) as string))),
  );
  expect(found.every(({ at }) => at?.file.endsWith('panel-links.test.ts') && at.line !== undefined)).toBe(true);
});
