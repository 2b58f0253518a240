import { scalar } from '../../folder/entities/scalars.ts';
import { listOf, objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A provisioned dashboard is not an export for sharing. */
export const dashboardInputs: Rule = {
  id: 'dashboard/inputs',
  severity: 'error',
  description: 'A provisioned dashboard is not an export for sharing: it has no __inputs.',
  why: 'Only the import dialog asks for __inputs and fills their placeholders. When the file is provisioned they stay, and every panel says that its data source was not found.',
  bad: '{"__inputs": [{"name": "DS_PROMETHEUS", …}], …}',
  good: '{"title": "CPU", "panels": [{"datasource": {"type": "prometheus", "uid": "prometheus"}, …}]}',
  dashboard({ json, label, variables }, report) {
    const names = listOf(json['__inputs']).map((input) => scalar(objectOf(input)['name']) ?? '');
    if (names.length === 0) return;
    // The list itself contains the names of the placeholders; what matters is whether anything else uses one.
    const { __inputs: _list, ...rest } = json;
    const text = JSON.stringify(rest);
    // A variable with that name replaces the placeholder.
    const isUsed = names.some(
      (name) => text.includes(`\${${name}}`) && !variables.some((variable) => variable.name === name),
    );
    report({
      at: ['__inputs'],
      part: 'key',
      severity: isUsed ? 'error' : 'warning',
      message: `${label} was exported for sharing: its placeholders ${isUsed ? 'are never filled' : 'would never be filled'} when it is loaded from a file.`,
      hint: 'Export it without "for sharing externally", or replace each placeholder and remove __inputs.',
    });
  },
};
