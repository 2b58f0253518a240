import { numberOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

const DASHBOARD = '-- Dashboard --';

/** A query that uses the result of another panel names one that exists. */
export const targetPanel: Rule = {
  id: 'target/panel',
  severity: 'error',
  description:
    'A query of the source "-- Dashboard --" refers to another panel of its dashboard, which has its own queries.',
  why: 'Grafana takes the result of that panel. If that panel does not exist, is the panel itself, or takes its result from another panel, there is no result, and the panel stays empty.',
  bad: '{"datasource": {"uid": "-- Dashboard --"}, "panelId": 99}',
  good: '{"datasource": {"uid": "-- Dashboard --"}, "panelId": 3}',
  standsFor: ['dashboard-linter: target-promql-rule'],
  presets: ['recommended', 'mixin'],
  target(target, report) {
    const { datasource, json, label, panel } = target;
    const id = numberOf(json['panelId']);
    if (datasource?.uid !== DASHBOARD || id === undefined) return;
    const other = panel.dashboard.panels.find((candidate) => candidate.id === id);
    const problem = !other
      ? `which ${panel.dashboard.label} does not have`
      : other === panel
        ? 'which is the panel itself'
        : other.targets.some((one) => one.datasource?.uid === DASHBOARD)
          ? 'which takes its own result from another panel'
          : undefined;
    if (problem)
      report({
        at: ['panelId'],
        message: `${label} takes the result of panel ${id}, ${problem}, so it stays empty.`,
        hint: 'Use the id of a panel that queries a data source.',
      });
  },
};
