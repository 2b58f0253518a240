import type { Rule } from '../rule.ts';

/** Panels that query no data source. */
const WITHOUT_SOURCE = new Set([
  'row',
  'text',
  'dashlist',
  'news',
  'welcome',
  'alertlist',
  'annolist',
  'gettingstarted',
  'pluginlist',
]);

/** A panel with queries names its data source. */
export const panelDefaultDatasource: Rule = {
  id: 'panel/default-datasource',
  severity: 'warning',
  description: 'A panel with queries names its data source.',
  why: 'Without one the panel uses the default data source of the org: as soon as the default changes, it shows another system or nothing.',
  bad: '{"type": "timeseries", "targets": [{"expr": "up"}]}',
  good: '{"type": "timeseries", "datasource": {"type": "prometheus", "uid": "prometheus"}, "targets": [{"expr": "up"}]}',
  panel(panel, report) {
    if (WITHOUT_SOURCE.has(panel.type) || panel.json['libraryPanel'] !== undefined) return;
    const target = panel.targets.find(({ datasource }) => datasource?.uid === undefined);
    if (target)
      report({
        place: target,
        message: `${target.label} does not name a data source, so it uses the default of the org, whichever that is.`,
        hint: 'Write {"type": …, "uid": …} at the panel or the query.',
      });
  },
};
