import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { askSeries } from '../../verify/panel-queries/ask-prometheus.ts';
import { endpointOf } from '../../verify/panel-queries/endpoint.ts';
import { freePort, waitForPort } from './ports.ts';
import { endProcess } from './end-process.ts';

/** A real Prometheus that scrapes our own page, with one recording rule. */
export interface ScrapingPrometheus {
  readonly url: string;
  /** Changes the exporter's page, and waits until it has been scraped. */
  show(page: string, series: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts an exporter that serves a page, and a Prometheus that scrapes it as job `shop`; the rule file is YAML. */
export async function startScraping(page: string, rules: string, waitFor: string): Promise<ScrapingPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'pf-scraping-'));
  let shown = page;
  const exporter = createServer((_, response) => response.setHeader('content-type', 'text/plain').end(shown));
  exporter.listen(0, '127.0.0.1');
  await once(exporter, 'listening');
  const address = exporter.address();
  const port = await freePort();
  writeFileSync(join(folder, 'rules.yml'), rules);
  writeFileSync(
    join(folder, 'prometheus.yml'),
    `global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [rules.yml]
scrape_configs:
  - job_name: shop
    static_configs: [{targets: ['127.0.0.1:${typeof address === 'object' ? address?.port : ''}'], labels: {zone: eu}}]
`,
  );
  const server = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  await waitForPort(port, server);
  const url = `http://127.0.0.1:${port}`;
  const appears = async (series: string): Promise<void> => {
    const end = Date.now() + 60_000;
    while (Date.now() < end) {
      const now = new Date();
      const period = { from: now, to: now, intervalMs: 1000, scrapeIntervalMs: 1000 };
      const found = await askSeries(endpointOf(url, 'Prometheus'), series, period, true).catch(() => []);
      if (found.length > 0) return;
      await wait(100);
    }
    throw new Error(`Prometheus has no ${series} after a minute.`);
  };
  await appears(waitFor);
  return {
    url,
    show: async (next, series) => {
      shown = next;
      await appears(series);
    },
    stop: async () => {
      await endProcess(server, 'SIGTERM');
      exporter.closeAllConnections();
      exporter.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
