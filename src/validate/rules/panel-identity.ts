import { isObject } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A panel has an id and a position, and its queries have refIds. */
export const panelIdentity: Rule = {
  id: 'panel/identity',
  severity: 'warning',
  description: 'A panel has an id and a gridPos, and each of its queries a refId.',
  why: 'Grafana generates what is missing each time it opens the dashboard: links and alerts that use the id of a panel may lead to another panel, and panels without a position are placed on top of each other.',
  bad: '{"type": "stat", "targets": [{"expr": "up"}]}',
  good: '{"id": 1, "type": "stat", "gridPos": {"x": 0, "y": 0, "w": 6, "h": 4}, "targets": [{"refId": "A", "expr": "up"}]}',
  panel({ id, json, label, targets }, report) {
    const missing = [...(id === undefined ? ['id'] : []), ...(isObject(json['gridPos']) ? [] : ['gridPos'])];
    if (id === 0)
      report({
        at: ['id'],
        message: `${label} has the id 0, which Grafana treats as missing, so it gives the panel another one.`,
        hint: 'Write a whole number above 0.',
      });
    if (missing.length > 0)
      report({
        message: `${label} has no ${missing.join(' and no ')}, so Grafana generates it.`,
        hint: `Add ${missing.join(' and ')}.`,
      });
    for (const target of targets.filter(({ refId }) => refId === ''))
      report({
        place: target,
        message: `${target.label} has no refId, so overrides and transformations cannot refer to it.`,
        hint: 'Add "refId", such as "A".',
      });
  },
};
