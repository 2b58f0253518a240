import type { ExpandedQuery } from '../../../verify/queries/expansions.ts';
import { expandFound, variablesUsed } from '../../../verify/queries/expansions.ts';
import { choose, type OptionsOf } from '../../../verify/queries/choices.ts';
import { type FoundQuery, findQueries } from '../../../verify/queries/find.ts';
import { dashboardsOf, type FilesByPath } from '../../../verify/queries/grafana-files.ts';
import { momentOf } from '../../../verify/queries/moments.ts';
import { periodOf, type TimeRange } from '../../../verify/queries/periods.ts';

/** A query of a panel as it is sent when the dashboard opens with All chosen, and over the whole history. */
export interface PanelQuery {
  readonly found: FoundQuery;
  readonly own: ExpandedQuery;
  readonly whole: ExpandedQuery;
}

/** Returns every query of the panels of a folder; Loki's are left out, which are read by nothing here. */
export function panelQueries(files: FilesByPath, whole: TimeRange, optionsOf: OptionsOf): PanelQuery[] {
  const starts = new Map(dashboardsOf(files).map(({ uid, time }) => [uid, momentOf(time?.from ?? 'now-6h', whole.to)]));
  return findQueries(files).filter(({ place, language }) => place === 'panel' && language !== 'logql').map((found) => {
    const expand = (range: TimeRange): ExpandedQuery => {
      const text = expandFound(found, range, variablesUsed(found).map((variable) => choose(variable, 'all', optionsOf)));
      return { name: found.where, query: found, period: periodOf(found, range), choice: 'all', text };
    };
    return { found, own: expand({ from: starts.get(found.owner) ?? whole.from, to: whole.to }), whole: expand(whole) };
  });
}
