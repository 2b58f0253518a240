import { USUAL_TARGET_LABELS } from '../../catalog/metrics.ts';
import { answerOf, ask, type Endpoint } from '../../verify/panel-queries/endpoint.ts';
import { type Family, metricFacts, type SeriesOfName } from './families.ts';
import type { FoundFacts } from './found.ts';

/** The number of parallel requests: a shared Prometheus has other work to do. */
const AT_ONCE = 8;

/** The metrics that a Prometheus has had in the last hours, with their labels. */
export async function prometheusFacts(endpoint: Endpoint, hours: number): Promise<FoundFacts> {
  // Includes samples of the current second.
  const end = Math.ceil(Date.now() / 1000) + 1;
  const period = { start: String(end - hours * 3600), end: String(end) };
  const get = async <T>(path: string, parameters: Readonly<Record<string, string>>): Promise<T> => {
    const answer = answerOf(await ask(endpoint, { path, parameters, method: 'GET' }), 'data');
    return answer['data'] as T;
  };
  const families = new Map<string, Family>();
  for (const [name, said] of Object.entries(await get<Record<string, readonly Family[]>>('/api/v1/metadata', {}))) {
    const [first] = said;
    if (first) families.set(name, first);
  }
  const names = await get<readonly string[]>('/api/v1/label/__name__/values', period);
  const series = new Map<string, SeriesOfName>();
  await inTurns(names, async (name) => {
    const match = { ...period, 'match[]': `{__name__=${JSON.stringify(name)}}` };
    const labels = (await get<readonly string[]>('/api/v1/labels', match)).filter((label) => label !== '__name__');
    const bounds =
      name.endsWith('_bucket') && labels.includes('le')
        ? await get<readonly string[]>('/api/v1/label/le/values', match)
        : undefined;
    series.set(name, { labels, ...(bounds ? { bounds } : {}) });
  });
  // Prometheus writes `up` for each target with exactly the target labels.
  const targetLabels = [...(series.get('up')?.labels ?? USUAL_TARGET_LABELS)].sort();
  return { ...metricFacts(new Map([...series].sort()), families, targetLabels), targetLabels };
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
