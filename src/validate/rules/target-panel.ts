import { numberOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

const DASHBOARD = '-- Dashboard --';

/** A query that takes the result of another panel names one that is there. */
export const targetPanel: Rule = {
  id: 'target/panel',
  severity: 'error',
  description: 'A query of the source "-- Dashboard --" names another panel of its dashboard, which asks for itself.',
  why: 'Grafana takes the result of that panel. One that is not there, the panel itself, or one that takes its result elsewhere gives none, and the panel stays empty.',
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
        ? 'which is its own'
        : other.targets.some((one) => one.datasource?.uid === DASHBOARD)
          ? 'which takes its own result from another panel'
          : undefined;
    if (problem)
      report({
        at: ['panelId'],
        message: `${label} takes the result of panel ${id}, ${problem}, so it stays empty.`,
        hint: 'Name the id of a panel that asks a data source.',
      });
  },
};
