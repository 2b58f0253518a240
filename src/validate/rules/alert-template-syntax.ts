import { isUnknown } from '../loaded.ts';
import { alertTexts } from '../query/alert-texts.ts';
import { explainProblem, isDoubledDollar } from '../query/template-problem.ts';
import type { Rule } from '../rule.ts';

/** Grafana can expand the texts of an alert rule. */
export const alertTemplateSyntax: Rule = {
  id: 'alert/template-syntax',
  severity: 'error',
  description: 'Every label and annotation of an alert rule is a template that Grafana can parse, with functions and variables that exist.',
  why: 'Nothing is checked when the file is loaded. At each evaluation Grafana parses the text as Go does; when it cannot, it logs a warning and sends the text as it is written, braces and all.',
  bad: 'summary: "Agent {{ $labels.agent_id }: {{ humanise $values.B.Value }}"',
  good: 'summary: "Agent {{ $labels.agent_id }}: {{ humanize $values.B.Value }}"',
  standsFor: ['pint: alerts/template'],
  alert(alert, report) {
    for (const { kind, key, text, template, at } of alertTexts(alert)) {
      // A variable's value could be any part of it.
      if (kind === 'labels' && isUnknown(text)) continue;
      for (const problem of template.problems) {
        if (isDoubledDollar(text, problem)) continue;
        const { what, hint } = explainProblem(problem);
        report({ ...at(problem.offset, problem.length), message: `${alert.label} has ${what} in its ${key}, so Grafana sends that text as it is written.`, hint });
      }
    }
  },
};
