import { createReadStream } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** A sample of OpenMetrics: its series, its value as text, and its time in Unix seconds. */
interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
  readonly at: string;
}

/** Converts a sample to what the documents' exporter would have written; undefined if it would write none. */
type Rewrite = (sample: Sample) => Pick<Sample, 'name' | 'labels'> | undefined;

/** The bounds that our buckets share with prometheus_client's default buckets, which the documents use. */
const DEFAULT_BOUNDS = new Set(['5', '10', '+Inf']);
const SCRAPE_SECONDS = 15;
const PREFIX = 'documents_';

/** The documents' exporter by defect: the same fleet, as that exporter would export it. */
const rewrites: Readonly<Record<string, Rewrite>> = {
  // P2: the histogram has no status.
  pf_api_request_duration_seconds_count: ({ name, labels: { status: _status, ...labels } }) => ({ name, labels }),
  // P5: default buckets.
  pf_order_latency_ms_bucket: ({ name, labels }) =>
    DEFAULT_BOUNDS.has(labels['le'] ?? '') ? { name, labels } : undefined,
  // P6: a series begins with its first event.
  pf_referral_fees_usdc_total: ({ name, labels, value }) => (value === '0' ? undefined : { name, labels }),
  // P12: two exporters of one agent each, scraped in turn under one identity.
  pf_trades_total: ({ name, labels: { agent_id: agentId, ...labels }, at }) =>
    agentId === (Math.floor(Number(at) / SCRAPE_SECONDS) % 2 === 0 ? 'pf_agent_001' : 'pf_agent_002')
      ? { name, labels }
      : undefined,
};

/**
 * Writes the series that the documents' exporter would produce for a fleet's OpenMetrics files, named `documents_...`,
 * and returns the path.
 */
export async function writeDocumentSeries(openMetricsFiles: readonly string[]): Promise<string> {
  const path = join(dirname(openMetricsFiles[0] ?? ''), '..', 'documents.om');
  await writeFile(path, '');
  for (const file of openMetricsFiles) await appendFile(path, await documentSeries(file));
  await appendFile(path, '# EOF\n');
  return path;
}

/** Samples of the same series and time are added up, as a client library would count them. */
async function documentSeries(file: string): Promise<string> {
  const sums = new Map<string, number>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const rewrite = rewrites[line.slice(0, line.indexOf('{'))];
    const sample = rewrite && parseSample(line);
    const rewritten = sample && rewrite(sample);
    if (!rewritten) continue;
    const labels = Object.entries(rewritten.labels)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(',');
    const key = `${PREFIX}${rewritten.name}{${labels}} \n ${sample.at}`;
    sums.set(key, (sums.get(key) ?? 0) + Number(sample.value));
  }
  return [...sums].map(([key, value]) => `${key.replace('\n', String(value))}\n`).join('');
}

function parseSample(line: string): Sample | undefined {
  const [, name, labels = '', value, at] = /^(\w+)\{(.*)\} (\S+) (\S+)$/.exec(line) ?? [];
  if (name === undefined || value === undefined || at === undefined) return undefined;
  return {
    name,
    labels: Object.fromEntries(
      [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, text]) => [label, text]),
    ) as Sample['labels'],
    value,
    at,
  };
}
