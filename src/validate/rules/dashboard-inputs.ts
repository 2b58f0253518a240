import { listOf } from '../json.ts';
import type { Rule } from '../rule.ts';

/** A provisioned dashboard is no export for sharing. */
export const dashboardInputs: Rule = {
  id: 'dashboard/inputs',
  severity: 'error',
  description: 'A provisioned dashboard is no export for sharing: it has no __inputs.',
  why: 'Only the import dialog asks for __inputs and fills their placeholders. Loaded from a file they stay, and every panel says that its data source was not found.',
  bad: '{"__inputs": [{"name": "DS_PROMETHEUS", …}], …}',
  good: '{"title": "CPU", "panels": [{"datasource": {"type": "prometheus", "uid": "prometheus"}, …}]}',
  dashboard({ json, label }, report) {
    if (listOf(json['__inputs']).length === 0) return;
    report({ at: ['__inputs'], part: 'key', message: `${label} was exported for sharing: its placeholders are never filled when it is loaded from a file.`, hint: 'Export it without "for sharing externally", or replace each placeholder and remove __inputs.' });
  },
};
