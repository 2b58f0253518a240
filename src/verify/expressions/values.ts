import type { Labels } from '../labels.ts';

/** One point of a series; `time` in milliseconds, null for no value. */
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
  /** The values that met the conditions of a classic condition. */
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

/** The value of a query or an expression that finds no series. */
export const NO_DATA: NoDataValue = { kind: 'no data' };

/** An error that Grafana would log and show for an evaluation. */
export class EvaluationError extends Error {}

/** Labels of a series or a number; a scalar and no data have none. */
export function labelsOf(value: Value): Labels {
  return value.kind === 'series' || value.kind === 'number' ? value.labels : {};
}
