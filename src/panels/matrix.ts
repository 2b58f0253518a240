import { TableCellBackgroundDisplayMode, TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import type { ThresholdsConfigBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { byThreshold, NO_DATA } from './values.ts';

/** The three query columns of a matrix: row, column and value. */
export interface MatrixFields {
  readonly row: { readonly field: string; readonly title: string; readonly width: number };
  readonly column: string;
  readonly value: string;
}

/**
 * Pixels: the smallest minimum width of a column that Grafana accepts; with its default, the last of 24 columns would
 * need scrolling.
 */
const CELL_WIDTH = 50;

/**
 * A value by row and column, each cell coloured by the thresholds: a heatmap whose horizontal axis is not time, unlike
 * the heatmap panel's.
 */
export function matrix(
  title: string,
  description: string,
  fields: MatrixFields,
  limits: ThresholdsConfigBuilder,
): PanelBuilder {
  const { row, column, value } = fields;
  return (
    new PanelBuilder()
      .title(title)
      .description(description)
      .showHeader(true)
      .minWidth(CELL_WIDTH)
      .cellOptions({ type: TableCellDisplayMode.ColorBackground, mode: TableCellBackgroundDisplayMode.Basic })
      .colorScheme(byThreshold())
      .thresholds(limits)
      .noValue(NO_DATA)
      .withTransformation({
        id: 'groupingToMatrix',
        options: { rowField: row.field, columnField: column, valueField: value, emptyValue: 'null' },
      })
      // Grafana names the first column after both fields.
      .overrideByName(`${row.field}\\${column}`, [
        { id: 'displayName', value: row.title },
        { id: 'custom.width', value: row.width },
        { id: 'custom.cellOptions', value: { type: TableCellDisplayMode.Auto } },
      ])
  );
}
