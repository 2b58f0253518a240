import type { Rule } from '../rule.ts';

/** Variable types that no query refers to, such as filters, which apply by themselves. */
const ACT_ALONE = new Set(['adhoc', 'system']);

/** A variable has a name that a query can use. */
export const variableName: Rule = {
  id: 'variable/name',
  severity: 'warning',
  description: 'The name of a variable consists of letters, digits and underscores.',
  why: 'Grafana reads $name and ${name} up to the first other character, so nothing can refer to a variable with a space or a dash; names that begin with two underscores are reserved for Grafana.',
  bad: '{"name": "data-center", "type": "custom", "query": "a,b"}',
  good: '{"name": "data_center", "type": "custom", "query": "a,b"}',
  variable({ name, type, label }, report) {
    if (ACT_ALONE.has(type) || (/^\w+$/.test(name) && !name.startsWith('__'))) return;
    report({
      at: name === '' ? [] : ['name'],
      message:
        name === ''
          ? `${label} has no name, so nothing can use it.`
          : `${label} has a name that a query cannot write: ${name.startsWith('__') ? 'it begins with two underscores, which are reserved for Grafana' : 'Grafana reads letters, digits and underscores only'}.`,
      hint: name === '' ? 'Add "name".' : `Write ${name.replace(/^_+/, '').replaceAll(/\W+/g, '_') || 'a word'}.`,
    });
  },
};
