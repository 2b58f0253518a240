import { reducersOf } from '../../folder/reducers.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { commonReducers, fieldReducerIds } from '../../grafana/registries/reducers.ts';
import type { Rule } from '../rule.ts';

/** A panel uses calculations that Grafana has. */
export const panelReducer: Rule = {
  id: 'panel/reducer',
  severity: 'error',
  description: 'A panel, its legend and its transformations use calculations that Grafana has.',
  why: 'An unknown calculation of a legend or of "Add field from calculation" makes the whole panel fail; in a stat, a table or a reduction its value is silently left out.',
  bad: '"reduceOptions": {"calcs": ["average"]}',
  good: '"reduceOptions": {"calcs": ["mean"]}',
  panel(panel, report) {
    for (const { name, at } of reducersOf(panel)) {
      if (fieldReducerIds.has(name)) continue;
      const meant = MEANT[name.toLowerCase()] ?? nearest(name, fieldReducerIds)[0];
      report({
        at,
        message: `${panel.label} computes "${name}", which is not a calculation of Grafana, so its value is missing or the panel fails.`,
        hint: meant === undefined ? `Write ${commonReducers}.` : `Did you mean "${meant}"?`,
      });
    }
  },
};

/** Common wrong names of calculations. */
const MEANT: Readonly<Record<string, string>> = {
  average: 'mean',
  minimum: 'min',
  maximum: 'max',
  latest: 'lastNotNull',
  stddev: 'stdDev',
  stdvar: 'variance',
  difference: 'diff',
  distinct: 'distinctCount',
};
