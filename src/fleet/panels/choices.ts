import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import type { PanelSpec, RowSpec } from '../../define/definitions.ts';
import { agentId, market, strategy, ticker } from '../queries/variables.ts';
import type { Variable } from '../../query/variables.ts';

/** Variables at the top of a dashboard, with their titles. */
const choices: readonly { readonly title: string; readonly of: Variable }[] = [
  { title: 'Agent', of: agentId },
  { title: 'Strategy', of: strategy },
  { title: 'Market', of: market },
  { title: 'Ticker', of: ticker },
];

/**
 * Adds to the description of each panel which of the dashboard's variables do not limit it, because a figure of all
 * strategies next to a figure of the selected strategy would look like a contradiction.
 */
export function sayingChoices(offered: readonly Variable[], rows: readonly RowSpec[]): RowSpec[] {
  return rows.map((row) => ({ ...row, panels: row.panels.map((panel) => saying(offered, panel)) }));
}

function saying(offered: readonly Variable[], spec: PanelSpec): PanelSpec {
  return {
    ...spec,
    panel: {
      build: () => {
        const panel = spec.panel.build();
        const said = sentences(offered, panel);
        return said === '' ? panel : { ...panel, description: `${panel.description ?? ''} ${said}`.trim() };
      },
    },
  };
}

function sentences(offered: readonly Variable[], { targets = [] }: Panel): string {
  if (targets.length === 0) return '';
  const texts = targets.map((target) => JSON.stringify(target));
  const followed = ({ variable }: Variable): number =>
    texts.filter((text) => new RegExp(`\\$\\{?${variable}\\b`).test(text)).length;
  const titled = choices.filter(({ of }) => offered.some(({ variable }) => variable === of.variable));
  const none = titled.filter(({ of }) => followed(of) === 0).map(({ title }) => title);
  const some = titled.filter(({ of }) => followed(of) > 0 && followed(of) < texts.length).map(({ title }) => title);
  return [
    ...(none.length === 0 ? [] : [`Not filtered by ${listed(none, 'or')}.`]),
    ...(some.length === 0 ? [] : [`Only partly filtered by ${listed(some, 'and')}.`]),
  ].join(' ');
}

function listed(titles: readonly string[], conjunction: 'and' | 'or'): string {
  return titles.length < 2 ? titles.join() : `${titles.slice(0, -1).join(', ')} ${conjunction} ${titles.at(-1)}`;
}
