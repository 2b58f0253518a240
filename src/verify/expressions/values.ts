import type { Labels } from '../labels.ts';

/** One point of a series; `time` in milliseconds, null where a data source has no value. */
export interface Point {
  readonly time: number;
  readonly value: number | null;
}
export interface SeriesValue {
  readonly kind: 'series';
  readonly labels: Labels;
  readonly points: readonly Point[];
}
export interface NumberValue {
  readonly kind: 'number';
  readonly labels: Labels;
  readonly value: number | null;
  /** What a classic condition found to meet its conditions. */
  readonly matches?: readonly Match[];
}
export interface ScalarValue {
  readonly kind: 'scalar';
  readonly value: number | null;
}
export interface NoDataValue {
  readonly kind: 'no data';
}
/** A value of Grafana's server-side expressions. */
export type Value = SeriesValue | NumberValue | ScalarValue | NoDataValue;

/** A series or number that meets one condition of a classic condition. */
export interface Match {
  readonly metric: string;
  readonly labels: Labels;
  readonly value: number | null;
}

/** What a query or an expression gives that finds no series. */
export const NO_DATA: NoDataValue = { kind: 'no data' };

/** What Grafana would log and show as the error of an evaluation. */
export class EvaluationError extends Error {}

/** Labels of a series or a number; a scalar and no data have none. */
export function labelsOf(value: Value): Labels {
  return value.kind === 'series' || value.kind === 'number' ? value.labels : {};
}
