import { createExporter } from './exporter/exporter.ts';
import { scrapes } from './exporter/scrapes.ts';
import { DAY, type SimulationOptions, type Store, stores } from './options.ts';
import { createSimulation } from './simulation.ts';
import { type Truth, truthOf } from './truth/truth.ts';
import { clickhouseWriter } from './writers/clickhouse.ts';
import type { Files } from './writers/files.ts';
import { lokiWriter } from './writers/loki.ts';
import { postgresWriter } from './writers/postgres.ts';
import { prometheusWriter } from './writers/prometheus.ts';

/** Stores to write, and a callback for the progress from 0 to 1. */
export interface SimulateRequest {
  readonly stores?: readonly Store[];
  readonly onProgress?: (done: number) => void;
}

/**
 * Simulates a fleet from start to end, writes the files of the stores and `truth.json`, and returns the truth.
 */
export function simulate(
  options: SimulationOptions,
  files: Files,
  { stores: wanted = stores, onProgress }: SimulateRequest = {},
): Truth {
  const truth = truthOf({ start: options.end - options.days * DAY, end: options.end });
  const exporter = createExporter({ withTargets: true });
  const postgres = postgresWriter(files);
  const clickhouse = clickhouseWriter(files, options.seed);
  const loki = lokiWriter(files, options);
  const prometheus = prometheusWriter(files, exporter);
  const simulation = createSimulation(options, [
    truth.hear,
    ...(wanted.includes('prometheus') ? [exporter.hear] : []),
    ...(wanted.includes('postgres') ? [postgres.hear] : []),
    ...(wanted.includes('clickhouse') ? [clickhouse.hear] : []),
    ...(wanted.includes('loki') ? [loki.hear] : []),
  ]);
  const { fleet } = simulation;
  for (const scrape of scrapes(fleet)) {
    simulation.runUntil(scrape.at);
    if (wanted.includes('prometheus')) prometheus.write(fleet, scrape);
    onProgress?.((scrape.at - fleet.start) / (fleet.end - fleet.start));
  }
  simulation.finish();
  if (wanted.includes('postgres')) postgres.finish(fleet);
  if (wanted.includes('clickhouse')) clickhouse.finish();
  if (wanted.includes('loki')) loki.finish();
  if (wanted.includes('prometheus')) prometheus.finish();
  const result = truth.truth(fleet);
  files.append('truth.json', `${JSON.stringify(result, null, 2)}\n`);
  return result;
}
