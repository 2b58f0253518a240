/** Parses the samples of a metrics page in Prometheus' text format, by series; throws if a series appears twice. */
export function samplesOf(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, series, value] = /^([^#\s][^{\s]*(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
    if (series === undefined) continue;
    if (samples.has(series)) throw new Error(`${series} occurs twice.`);
    samples.set(series, Number(value));
  }
  return samples;
}
