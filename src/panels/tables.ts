import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { asProperty } from './thresholds.ts';
import { units } from './units.ts';
import { NO_DATA, nullIs, zeroText } from './values.ts';

type Thresholds = Parameters<typeof asProperty>[0];

/**
 * Pixels of a heading: of a letter, extra for a wide letter, and of the rest: the padding and, in a text column, the
 * filter icon.
 */
const LETTER = 7.5;
const BROAD = /[mwMW]/g;
const BROADER = 3;
const PADDING = 22;
const FILTER = 20;

/** Pixels that values need if their heading is short. */
const TIME_WIDTH = 155;
const DAY_WIDTH = 88;
/** A number followed by a word of more than three letters. */
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
  /** Pixels; without it columns share the remaining space, each with at least the room its heading needs. */
  readonly width?: number;
  /** Colours the cell's background by these thresholds. */
  readonly cell?: Thresholds;
  /** Draws a bar in the cell, coloured by these thresholds. */
  readonly bar?: Thresholds;
  /** The link of the cell. */
  readonly link?: { readonly title: string; readonly url: string };
  /** The text for 0. */
  readonly zero?: string;
  /** Wraps a long text, which makes its row higher. */
  readonly wraps?: true;
  /** Removes a column of the query from the table. */
  readonly hidden?: true;
}

/** A table with name, unit and colours for each column. */
export function table(title: string, description: string, columns: readonly Column[]): PanelBuilder {
  const panel = new PanelBuilder().title(title).description(description).showHeader(true).noValue(NO_DATA);
  const shared = sharedWidth(columns);
  for (const column of columns) if (!column.hidden) panel.overrideByName(column.field, properties(column, shared));
  const hidden = columns.filter((column) => column.hidden).map(({ field }) => field);
  return hidden.length === 0 ? panel : withoutColumns(panel, hidden);
}

/** Joins several instant PromQL tables, one row per label set; the values are in the columns `Value #A`, `Value #B`. */
export function mergePrometheusTables(panel: PanelBuilder, ...hidden: readonly string[]): PanelBuilder {
  // Columns that differ between the queries, such as time and series name, must be removed first, or no rows would
  // match.
  return hidePrometheusColumns(panel, ...hidden).withTransformation({ id: 'merge', options: {} });
}

/** Hides the extra columns of an instant PromQL table. */
export function hidePrometheusColumns(panel: PanelBuilder, ...columns: readonly string[]): PanelBuilder {
  return withoutColumns(panel, ['Time', '__name__', ...columns]);
}

/** The property that hides a column was renamed in Grafana 12; a transformation works in all releases. */
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
 * The minimum width of the columns that share the remaining space; the others get a fixed width. Since 12.2 Grafana
 * gives each column without a width an equal share, or its minimum width if that is more, without taking the difference
 * from the others (TableNG/utils.ts). So only columns of the same minimum width can share, or the table gets wider than
 * its panel. Text columns come first, because they are the ones cut off.
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
  // Without `noValue`, the panel's "no data" text would be in every empty cell.
  const list: DynamicConfigValue[] = [
    { id: 'displayName', value: column.title },
    { id: 'noValue', value: '–' },
  ];
  const unit = column.unit ?? (column.decimals === undefined ? undefined : units.count);
  if (unit !== undefined) list.push({ id: 'unit', value: unit });
  if (column.decimals !== undefined) list.push({ id: 'decimals', value: column.decimals });
  // Without a width, Grafana gives a column 150 pixels or more, and what does not fit needs scrolling
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
  // This option works in all releases: those since 12.2 convert it to their own.
  if (column.wraps) list.push({ id: 'custom.cellOptions', value: { type: 'auto', wrapText: true } });
  return list;
}

/** The width in pixels below which a heading or a value is cut off. */
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

/** Users search text and sort numbers, so only a text column has a filter, whose icon takes room. */
function holdsWords({ unit, decimals, bar }: Column): boolean {
  return unit === undefined && decimals === undefined && !bar;
}

const byThresholds: DynamicConfigValue = { id: 'color', value: { mode: 'thresholds' } };

function cellType(type: string, mode: string): DynamicConfigValue {
  return { id: 'custom.cellOptions', value: { type, mode } };
}
