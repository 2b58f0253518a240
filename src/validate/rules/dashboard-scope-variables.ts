import type { Dashboard, Variable } from '../../folder/folder.ts';
import type { Rule } from '../rule.ts';

/** A mixin's dashboard has the variables job and instance. */
export const dashboardScopeVariables: Rule = {
  id: 'dashboard/scope-variables',
  severity: 'note',
  description:
    'A Prometheus dashboard of a mixin has the variables job and instance, each a query of $datasource that allows several choices and uses .+ for All.',
  why: 'A mixin is installed next to others: its viewers narrow it down to their own jobs and instances.',
  bad: '"templating": {"list": [{"type": "datasource", "name": "datasource", "query": "prometheus"}]}',
  good: '{"name": "job", "label": "Job", "type": "query", "datasource": {"uid": "$datasource"}, "multi": true, "includeAll": true, "allValue": ".+"}',
  standsFor: ['dashboard-linter: template-job-rule', 'dashboard-linter: template-instance-rule'],
  presets: ['mixin'],
  dashboard(dashboard, report) {
    if (!asksPrometheus(dashboard)) return;
    for (const name of ['job', 'instance']) {
      const variable = dashboard.variables.find((one) => one.name === name);
      if (!variable)
        report({
          at: ['templating'],
          message: `${dashboard.label} has no variable ${name}.`,
          hint: `Add a query variable ${name}.`,
        });
      else
        for (const [at, problem] of problems(variable, name))
          report({
            place: variable,
            at: [at],
            message: `${variable.label} ${problem}.`,
            hint: 'See the example of this rule.',
          });
    }
  },
};

/** Whether the first data source variable is for Prometheus. */
function asksPrometheus({ variables }: Dashboard): boolean {
  return variables.find(({ type }) => type === 'datasource')?.json['query'] === 'prometheus';
}

function problems({ json, type, datasource }: Variable, name: string): [string, string][] {
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  const checks: [boolean, string, string][] = [
    [
      /^\$(?:\{(?:prometheus_)?datasource\}|(?:prometheus_)?datasource)$/.test(datasource?.uid ?? ''),
      'datasource',
      'does not query $datasource',
    ],
    [type === 'query', 'type', 'is not a query'],
    [json['label'] === label, 'label', `does not have the label "${label}"`],
    [json['multi'] === true, 'multi', 'allows a single choice'],
    [json['allValue'] === '.+', 'allValue', 'does not have .+ for All'],
  ];
  return checks.flatMap(([holds, at, problem]) => (holds ? [] : [[at, problem] as [string, string]]));
}
