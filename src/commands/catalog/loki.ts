import type { LogLabelFacts } from '../../catalog/logs.ts';
import { answerOf, ask, type Endpoint } from '../../verify/panel-queries/endpoint.ts';
import { type FoundFacts, sorted } from './found.ts';

/** A label with more values than this is likely to get others soon. */
const MOST_VALUES = 20;

/** The stream labels of a Loki in the last hours, with the values of labels that have only a few. */
export async function lokiFacts(endpoint: Endpoint, hours: number): Promise<FoundFacts> {
  const end = Date.now();
  const parameters = { start: `${end - hours * 3_600_000}000000`, end: `${end}000000` };
  const list = async (path: string): Promise<readonly string[]> => {
    const { data } = answerOf(await ask(endpoint, { path, parameters, method: 'GET' }), 'status');
    // Loki omits the member if there are no values.
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
