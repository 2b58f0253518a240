import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { asProperty } from './thresholds.ts';
import { units } from './units.ts';
import { NO_DATA, nullIs, zeroText } from './values.ts';

type Thresholds = Parameters<typeof asProperty>[0];

/**
 * Pixels of a heading: of a letter, of what a broad one adds, and of what is beside the letters: the padding, and in
 * a column of words the filter's icon.
 */
const LETTER = 7.5;
const BROAD = /[mwMW]/g;
const BROADER = 3;
const PADDING = 22;
const FILTER = 20;

/** Pixels that values need where their heading is short. */
const TIME_WIDTH = 155;
const DAY_WIDTH = 88;
/** A number with a word of more than three letters behind it. */
const WORDED = /^(suffix|count):.{4,}$/;
const WORDED_WIDTH = 110;
const NUMBER_WIDTH = 84;
const WHOLE_WIDTH = 66;
/** A name. */
const TEXT_WIDTH = 140;
const BAR_WIDTH = 120;

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
  /** The text for 0. */
  readonly zero?: string;
  /** Breaks a long text into lines, which makes its row higher. */
  readonly wraps?: true;
  /** Removes a column of the query from the table. */
  readonly hidden?: true;
}

/** A table whose columns are named, united and coloured one by one. */
export function table(title: string, description: string, columns: readonly Column[]): PanelBuilder {
  const panel = new PanelBuilder().title(title).description(description).showHeader(true).noValue(NO_DATA);
  const shared = sharedWidth(columns);
  for (const column of columns) if (!column.hidden) panel.overrideByName(column.field, properties(column, shared));
  const hidden = columns.filter((column) => column.hidden).map(({ field }) => field);
  return hidden.length === 0 ? panel : withoutColumns(panel, hidden);
}

/**
 * Puts several instant PromQL tables side by side, a row per label set; the values are columns `Value #A`, `Value #B`.
 */
export function mergePrometheusTables(panel: PanelBuilder, ...hidden: readonly string[]): PanelBuilder {
  // First the columns that differ between the queries, their time and the name of the series, or no two rows meet.
  return hidePrometheusColumns(panel, ...hidden).withTransformation({ id: 'merge', options: {} });
}

/** Hides the extra columns of an instant PromQL table. */
export function hidePrometheusColumns(panel: PanelBuilder, ...columns: readonly string[]): PanelBuilder {
  return withoutColumns(panel, ['Time', '__name__', ...columns]);
}

/** A property that hides a column has another name since Grafana 12; a transformation works in all of them. */
function withoutColumns(panel: PanelBuilder, columns: readonly string[]): PanelBuilder {
  return panel.withTransformation({
    id: 'organize',
    options: {
      excludeByName: Object.fromEntries(columns.map((name) => [name, true])),
      indexByName: {},
      renameByName: {},
    },
  });
}

/**
 * The least width of the columns that share what is left; the others keep their own. Since 12.2 Grafana gives each
 * column without a width the same share, or its least width where that is more, without taking it from the others
 * (TableNG/utils.ts): only columns of one least width can share, or the table is wider than its panel. Words come
 * first, because they are what is cut off.
 */
function sharedWidth(columns: readonly Column[]): number {
  const free = columns.filter(({ hidden, width }) => !hidden && width === undefined);
  const words = free.filter(holdsWords);
  const counts = new Map<number, number>();
  for (const width of (words.length > 0 ? words : free).map(leastWidth))
    counts.set(width, (counts.get(width) ?? 0) + 1);
  const [shared] = [...counts].toSorted(([a, aCount], [b, bCount]) => bCount - aCount || b - a)[0] ?? [0];
  return shared;
}

function properties(column: Column, shared: number): DynamicConfigValue[] {
  // The panel's own words for "no data" would be in every empty cell.
  const list: DynamicConfigValue[] = [
    { id: 'displayName', value: column.title },
    { id: 'noValue', value: '–' },
  ];
  const unit = column.unit ?? (column.decimals === undefined ? undefined : units.count);
  if (unit !== undefined) list.push({ id: 'unit', value: unit });
  if (column.decimals !== undefined) list.push({ id: 'decimals', value: column.decimals });
  // Grafana gives every other column 150 pixels or more, and what does not fit is behind a scroll bar
  // (components/Table/utils.ts).
  const width = column.width === undefined ? leastWidth(column) : Math.max(column.width, headingWidth(column));
  list.push({ id: column.width === undefined && width === shared ? 'custom.minWidth' : 'custom.width', value: width });
  if (holdsWords(column)) list.push({ id: 'custom.filterable', value: true });
  if (column.link)
    list.push({ id: 'links', value: [{ title: column.link.title, url: column.link.url, targetBlank: false }] });
  if (column.cell)
    list.push(cellType('color-background', 'basic'), asProperty(column.cell), byThresholds, {
      id: 'mappings',
      value: [...(column.zero === undefined ? [] : [zeroText(column.zero)]), nullIs('transparent')],
    });
  if (column.bar) list.push(cellType('gauge', 'basic'), asProperty(column.bar), byThresholds);
  // Of all releases: those since 12.2 read an option of their own, into which they turn this one.
  if (column.wraps) list.push({ id: 'custom.cellOptions', value: { type: 'auto', wrapText: true } });
  return list;
}

/** Pixels below which a heading or a value of the column is cut off. */
function leastWidth(column: Column): number {
  return Math.max(headingWidth(column), valueWidth(column));
}

function headingWidth(column: Column): number {
  const { title } = column;
  const letters = Math.ceil(LETTER * title.length + BROADER * (title.match(BROAD) ?? []).length);
  return letters + PADDING + (holdsWords(column) ? FILTER : 0);
}

function valueWidth({ unit, decimals, bar }: Column): number {
  if (bar) return BAR_WIDTH;
  if (unit === units.time) return TIME_WIDTH;
  if (unit === units.day) return DAY_WIDTH;
  if (unit === units.fraction) return WHOLE_WIDTH;
  if (unit === undefined && decimals === undefined) return TEXT_WIDTH;
  if (unit === undefined && decimals === 0) return WHOLE_WIDTH;
  return unit !== undefined && WORDED.test(unit) ? WORDED_WIDTH : NUMBER_WIDTH;
}

/** Words are looked for, numbers are sorted: only a column of words has a filter, whose icon takes room. */
function holdsWords({ unit, decimals, bar }: Column): boolean {
  return unit === undefined && decimals === undefined && !bar;
}

const byThresholds: DynamicConfigValue = { id: 'color', value: { mode: 'thresholds' } };

function cellType(type: string, mode: string): DynamicConfigValue {
  return { id: 'custom.cellOptions', value: { type, mode } };
}
