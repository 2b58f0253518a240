import type { DashboardSpec } from '../define/definitions.ts';
import type { CompileContext, JsonObject } from './context.ts';
import { inKeyOrder } from './key-order.ts';
import { layout, type PlacedPanel } from './layout.ts';
import { panelId } from './panel-id.ts';
import { fileDashboard, filePanel } from './sdk-output.ts';

/** A query as it stands in a dashboard, and the function that wrote it. */
export interface CompiledQuery {
  readonly panel: string;
  readonly refId: string;
  readonly text: string;
  readonly origin: string;
}
export interface CompiledPanel {
  readonly key: string;
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly row: string;
}
export interface CompiledDashboard {
  readonly uid: string;
  readonly title: string;
  readonly folder: string;
  readonly panels: readonly CompiledPanel[];
  readonly queries: readonly CompiledQuery[];
  readonly json: JsonObject;
}

/**
 * The JSON that Grafana's file provider loads: classic dashboard JSON, every panel with its id, place, refIds and data
 * sources.
 */
export function compileDashboard(spec: DashboardSpec, context: CompileContext): CompiledDashboard {
  const queries: CompiledQuery[] = [];
  const facts: CompiledPanel[] = [];
  const compile = (placed: PlacedPanel, row: string): JsonObject => {
    const panel = filePanel(placed.spec.panel.build(), context);
    const { key } = placed.spec;
    for (const { origin, refId, text } of panel.queries) queries.push({ panel: key, refId, text, origin });
    facts.push({
      key,
      id: panelId(key),
      title: String(panel.json['title'] ?? ''),
      type: String(panel.json['type']),
      row,
    });
    return { ...panel.json, id: panelId(key), gridPos: { ...placed.gridPos } };
  };
  const panels = layout(spec.rows).flatMap(({ spec: row, gridPos, panels: placed }) => {
    const compiled = placed.map((one) => compile(one, row.title));
    const heading = {
      id: panelId(rowKey(row.key)),
      type: 'row',
      title: row.title,
      collapsed: row.collapsed ?? false,
      gridPos: { ...gridPos },
    };
    return row.collapsed ? [{ ...heading, panels: compiled }] : [{ ...heading, panels: [] }, ...compiled];
  });
  const json = inKeyOrder({
    ...fileDashboard(spec.dashboard.build(), context),
    uid: spec.uid,
    id: null,
    panels,
  }) as JsonObject;
  return {
    uid: spec.uid,
    title: String(json['title']),
    folder: spec.folder ?? context.settings.folder,
    panels: facts,
    queries,
    json,
  };
}

/** Keys of rows live beside keys of panels in one space of ids. */
export function rowKey(key: string): string {
  return `row:${key}`;
}
