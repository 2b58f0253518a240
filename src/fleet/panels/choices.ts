import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import type { PanelSpec, RowSpec } from '../../define/definitions.ts';
import { agentId, market, strategy, ticker } from '../queries/variables.ts';
import type { Variable } from '../../query/variables.ts';

/** The choices at the top of a dashboard, as they are called there. */
const choices: readonly { readonly title: string; readonly of: Variable }[] = [
  { title: 'Agent', of: agentId },
  { title: 'Strategy', of: strategy },
  { title: 'Market', of: market },
  { title: 'Ticker', of: ticker },
];

/**
 * The same rows, each panel saying which of the dashboard's choices it does not follow: a figure of all strategies
 * beside one of the chosen strategy looks like a contradiction.
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
    ...(none.length === 0 ? [] : [`Not limited by the choice of ${listed(none)}.`]),
    ...(some.length === 0 ? [] : [`The choice of ${listed(some)} limits a part of it only.`]),
  ].join(' ');
}

function listed(titles: readonly string[]): string {
  return titles.length < 2 ? titles.join() : `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`;
}
