import { atom, type Counter, type Duration, type Gauge, type Vector, type Window } from './vector.ts';

/** `rate(x[5m])`, of counters only. */
export function rate<L extends string>(series: Counter<L>, window: Window): Vector<L> {
  return overWindow('rate', series, window);
}

/** `increase(x[1h])`, of counters only. */
export function increase<L extends string>(series: Counter<L>, window: Window): Vector<L> {
  return overWindow('increase', series, window);
}

/** `delta(x[1h])`, of gauges only. */
export function delta<L extends string>(series: Gauge<L>, window: Window): Vector<L> {
  return overWindow('delta', series, window);
}

/** `deriv(x[6h])`: slope per second, of gauges only. */
export function deriv<L extends string>(series: Gauge<L>, window: Window): Vector<L> {
  return overWindow('deriv', series, window);
}

type OverTime = 'avg' | 'min' | 'max' | 'sum' | 'count' | 'stddev' | 'last';

/** `avg_over_time(x[7d])` and its siblings, of gauges only. */
export function overTime<L extends string>(operation: OverTime, series: Gauge<L>, window: Window): Vector<L> {
  return overWindow(`${operation}_over_time`, series, window);
}

/** `abs(x)` */
export function abs<L extends string>(of: Vector<L>): Vector<L> {
  return atom(`abs(${of.promql})`, of.labels);
}

/** `clamp_min(x, 0)` */
export function clampMin<L extends string>(of: Vector<L>, minimum: number): Vector<L> {
  return atom(`clamp_min(${of.promql}, ${minimum})`, of.labels);
}

/** `x offset 24h` */
export function offset<L extends string>(series: Gauge<L> | Counter<L>, by: Duration): Vector<L> {
  return atom(`${series.promql} offset ${by}`, series.labels);
}

/** `timestamp(x)`: Unix time of the newest sample of each series. */
export function timestamp<L extends string>(series: Gauge<L> | Counter<L>): Vector<L> {
  return atom(`timestamp(${series.promql})`, series.labels);
}

/** `absent(up{job="x"})` */
export function absent<L extends string>(series: Gauge<L> | Counter<L>): Vector<L> {
  return atom(`absent(${series.promql})`, series.labels);
}

/** `time()` as a vector without labels. */
export function time(): Vector<never> {
  return atom('time()', []);
}

/** `vector(1)`: one row without labels. */
export function vector(value: number): Vector<never> {
  return atom(`vector(${value})`, []);
}

/** `name(x[5m])` */
export function overWindow<L extends string>(name: string, series: Vector<L>, window: Window): Vector<L> {
  return atom(`${name}(${series.promql}[${window}])`, series.labels);
}
