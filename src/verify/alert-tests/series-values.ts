/** A period in milliseconds since the start of a test; its end is not included. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

const COUNTED = /^(?<first>[^x]+?)x(?<count>\d+)$/;
const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|NaN|Inf)`;
const GROWING = new RegExp(`^(?<start>${NUMBER})(?:(?<sign>[+-])(?<step>${NUMBER}))?$`);

/**
 * Series values in promtool's notation without those that fall in the windows, as if they had not been scraped;
 * undefined for values that are not numbers, such as native histograms.
 */
export function withoutSamples(values: string, intervalMs: number, windows: readonly Window[]): string | undefined {
  const samples = samplesOf(values);
  return samples
    ?.map((sample, index) =>
      windows.some(({ from, to }) => from <= index * intervalMs && index * intervalMs < to) ? '_' : sample,
    )
    .join(' ');
}

/** Whether these are values in promtool's notation; those of native histograms are left to promtool. */
export function areValues(values: string): boolean {
  return values.includes('{{') || samplesOf(values) !== undefined;
}

/** Every value of `0+60x5 _x3 stale` on its own. */
function samplesOf(values: string): string[] | undefined {
  const samples: string[] = [];
  for (const part of values.trim().split(/\s+/)) {
    const expanded = part === '' ? [] : expand(part);
    if (!expanded) return undefined;
    // One by one, because a long series would be too many arguments.
    for (const sample of expanded) samples.push(sample);
  }
  return samples;
}

function expand(part: string): string[] | undefined {
  const counted = COUNTED.exec(part)?.groups;
  const [text, count] = counted ? [counted['first'] ?? '', Number(counted['count'])] : [part, undefined];
  // `_x3` is three gaps; `1x3` is one value and three more.
  if (text === '_') return Array.from({ length: count ?? 1 }, () => '_');
  if (text === 'stale') return count === undefined ? ['stale'] : undefined;
  const { start, sign = '+', step = '0' } = GROWING.exec(text)?.groups ?? {};
  if (start === undefined) return undefined;
  if (count === undefined) return step === '0' ? [start] : undefined;
  const growth = Number(`${sign}${step.replace(/^\+/, '')}`);
  return Array.from({ length: count + 1 }, (_, index) =>
    growth === 0 || Number.isNaN(growth) ? start : String(Number(start) + growth * index),
  );
}
