import { isBody, messageTemplate } from '../../folder/expressions/message-templates.ts';
import { explainProblem, isDoubledDollar } from '../template-problem.ts';
import type { Rule } from '../rule.ts';

/** Grafana can parse every message template. */
export const templateActions: Rule = {
  id: 'template/actions',
  severity: 'error',
  description:
    'Every message template is a valid Go template: actions are closed, blocks have an end, functions and variables exist.',
  why: 'Grafana parses each template as a Go template and refuses to start when that fails. A text without "{{ define" is wrapped in a definition with the name of the template, so "{{- define", with a dash, becomes a definition inside another one, and Grafana refuses to start too.',
  bad: '{{ define "title" }}{{ if .Alerts.Firing }}{{ upper .Status }}{{ end }}',
  good: '{{ define "title" }}{{ if .Alerts.Firing }}{{ toUpper .Status }}{{ end }}{{ end }}',
  template(template, report) {
    for (const problem of messageTemplate(template).problems) {
      if (isDoubledDollar(template.template, problem)) continue;
      const { what, hint } =
        problem.kind === 'nested definition' && isBody(template)
          ? {
              what: 'a definition with a dash, which Grafana does not recognise, so it wraps the whole text in another definition',
              hint: 'Write {{ define, without the dash.',
            }
          : explainProblem(problem);
      report({
        at: ['template'],
        within: { offset: problem.offset, length: problem.length },
        message: `${template.label} has ${what}, so Grafana refuses to start.`,
        hint,
      });
    }
  },
};
