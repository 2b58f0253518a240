import { type Environment, EnvironmentReader } from '../service/environment.ts';

/** Settings of the exporter from its environment. */
export interface ExporterSettings {
  readonly apiKey: string;
  readonly apiUrl: string;
  /** Agents to poll; undefined to poll all agents of the key. */
  readonly agentIds: readonly string[] | undefined;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly concurrency: number;
  /** Most requests per second; undefined for no limit. */
  readonly requestsPerSecond: number | undefined;
  /** The part of the agents that this process polls. */
  readonly shard: Shard;
  /** File that keeps totals and P&L by strategy across restarts; undefined to start from nothing. */
  readonly stateFile: string | undefined;
  readonly host: string;
  readonly port: number;
  /** Set if the values are pushed instead of scraped. Never both, because every sum would double. */
  readonly pushgatewayUrl: string | undefined;
  readonly env: string | undefined;
}

/** Part `index` of `count`; the first index is 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const API_URL = 'https://purpleflea.com/api';
const PUSHGATEWAY_URL = 'http://pushgateway:9091';

/** Reads the settings from the environment; throws a `UserError` that names every missing or wrong variable. */
export function exporterSettings(env: Environment, { push }: { readonly push: boolean }): ExporterSettings {
  const read = new EnvironmentReader('exporter', env);
  const apiKey = read.required('PF_API_KEY', 'the key of the Purple Flea API');
  if (/\s/.test(apiKey))
    read.refuse('PF_API_KEY', 'has a space or line break in it.', 'Set it to the key and nothing else.');
  const isPushing = push || read.optional('PUSHGATEWAY_URL') !== undefined;
  const settings: ExporterSettings = {
    apiKey,
    apiUrl: read.url('PF_API_URL', API_URL),
    agentIds: agentIds(read.optional('PF_AGENT_ID')),
    intervalMs: 1000 * read.number('PF_POLL_SECONDS', 15, { min: 1, max: 3600 }),
    timeoutMs: 1000 * read.number('PF_TIMEOUT_SECONDS', 10, { min: 0.05, max: 300 }),
    concurrency: read.number('PF_CONCURRENCY', 32, { min: 1, max: 1000, whole: true }),
    requestsPerSecond: read.optional('PF_REQUESTS_PER_SECOND')
      ? read.number('PF_REQUESTS_PER_SECOND', 100, { min: 0.1, max: 100_000 })
      : undefined,
    shard: shard(read),
    stateFile: read.optional('PF_STATE_FILE'),
    host: read.text('PF_HOST', '0.0.0.0'),
    port: read.number('PF_PORT', 8000, { min: 0, max: 65_535, whole: true }),
    pushgatewayUrl: isPushing ? read.url('PUSHGATEWAY_URL', PUSHGATEWAY_URL) : undefined,
    env: read.optional('PF_ENV'),
  };
  read.finish();
  return settings;
}

/** Parses a list separated by commas or spaces; `all`, `*` and an empty list mean every agent of the key. */
function agentIds(text: string | undefined): string[] | undefined {
  const ids = [...new Set((text ?? '').split(/[\s,]+/).filter((id) => id !== ''))];
  return ids.length === 0 || ids.includes('all') || ids.includes('*') ? undefined : ids;
}

function shard(read: EnvironmentReader): Shard {
  const text = read.optional('PF_SHARD');
  if (text === undefined) return { index: 1, count: 1 };
  const [, replicas] = /^ordinal\/(\d+)$/.exec(text) ?? [];
  if (replicas !== undefined) return shardOfPod(read, Number(replicas));
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index >= 1 && count >= index && count <= 1000) return { index, count };
  read.refuse(
    'PF_SHARD',
    `is ${JSON.stringify(text)}, which is not of the form part/total.`,
    'Write 2/3 for the second of three processes.',
  );
  return { index: 1, count: 1 };
}

/** In a StatefulSet, the host name ends in the ordinal of the pod, counted from 0. */
function shardOfPod(read: EnvironmentReader, count: number): Shard {
  const host = read.text('HOSTNAME', '');
  const [, ordinal] = /-(\d+)$/.exec(host) ?? [];
  const index = Number(ordinal) + 1;
  if (index <= count) return { index, count };
  read.refuse(
    'PF_SHARD',
    `needs a host name that ends in a number below ${count}, but the host name is ${JSON.stringify(host)}.`,
    'Run it in a StatefulSet with that many replicas.',
  );
  return { index: 1, count: 1 };
}
