import { scalar } from '../../folder/entities/scalars.ts';
import { objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

const LONGEST = 40;
const SEVERITIES = new Set(['critical', 'warning', 'info']);

/** The names and labels of a mixin's alert rules follow the style of mixins. */
export const alertName: Rule = {
  id: 'alert/name',
  severity: 'note',
  description:
    "The title of a mixin's alert rule is in camel case and at most 40 characters long, and its label severity is critical, warning or info.",
  why: 'Mixins are used together; a common style makes their alerts easy to search and to route.',
  bad: 'title: high cpu usage on node',
  good: 'title: NodeHighCpu\nlabels: {severity: warning}',
  standsFor: ['mixtool: alert-name-camelcase', 'mixtool: alert-name-length', 'mixtool: alert-severity-rule'],
  presets: ['mixin'],
  alert({ title, json, label }, report) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(title))
      report({
        at: ['title'],
        message: `${label} is not written in camel case.`,
        hint: 'Write a name such as NodeHighCpu.',
      });
    if (title.length > LONGEST)
      report({
        at: ['title'],
        message: `${label} has a title of ${title.length} characters.`,
        hint: `Use at most ${LONGEST}.`,
      });
    const severity = scalar(objectOf(json['labels'])['severity']);
    if (severity === undefined || !SEVERITIES.has(severity))
      report({
        at: ['labels'],
        message: `${label} has ${severity === undefined ? 'no severity' : `the severity "${severity}"`}.`,
        hint: 'Write severity: critical, warning or info.',
      });
  },
};
