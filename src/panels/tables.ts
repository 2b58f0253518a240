import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { asProperty } from './thresholds.ts';
import { NO_DATA } from './values.ts';

type Thresholds = Parameters<typeof asProperty>[0];

/** How one column of a table is shown. */
export interface Column {
  /** Name of the column in the query. */
  readonly field: string;
  readonly title: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly width?: number;
  /** Colours the cell's background by these limits. */
  readonly cell?: Thresholds;
  /** Draws a bar in the cell, coloured by these limits. */
  readonly bar?: Thresholds;
  /** Where a click on the cell goes. */
  readonly link?: { readonly title: string; readonly url: string };
  readonly hidden?: boolean;
}

/** A table whose columns are named, united and coloured one by one. */
export function table(title: string, description: string, columns: readonly Column[]): PanelBuilder {
  const panel = new PanelBuilder().title(title).description(description).showHeader(true).filterable(true).noValue(NO_DATA);
  for (const column of columns) panel.overrideByName(column.field, properties(column));
  return panel;
}

/** Puts several instant PromQL tables side by side, a row per label set; the values are columns `Value #A`, `Value #B`. */
export function mergePrometheusTables(panel: PanelBuilder, ...hidden: readonly string[]): PanelBuilder {
  // First the columns that differ between the queries, their time and the name of the series, or no two rows meet.
  return hidePrometheusColumns(panel, ...hidden).withTransformation({ id: 'merge', options: {} });
}

/** Hides the columns that an instant PromQL table brings along. */
export function hidePrometheusColumns(panel: PanelBuilder, ...columns: readonly string[]): PanelBuilder {
  return panel.withTransformation({ id: 'organize', options: { excludeByName: Object.fromEntries(['Time', '__name__', ...columns].map((name) => [name, true])), indexByName: {}, renameByName: {} } });
}

function properties(column: Column): DynamicConfigValue[] {
  // The panel's own words for "no data" would stand in every empty cell.
  const list: DynamicConfigValue[] = [{ id: 'displayName', value: column.title }, { id: 'noValue', value: '–' }];
  if (column.unit !== undefined) list.push({ id: 'unit', value: column.unit });
  if (column.decimals !== undefined) list.push({ id: 'decimals', value: column.decimals });
  if (column.width !== undefined) list.push({ id: 'custom.width', value: column.width });
  if (column.hidden) list.push({ id: 'custom.hidden', value: true });
  if (column.link) list.push({ id: 'links', value: [{ title: column.link.title, url: column.link.url, targetBlank: false }] });
  if (column.cell) list.push(cellType('color-background', 'basic'), asProperty(column.cell), byThresholds);
  if (column.bar) list.push(cellType('gauge', 'basic'), asProperty(column.bar), byThresholds);
  return list;
}

const byThresholds: DynamicConfigValue = { id: 'color', value: { mode: 'thresholds' } };

function cellType(type: string, mode: string): DynamicConfigValue {
  return { id: 'custom.cellOptions', value: { type, mode } };
}
