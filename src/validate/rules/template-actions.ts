import { isBody, messageTemplate } from '../../folder/expressions/message-templates.ts';
import { explainProblem, isDoubledDollar } from '../template-problem.ts';
import type { Rule } from '../rule.ts';

/** Grafana can parse every message template. */
export const templateActions: Rule = {
  id: 'template/actions',
  severity: 'error',
  description:
    'Every message template is one that Go can parse: actions closed, blocks with their ends, functions and variables that exist.',
  why: 'Grafana parses each template as Go does and refuses to start when it cannot. A text without "{{ define" is put into a definition of the template\'s name, so "{{- define", with a dash, is one inside another and stops it too.',
  bad: '{{ define "title" }}{{ if .Alerts.Firing }}{{ upper .Status }}{{ end }}',
  good: '{{ define "title" }}{{ if .Alerts.Firing }}{{ toUpper .Status }}{{ end }}{{ end }}',
  template(template, report) {
    for (const problem of messageTemplate(template).problems) {
      if (isDoubledDollar(template.template, problem)) continue;
      const { what, hint } =
        problem.kind === 'nested definition' && isBody(template)
          ? {
              what: 'a definition with a dash before it, which Grafana overlooks and puts the whole text into another one',
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
