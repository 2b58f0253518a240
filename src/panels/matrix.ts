import { TableCellBackgroundDisplayMode, TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import type { ThresholdsConfigBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import { byThreshold, NO_DATA } from './values.ts';

/** The three columns of a query that span a matrix. */
export interface MatrixFields {
  readonly row: { readonly field: string; readonly title: string; readonly width: number };
  readonly column: string;
  readonly value: string;
}

/**
 * Pixels: a column is no narrower whatever a panel asks for, so of 24 columns the last would be behind a scroll bar.
 */
const CELL_WIDTH = 50;

/**
 * A value by row and column, each cell coloured by the limits: a heatmap whose horizontal axis is not time, as the
 * heatmap panel's is.
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
