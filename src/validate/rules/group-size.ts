import type { Rule } from '../rule.ts';

const MOST_RULES = 20;
const LONGEST_NAME = 40;

/** A rule group is small and has a short name. */
export const groupSize: Rule = {
  id: 'group/size',
  severity: 'note',
  description: "A mixin's rule group has at most 20 rules and a name of at most 40 characters.",
  why: 'The rules of a group are evaluated one after the other within its interval, and Mimir limits them to 20 by default.',
  bad: 'groups: [{name: everything, rules: [… 40 rules …]}]',
  good: 'groups: [{name: node, rules: […]}, {name: disk, rules: […]}]',
  standsFor: ['mixtool: alert-group-rule-count', 'mixtool: alert-group-name-length'],
  presets: ['mixin'],
  group({ name, alerts, label }, report) {
    if (alerts.length > MOST_RULES)
      report({
        at: ['rules'],
        part: 'key',
        message: `${label} has ${alerts.length} rules.`,
        hint: `Split it: at most ${MOST_RULES} rules.`,
      });
    if (name.length > LONGEST_NAME)
      report({
        at: ['name'],
        message: `${label} has a name of ${name.length} characters.`,
        hint: `Use at most ${LONGEST_NAME}.`,
      });
  },
};
