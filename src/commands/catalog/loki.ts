import type { LogLabelFacts } from '../../catalog/logs.ts';
import { answerOf, ask, type Endpoint } from '../../verify/panel-queries/endpoint.ts';
import { type FoundFacts, sorted } from './found.ts';

/** A label with more values than this is likely to have others tomorrow. */
const MOST_VALUES = 20;

/** The labels of a Loki's streams in the last hours; the values of those that have a few. */
export async function lokiFacts(endpoint: Endpoint, hours: number): Promise<FoundFacts> {
  const end = Date.now();
  const parameters = { start: `${end - hours * 3_600_000}000000`, end: `${end}000000` };
  const list = async (path: string): Promise<readonly string[]> => {
    const { data } = answerOf(await ask(endpoint, { path, parameters, method: 'GET' }), 'status');
    // Loki leaves the member out where there is none.
    return (data ?? []) as readonly string[];
  };
  const labels: Record<string, LogLabelFacts> = {};
  for (const label of await list('/loki/api/v1/labels')) {
    if (label.startsWith('__')) continue;
    const values = await list(`/loki/api/v1/label/${encodeURIComponent(label)}/values`);
    labels[label] = values.length > 0 && values.length <= MOST_VALUES ? { values: [...values].sort() } : {};
  }
  return { streamLabels: sorted(labels) };
}
