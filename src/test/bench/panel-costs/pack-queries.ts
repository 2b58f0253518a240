import { type ExpandedQuery, expandFound, variablesUsed } from '../../../verify/panel-queries/expansions.ts';
import { type FoundQuery, findQueries } from '../../../verify/panel-queries/find.ts';
import { dashboardsOf, type FilesByPath } from '../../../verify/panel-queries/grafana-files.ts';
import { momentOf } from '../../../verify/panel-queries/moments.ts';
import type { TimeRange } from '../../../verify/panel-queries/periods.ts';
import { choose, type OptionsOf } from '../../fleet-truth/every-choice.ts';

/** A panel's query as sent when the dashboard opens with All selected, and over the whole history. */
export interface PanelQuery {
  readonly found: FoundQuery;
  readonly own: ExpandedQuery;
  readonly whole: ExpandedQuery;
}

/** Returns every panel query of a folder, except Loki's, which no engine here runs. */
export function panelQueries(files: FilesByPath, whole: TimeRange, optionsOf: OptionsOf): PanelQuery[] {
  const starts = new Map(dashboardsOf(files).map(({ uid, time }) => [uid, momentOf(time?.from ?? 'now-6h', whole.to)]));
  return findQueries(files)
    .filter(({ place, language }) => place === 'panel' && language !== 'logql')
    .map((found) => {
      const expand = (range: TimeRange): ExpandedQuery =>
        expandFound(
          found,
          range,
          variablesUsed(found).map((variable) => choose(variable, 'all', optionsOf)),
        );
      return {
        found,
        own: expand({ from: starts.get(found.owner) ?? whole.from, to: whole.to }),
        whole: expand(whole),
      };
    });
}
