import type { Rule } from '../rule.ts';

/** A mixin's dashboard has a data source variable with a standard name. */
export const dashboardDatasourceVariable: Rule = {
  id: 'dashboard/datasource-variable',
  severity: 'note',
  description:
    'A dashboard of a mixin has a variable of type datasource, named <type>_datasource, or datasource when it is the only one, and labelled likewise.',
  why: 'A mixin is installed in clusters whose data sources have different uids, so its viewers choose the source.',
  bad: '"templating": {"list": []}',
  good: '"templating": {"list": [{"type": "datasource", "name": "datasource", "query": "prometheus", "label": "Data source"}]}',
  standsFor: ['dashboard-linter: template-datasource-rule'],
  presets: ['mixin'],
  dashboard({ variables, label }, report) {
    const sources = variables.filter(({ type }) => type === 'datasource');
    if (sources.length === 0)
      report({
        at: ['templating'],
        message: `${label} has no variable for the data source.`,
        hint: 'Add one of type datasource, named datasource.',
      });
    for (const variable of sources) {
      const type = String(variable.json['query']);
      // With several variables, the name must distinguish them.
      const isOnly = sources.length === 1;
      const names = [`${type.toLowerCase()}_datasource`, ...(isOnly ? ['datasource'] : [])];
      const labels = [`${titleCase(type)} data source`, ...(isOnly ? ['Data source'] : [])];
      if (!names.includes(variable.name))
        report({
          place: variable,
          at: ['name'],
          message: `${variable.label} is named "${variable.name}".`,
          hint: `Name it ${names.join(' or ')}.`,
        });
      if (!labels.includes(String(variable.json['label'])))
        report({
          place: variable,
          at: ['label'],
          message: `${variable.label} has the label ${JSON.stringify(variable.json['label'])}.`,
          hint: `Write ${labels.map((wanted) => `"${wanted}"`).join(' or ')}.`,
        });
    }
  },
};

/** `grafana-testdata` -> `Grafana-Testdata` */
function titleCase(type: string): string {
  return type.toLowerCase().replaceAll(/(?<![a-z0-9])[a-z]/g, (letter) => letter.toUpperCase());
}
