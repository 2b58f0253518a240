import type { Dashboard, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';

import { targetText } from '../grafana/target-text.ts';
import type { JsonObject } from './context.ts';
import type { CompiledDashboard, CompiledPanel, CompiledQuery } from './dashboard.ts';
import { uniqueKey } from './panel-id.ts';

/** A dashboard that is written exactly as its file has it. Its panels and queries are listed from its classic form. */
export function rawDashboard(
  uid: string,
  classic: Dashboard,
  json: Readonly<Record<string, unknown>>,
): Omit<CompiledDashboard, 'folder'> {
  const panels: CompiledPanel[] = [];
  const queries: CompiledQuery[] = [];
  const keys = new Map<string, number>();
  let row = '';
  const add = (panel: Panel | RowPanel): void => {
    if (panel.type === 'row') {
      row = panel.title ?? '';
      for (const inside of (panel as RowPanel).panels ?? []) add(inside);
      return;
    }
    const key = uniqueKey(panel.title || panel.type, keys);
    panels.push({ key, id: Number(panel.id ?? 0), title: panel.title ?? '', type: panel.type, row });
    queries.push(...queriesOf(panel as Panel, key));
  };
  for (const panel of listOf<Panel | RowPanel>(classic.panels)) add(panel);
  // Safe: it was parsed from a JSON file.
  return { uid, title: String(classic.title ?? ''), panels, queries, json: json as JsonObject };
}

function queriesOf(panel: Panel, key: string): CompiledQuery[] {
  return listOf<Readonly<Record<string, unknown>>>(panel.targets).map((target, index) => ({
    panel: key,
    refId: String(target['refId'] ?? index),
    text: targetText(target),
    origin: '',
  }));
}

/** A list from a file that has not been validated. */
function listOf<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [];
}
