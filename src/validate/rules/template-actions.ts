import type { Rule } from '../rule.ts';

const BLOCK = /^(?:-\s+)?(if|range|with|define|block|end|else)\b/;

/** Actions of a message template are closed. */
export const templateActions: Rule = {
  id: 'template/actions',
  severity: 'error',
  description: 'Every action of a message template is closed, and every block has its end.',
  why: 'Grafana parses each template as Go does and stops at start-up when it cannot.',
  bad: '{{ define "title" }}{{ if .Alerts.Firing }}Firing{{ end }}',
  good: '{{ define "title" }}{{ if .Alerts.Firing }}Firing{{ end }}{{ end }}',
  template({ template, label }, report) {
    const open: { word: string; offset: number }[] = [];
    const problem = (offset: number, length: number, what: string, hint: string) => report({ at: ['template'], within: { offset, length }, message: `${label} ${what}, so Grafana stops at start-up.`, hint });
    for (let at = template.indexOf('{{'); at !== -1; at = template.indexOf('{{', at + 2)) {
      const end = template.indexOf('}}', at);
      if (end === -1) {
        problem(at, 2, 'has an action that is not closed', 'Add }}.');
        return;
      }
      const action = template.slice(at + 2, end).trimStart();
      const [, word] = action.startsWith('/*') ? [] : (BLOCK.exec(action) ?? []);
      if (word === 'end') {
        if (!open.pop()) problem(at, end + 2 - at, 'has an end without a beginning', 'Remove it.');
      } else if (word !== undefined && word !== 'else') open.push({ word, offset: at });
    }
    for (const { word, offset } of open) problem(offset, 2, `has a ${word} without an end`, 'Add {{ end }}.');
  },
};
