import type { Dashboard, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';

import type { DashboardSpec, RowSpec } from '../define/definitions.ts';
import type { CompileContext, JsonObject } from './context.ts';
import { inKeyOrder } from './key-order.ts';
import { layout } from './layout.ts';
import { panelId, uniqueKey } from './panel-id.ts';
import { rawDashboard } from './raw-dashboard.ts';
import { fileDashboard, filePanel } from './sdk-output.ts';

/** A query as written to a dashboard, and the function that wrote it. */
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
 * The JSON that Grafana's file provider loads: classic dashboard JSON in which every panel has its id, position, refIds
 * and data sources. Panels of the SDK's builder come first, at their own positions; the definition's rows follow below
 * them.
 */
export function compileDashboard(spec: DashboardSpec, context: CompileContext): CompiledDashboard {
  const built = spec.dashboard.build();
  if (spec.asItIs)
    return { ...rawDashboard(spec.uid, built, spec.asItIs.json), folder: spec.folder ?? context.settings.folder };
  const own = builderPanels(built, context);
  const below = rowPanels(spec.rows ?? [], Math.max(0, ...own.map(({ json }) => bottomOf(json))), context);
  const found = [...own, ...below].flatMap((panel) => [panel, ...panel.inside]);
  const json = inKeyOrder({
    ...fileDashboard(built, context),
    uid: spec.uid,
    id: null,
    panels: [...own, ...below].map((panel) => panel.json),
  }) as JsonObject;
  return {
    uid: spec.uid,
    title: String(json['title']),
    folder: spec.folder ?? context.settings.folder,
    panels: found.flatMap(({ facts }) => facts ?? []),
    queries: found.flatMap(({ queries }) => queries),
    json,
  };
}

/** A panel or row heading in the file, with the panels inside a collapsed row. */
interface FilePanel {
  readonly json: JsonObject;
  /** Absent for a row heading. */
  readonly facts?: CompiledPanel;
  readonly queries: readonly CompiledQuery[];
  readonly inside: readonly FilePanel[];
}

/** The rows of a definition, placed below the builder's panels. */
function rowPanels(rows: readonly RowSpec[], top: number, context: CompileContext): FilePanel[] {
  return layout(rows, top).flatMap(({ spec: row, gridPos, panels }): FilePanel[] => {
    const inside = panels.map(({ spec, gridPos: place }) =>
      keyedPanel(spec.key, row.title, spec.panel.build(), { id: panelId(spec.key), gridPos: { ...place } }, context),
    );
    const collapsed = row.collapsed ?? false;
    const heading = {
      id: panelId(rowKey(row.key)),
      type: 'row',
      title: row.title,
      collapsed,
      gridPos: { ...gridPos },
    };
    const json = { ...heading, panels: collapsed ? inside.map((panel) => panel.json) : [] };
    return collapsed ? [{ json, queries: [], inside }] : [{ json, queries: [], inside: [] }, ...inside];
  });
}

/** Panels and rows added to the SDK's builder, at the positions they have there. */
function builderPanels({ panels = [] }: Dashboard, context: CompileContext): FilePanel[] {
  const keys = new Map<string, number>();
  let row = '';
  const compile = (panel: Panel | RowPanel): FilePanel => {
    const key = uniqueKey(panel.title ?? panel.type, keys);
    const id = panel.id === undefined || panel.id === 0 ? panelId(key) : panel.id;
    if (!isRow(panel)) return keyedPanel(key, row, panel, { id }, context);
    row = panel.title ?? '';
    const inside = panel.panels.map(compile);
    const { panels: _, ...heading } = JSON.parse(JSON.stringify(panel)) as JsonObject;
    return { json: { ...heading, id, panels: inside.map(({ json }) => json) }, queries: [], inside };
  };
  return panels.map(compile);
}

function keyedPanel(key: string, row: string, panel: Panel, place: JsonObject, context: CompileContext): FilePanel {
  const { json, queries } = filePanel(panel, context);
  return {
    json: { ...json, ...place },
    facts: { key, id: Number(place['id']), title: String(json['title'] ?? ''), type: String(json['type']), row },
    queries: queries.map(({ origin, refId, text }) => ({ panel: key, refId, text, origin })),
    inside: [],
  };
}

function isRow(panel: Panel | RowPanel): panel is RowPanel {
  return panel.type === 'row';
}

/** The first free line below a panel. */
function bottomOf(json: JsonObject): number {
  const { y = 0, h = 0 } = (json['gridPos'] as { y?: number; h?: number } | undefined) ?? {};
  return y + h;
}

/** Rows and panels share one space of ids, so the key of a row gets a prefix. */
export function rowKey(key: string): string {
  return `row:${key}`;
}
