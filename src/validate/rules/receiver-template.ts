import { settingTexts } from '../../folder/expressions/message-templates.ts';
import { explainProblem } from '../template-problem.ts';
import type { Rule } from '../rule.ts';

/** Grafana can parse the templates in a contact point's settings. */
export const receiverTemplate: Rule = {
  id: 'receiver/template',
  severity: 'error',
  description:
    'Every template in the settings of a contact point is a valid Go template, with functions and variables that exist.',
  why: 'Nothing is checked when the file is loaded. Grafana parses the setting as a Go template for each notification; if that fails, it logs a warning and sends the message without that text and every text after it.',
  bad: 'settings: {title: "{{ .Status | upper }}"}',
  good: 'settings: {title: "{{ .Status | toUpper }}"}',
  receiver(receiver, report) {
    for (const { template, at } of settingTexts(receiver)) {
      for (const problem of template.problems) {
        const { what, hint } = explainProblem(problem);
        report({
          ...at(problem),
          message: `${receiver.label} has in its settings ${what}, so its messages are sent without that text and those after it.`,
          hint,
        });
      }
    }
  },
};
