import { reducerOf } from './reduce.ts';
import { EvaluationError, NO_DATA, type Point, type SeriesValue, type Value } from './values.ts';

/** A resample expression; times in milliseconds. */
export interface Resampling {
  readonly windowMs: number;
  readonly downsampler: string;
  readonly upsampler: string;
  readonly from: number;
  readonly to: number;
}

const DOWNSAMPLERS = new Set(['sum', 'mean', 'min', 'max', 'last']);
const UPSAMPLERS = new Set(['pad', 'backfilling', 'fillna']);

/** Resamples every series to a regular grid from `from` to `to`, as Grafana's resample expression does. */
export function resample(input: readonly Value[], resampling: Resampling): Value[] {
  const { windowMs, from, to, upsampler, downsampler } = resampling;
  if (!UPSAMPLERS.has(upsampler)) throw new EvaluationError(`upsampling ${upsampler} not implemented`);
  if (!DOWNSAMPLERS.has(downsampler)) throw new EvaluationError(`downsampling ${downsampler} not implemented`);
  return input.map((value) => {
    if (value.kind === 'no data') return NO_DATA;
    if (value.kind !== 'series') throw new EvaluationError(`can only resample type series, got type ${value.kind}`);
    if (to - from < windowMs)
      throw new EvaluationError('the series cannot be sampled further; the time range is shorter than the interval');
    return resampled(value, resampling);
  });
}

function resampled(
  { labels, points }: SeriesValue,
  { windowMs, downsampler, upsampler, from, to }: Resampling,
): SeriesValue {
  const grid: Point[] = [];
  let next = 0;
  let lastSeen: number | null = null;
  for (let time = from; time <= to; time += windowMs) {
    const within: (number | null)[] = [];
    for (let point = points[next]; point !== undefined && point.time <= time; point = points[next]) {
      within.push((lastSeen = point.value));
      next += 1;
    }
    const upsampled =
      upsampler === 'pad' ? lastSeen : upsampler === 'backfilling' ? (points[next]?.value ?? null) : null;
    const value =
      within.length === 0 ? upsampled : within.length === 1 ? (within[0] ?? null) : reducerOf(downsampler)(within);
    grid.push({ time, value });
  }
  return { kind: 'series', labels, points: grid };
}
