import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { asProperty } from './thresholds.ts';
import { units } from './units.ts';
import { NO_DATA, nullIs } from './values.ts';

type Thresholds = Parameters<typeof asProperty>[0];

/**
 * Pixels of a heading: of a letter, of what a broad one adds, and of what stands beside the letters: the filter's icon
 * and the padding.
 */
const LETTER = 7.5;
const BROAD = /[mwMW]/g;
const BROADER = 3;
const BESIDE_LETTERS = 42;

/** Pixels that values need where their heading is short. */
const TIME_WIDTH = 165;
/** A number with a word of more than three letters behind it. */
const WORDED = /^suffix:.{4,}$/;
const WORDED_WIDTH = 120;
const NUMBER_WIDTH = 85;
/** A name. */
const TEXT_WIDTH = 140;
const BAR_WIDTH = 150;

/** How one column of a table is shown. */
export interface Column {
  /** Name of the column in the query. */
  readonly field: string;
  readonly title: string;
  readonly unit?: string;
  readonly decimals?: number;
  /** Pixels; without it columns share what is left, each with at least the room its heading needs. */
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
  const panel = new PanelBuilder()
    .title(title)
    .description(description)
    .showHeader(true)
    .filterable(true)
    .noValue(NO_DATA);
  for (const column of columns) panel.overrideByName(column.field, properties(column));
  return panel;
}

/**
 * Puts several instant PromQL tables side by side, a row per label set; the values are columns `Value #A`, `Value #B`.
 */
export function mergePrometheusTables(panel: PanelBuilder, ...hidden: readonly string[]): PanelBuilder {
  // First the columns that differ between the queries, their time and the name of the series, or no two rows meet.
  return hidePrometheusColumns(panel, ...hidden).withTransformation({ id: 'merge', options: {} });
}

/** Hides the columns that an instant PromQL table brings along. */
export function hidePrometheusColumns(panel: PanelBuilder, ...columns: readonly string[]): PanelBuilder {
  return panel.withTransformation({
    id: 'organize',
    options: {
      excludeByName: Object.fromEntries(['Time', '__name__', ...columns].map((name) => [name, true])),
      indexByName: {},
      renameByName: {},
    },
  });
}

function properties(column: Column): DynamicConfigValue[] {
  // The panel's own words for "no data" would stand in every empty cell.
  const list: DynamicConfigValue[] = [
    { id: 'displayName', value: column.title },
    { id: 'noValue', value: '–' },
  ];
  if (column.unit !== undefined) list.push({ id: 'unit', value: column.unit });
  if (column.decimals !== undefined) list.push({ id: 'decimals', value: column.decimals });
  // Grafana gives every other column 150 pixels or more, and what does not fit stands behind a scroll bar
  // (components/Table/utils.ts).
  list.push(
    column.width === undefined
      ? { id: 'custom.minWidth', value: leastWidth(column) }
      : { id: 'custom.width', value: Math.max(column.width, headingWidth(column.title)) },
  );
  if (column.hidden) list.push({ id: 'custom.hidden', value: true });
  if (column.link)
    list.push({ id: 'links', value: [{ title: column.link.title, url: column.link.url, targetBlank: false }] });
  if (column.cell)
    list.push(cellType('color-background', 'basic'), asProperty(column.cell), byThresholds, {
      id: 'mappings',
      value: [nullIs('transparent')],
    });
  if (column.bar) list.push(cellType('gauge', 'basic'), asProperty(column.bar), byThresholds);
  return list;
}

/** Pixels below which a heading or a value of the column is cut off. */
function leastWidth(column: Column): number {
  return Math.max(headingWidth(column.title), valueWidth(column));
}

function headingWidth(title: string): number {
  return Math.ceil(LETTER * title.length + BROADER * (title.match(BROAD) ?? []).length) + BESIDE_LETTERS;
}

function valueWidth({ unit, decimals, bar }: Column): number {
  if (bar) return BAR_WIDTH;
  if (unit === undefined) return decimals === undefined ? TEXT_WIDTH : NUMBER_WIDTH;
  if (unit === units.time) return TIME_WIDTH;
  return WORDED.test(unit) ? WORDED_WIDTH : NUMBER_WIDTH;
}

const byThresholds: DynamicConfigValue = { id: 'color', value: { mode: 'thresholds' } };

function cellType(type: string, mode: string): DynamicConfigValue {
  return { id: 'custom.cellOptions', value: { type, mode } };
}
