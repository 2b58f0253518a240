import { nearest } from '../../diagnostics/nearest.ts';
import { namedQueries } from '../../folder/ref-ids.ts';
import type { Rule } from '../rule.ts';

/** Overrides and transformations refer to queries that their panel has. */
export const panelRefId: Rule = {
  id: 'panel/ref-id',
  severity: 'warning',
  description: 'An override or a transformation that refers to a query names one that its panel has.',
  why: 'Grafana finds no result with that name: the override changes nothing, and a filter silently removes everything or nothing.',
  bad: '"matcher": {"id": "byFrameRefID", "options": "B"} and "targets": [{"refId": "A", …}]',
  good: '"matcher": {"id": "byFrameRefID", "options": "A"} and "targets": [{"refId": "A", …}]',
  panel(panel, report) {
    const refIds = panel.targets.map(({ refId }) => refId);
    // Grafana names queries without a refId itself, and a result of another panel has its own names.
    const isOpen = panel.targets.some(({ refId, datasource }) => refId === '' || datasource?.uid === '-- Dashboard --');
    if (refIds.length === 0 || isOpen) return;
    for (const { refId, at } of namedQueries(panel)) {
      if (refIds.includes(refId)) continue;
      const [near] = nearest(refId, refIds);
      report({
        at,
        message: `${panel.label} refers to the query ${refId} here, which it does not have.`,
        hint: near === undefined ? `Its queries are: ${refIds.join(', ')}.` : `Did you mean ${near}?`,
      });
    }
  },
};
