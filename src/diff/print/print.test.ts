import { describe, expect, test } from 'vitest';

import type { Box, ObjectDiff } from '../change.ts';
import { diffQuery } from '../query-tokens.ts';
import { markdownDiff } from './markdown.ts';
import { prettyDiff } from './pretty.ts';
import { layoutSvg } from './svg.ts';
import { textGrid } from './text-grid.ts';

const box = (
  title: string,
  x: number,
  y: number,
  width: number,
  height: number,
  mark: Box['mark'] = 'same',
  isRow = false,
): Box => ({ title, x, y, width, height, mark, isRow });
const BEFORE = [
  box('Traffic', 0, 0, 24, 1, 'same', true),
  box('Rate', 0, 1, 12, 6, 'changed'),
  box('A title that is too long for it', 12, 1, 4, 6),
];
const AFTER = [...BEFORE, box('Errors', 16, 1, 8, 6, 'added')];

const query = diffQuery('promql', 'sum(rate(x[5m]))', 'sum(rate(x[10m]))');
const DASHBOARD: ObjectDiff = {
  kind: 'dashboard',
  label: 'Dashboard "Web"',
  identity: 'web',
  orgId: 1,
  change: 'changed',
  layout: { before: BEFORE, after: AFTER },
  changes: [
    { id: 'query/changed', part: 'Panel "Rate"', text: 'query A changed', ...(query ? { query } : {}) },
    { id: 'panel/added', part: 'Panel "Errors"', text: 'added (stat)' },
  ],
};
const RULE: ObjectDiff = {
  kind: 'rule',
  label: 'Rule "High @channel | <b>"',
  identity: 'high',
  orgId: 2,
  change: 'changed',
  changes: [
    {
      id: 'rule/paused',
      text: 'paused: false -> true',
      risks: [{ id: 'rule-silent', message: 'A paused rule is not evaluated.' }],
    },
  ],
};

test('pretty', () => {
  expect(prettyDiff([{ name: '', objects: [DASHBOARD, RULE] }], false)).toMatchInlineSnapshot(`
    "~ Dashboard "Web" (web)
        Panel "Rate": query A changed
            sum(rate(x[[-5m-]{+10m+}]))
        Panel "Errors": added (stat)
    ~ Rule "High @channel | <b>" (high, org 2)
        paused: false -> true
        ! rule-silent  A paused rule is not evaluated.
    1 dashboard and 1 rule changed, 1 risk.
    "
  `);
  expect(prettyDiff([{ name: '', objects: [] }], false)).toBe('No differences.\n');
});

describe('markdown', () => {
  test('lists the risks, collapses the objects, and escapes markup and mentions in texts of the folder', () => {
    expect(markdownDiff([{ name: 'prod', objects: [RULE] }], () => undefined)).toMatchInlineSnapshot(`
      "### Grafana: 1 rule changed, 1 risk

      > [!WARNING]
      > - **prod: Rule "High @<!-- -->channel \\| &lt;b&gt;"**: A paused rule is not evaluated. \`rule-silent\`

      #### Environment prod

      <details>
      <summary>Rule "High @<!-- -->channel | &lt;b&gt;" (high, org 2): 1 change</summary>

      | where | what |
      |---|---|
      |  | :warning: paused: false -&gt; true |

      </details>
      "
    `);
  });
  test('shows a query before and after, and the layout as text or as a picture', () => {
    const named = [{ name: '', objects: [DASHBOARD] }];
    const text = markdownDiff(named, () => undefined);
    expect(text).toContain('```diff\n- sum(rate(x[5m]))\n+ sum(rate(x[10m]))\n```');
    expect(text).toContain(textGrid(AFTER));
    const pictured = markdownDiff(named, () => 'svg/web.svg');
    expect(pictured).toContain('![Layout before and after](svg/web.svg)');
    expect(pictured).not.toContain(textGrid(AFTER));
  });
  test('fits in a comment', () => {
    const many = Array.from({ length: 600 }, (_, index) => ({ ...DASHBOARD, identity: `web-${index}` }));
    const text = markdownDiff([{ name: '', objects: many }], () => undefined);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('too long for a comment');
    expect(text.match(/<details>/g)).toHaveLength(text.match(/<\/details>/g)?.length ?? 0);
    const fewer = markdownDiff([{ name: '', objects: many.slice(0, 100) }], () => undefined);
    expect(fewer).toContain('web-99');
    expect(fewer).not.toContain('Layout');
  });
});

test('a layout as text', () => {
  expect(textGrid(AFTER)).toMatchInlineSnapshot(`
    "═ Traffic ══════════════════════════════════════════════════════════════════════════════════════
    ┌~ Rate────────────────────────────────────────┐┌A title that …┐┌+ Errors──────────────────────┐
    │                                              ││              ││                              │
    └──────────────────────────────────────────────┘└──────────────┘└──────────────────────────────┘"
  `);
  expect(textGrid([])).toBe('');
});

test('a layout as an SVG picture is well-formed XML', () => {
  const svg = layoutSvg({ before: [box('A & <b> "\u0007', 0, 0, 6, 4, 'removed')], after: AFTER });
  expect(svg.match(/<rect /g)).toHaveLength(5);
  expect(svg).toContain('A &amp; &lt;b&gt; "\uFFFD');
  const open: string[] = [];
  for (const [, start, end] of svg.matchAll(/<(\w+)(?:\s[^<>]*[^<>/])?>|<\/(\w+)>/g)) {
    if (start !== undefined) open.push(start);
    else expect(open.pop()).toBe(end);
  }
  expect(open).toEqual([]);
});
