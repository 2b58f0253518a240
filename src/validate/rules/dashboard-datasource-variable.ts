import type { Rule } from '../rule.ts';

/** A mixin's dashboard lets its viewer choose the data source. */
export const dashboardDatasourceVariable: Rule = {
  id: 'dashboard/datasource-variable',
  severity: 'warning',
  description:
    'A dashboard of a mixin has a variable of type datasource, named datasource or <type>_datasource, with the label "Data source".',
  why: 'A mixin is installed in clusters whose sources have other uids, so its viewers choose the source.',
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
      const names = ['datasource', `${type}_datasource`];
      if (!names.includes(variable.name))
        report({
          place: variable,
          at: ['name'],
          message: `${variable.label} is named "${variable.name}".`,
          hint: `Name it ${names.join(' or ')}.`,
        });
      const plain =
        /^data source$/i.test(String(variable.json['label'])) ||
        String(variable.json['label']).toLowerCase() === `${type} data source`.toLowerCase();
      if (!plain)
        report({
          place: variable,
          at: ['label'],
          message: `${variable.label} has the label ${JSON.stringify(variable.json['label'])}.`,
          hint: 'Write "Data source".',
        });
    }
  },
};
