import { isUnknown } from '../../folder/loaded.ts';
import { alertTexts } from '../../folder/expressions/alert-texts.ts';
import { calledTemplates, namesDefinedIn } from '../../folder/expressions/message-templates.ts';
import { explainProblem, isDoubledDollar } from '../template-problem.ts';
import type { Rule } from '../rule.ts';

/** Grafana can parse the templates of an alert rule. */
export const alertTemplateSyntax: Rule = {
  id: 'alert/template-syntax',
  severity: 'error',
  description:
    'Every label and annotation of an alert rule is a template that Grafana can parse, with functions, variables and templates that exist.',
  why: 'Nothing is checked when the file is loaded. At each evaluation Grafana parses the text as Go does; when it cannot, it logs a warning and sends the text as it is written, braces and all. Message templates are not available there.',
  bad: 'summary: "Host {{ $labels.instance }: {{ humanise $values.B.Value }}"',
  good: 'summary: "Host {{ $labels.instance }}: {{ humanize $values.B.Value }}"',
  standsFor: ['pint: alerts/template'],
  alert(alert, report) {
    for (const { kind, key, text, template, at } of alertTexts(alert)) {
      // An unknown variable's value could be any part of the text.
      if (kind === 'labels' && isUnknown(alert, kind, key)) continue;
      for (const problem of template.problems) {
        if (isDoubledDollar(text, problem)) continue;
        const { what, hint } = explainProblem(problem);
        report({
          ...at(problem.offset, problem.length),
          message: `${alert.label} has in its ${key} ${what}, so Grafana sends that text as it is written.`,
          hint,
        });
      }
      const defined = new Set(namesDefinedIn(template.nodes));
      for (const { text: name, offset, length } of calledTemplates(template.nodes)) {
        if (!defined.has(name))
          report({
            ...at(offset, length),
            message: `${alert.label} calls the template "${name}" in its ${key}, which the text itself does not define, so Grafana sends it as it is written.`,
            hint: 'Write out what it prints; the texts of rules cannot use message templates.',
          });
      }
    }
  },
};
