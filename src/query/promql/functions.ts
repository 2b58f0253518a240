import { greater, unless } from './operators.ts';
import { atom, type Counter, type Duration, type Gauge, type Vector, type Window } from './vector.ts';

/** `rate(x[5m])`, of counters only. */
export function rate<L extends string, S extends string>(series: Counter<L, S>, window: Window): Vector<L, S> {
  return overWindow('rate', selecting('counter', 'rate', series), window);
}

/** `increase(x[1h])`, of counters only. */
export function increase<L extends string, S extends string>(series: Counter<L, S>, window: Window): Vector<L, S> {
  return overWindow('increase', selecting('counter', 'increase', series), window);
}

/** `delta(x[1h])`, of gauges only. */
export function delta<L extends string, S extends string>(series: Gauge<L, S>, window: Window): Vector<L, S> {
  return overWindow('delta', selecting('gauge', 'delta', series), window);
}

/**
 * `delta(x_sum[1h]) unless resets(x_count[1h]) > 0`: the change of a histogram's sum whose observations may be
 * negative. `rate()` would take every decrease of such a sum for a counter reset and add the whole sum. Series that did
 * restart in the window, as their count shows, are left out.
 */
export function sumDelta<L extends string, S extends string>(
  sum: Counter<L, S>,
  count: Counter<L, S>,
  window: Window,
): Vector<L, S> {
  const moved = overWindow('delta', selecting('counter', 'sumDelta', sum), window);
  return unless(moved, greater(overWindow('resets', selecting('counter', 'sumDelta', count), window), 0));
}

/** `changes(x[1h])`: how often the value changed, of gauges only. */
export function changes<L extends string, S extends string>(series: Gauge<L, S>, window: Window): Vector<L, S> {
  return overWindow('changes', selecting('gauge', 'changes', series), window);
}

/** `deriv(x[6h])`: slope per second, of gauges only. */
export function deriv<L extends string, S extends string>(series: Gauge<L, S>, window: Window): Vector<L, S> {
  return overWindow('deriv', selecting('gauge', 'deriv', series), window);
}

type OverTime = 'avg' | 'min' | 'max' | 'sum' | 'count' | 'stddev' | 'last';

/** `avg_over_time(x[7d])` and its siblings, of gauges only. */
export function overTime<L extends string, S extends string>(
  operation: OverTime,
  series: Gauge<L, S>,
  window: Window,
): Vector<L, S> {
  return overWindow(`${operation}_over_time`, selecting('gauge', `${operation}_over_time`, series), window);
}

/** `abs(x)` */
export function abs<L extends string, S extends string>(of: Vector<L, S>): Vector<L, S> {
  return atom(`abs(${of.promql})`, of.labels, of);
}

/** `clamp_min(x, 0)` */
export function clampMin<L extends string, S extends string>(of: Vector<L, S>, minimum: number): Vector<L, S> {
  return atom(`clamp_min(${of.promql}, ${minimum})`, of.labels, of);
}

/** `x offset 24h` */
export function offset<L extends string, S extends string>(
  series: Gauge<L, S> | Counter<L, S>,
  by: Duration,
): Vector<L, S> {
  return atom(`${series.promql} offset ${by}`, series.labels, series);
}

/** `timestamp(x)`: Unix time of the latest sample of each series. */
export function timestamp<L extends string, S extends string>(series: Gauge<L, S> | Counter<L, S>): Vector<L, S> {
  return atom(`timestamp(${series.promql})`, series.labels, series);
}

/** `absent(up{job="x"})` */
export function absent<L extends string, S extends string>(series: Gauge<L, S> | Counter<L, S>): Vector<L, S> {
  return atom(`absent(${series.promql})`, series.labels, series);
}

/** `time()` as a vector without labels or data source. */
export function time(): Vector<never, never> {
  return atom<never, never>('time()', [], {});
}

/** `vector(1)`: one series without labels or data source. */
export function vector(value: number): Vector<never, never> {
  return atom<never, never>(`vector(${value})`, [], {});
}

/** `name(x[5m])` */
export function overWindow<L extends string, S extends string>(
  name: string,
  series: Vector<L, S>,
  window: Window,
): Vector<L, S> {
  return atom(`${name}(${series.promql}[${window}])`, series.labels, series);
}

/** Repeats the check of the types at run time, because `build` does not run tsc. */
function selecting<V extends Gauge | Counter>(kind: V['selects'], name: string, series: V): V {
  if (series.selects === kind) return series;
  const found: unknown = series.selects;
  throw new Error(
    `${name}() takes the series of a ${kind}, and ${series.promql} is ${found === undefined ? 'the result of an expression' : `a ${String(found)}`}.`,
  );
}
