import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as client from 'prom-client';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';

import { hasPromtool } from '../../../test/support/promtool.ts';
import { settingsOf } from '../../../test/support/settings.ts';
import { type MetricName, metrics } from '../../catalog/metrics.ts';
import { catalogRegistry } from '../metrics/registry.ts';
import { recordingRuleFile } from '../../stack/recording-rules.ts';
import { prometheusFiles } from './prometheus.ts';

describe.skipIf(!hasPromtool())('promtool', () => {
  test.each([
    ['with default settings', {}],
    ['with a selector', { selector: { env: 'prod', region: 'a$b' } }],
    [
      'with a scrape per second and Mimir',
      { datasources: { prometheus: { scrapeInterval: '1s', flavour: 'Mimir', url: 'http://mimir/prometheus' } } },
    ],
  ] as const)('accepts the configuration %s', (_, config) => {
    const folder = mkdtempSync(join(tmpdir(), 'pf-promtool-'));
    try {
      const settings = settingsOf(config);
      const files = {
        ...prometheusFiles(settings),
        'stack/prometheus/recording-rules.yaml': recordingRuleFile(settings.selector),
      };
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      const said = execFileSync('promtool', ['check', 'config', join(folder, 'stack/prometheus/prometheus.yml')], {
        encoding: 'utf8',
      });
      expect(said).toMatch(/SUCCESS: .*prometheus\.yml is valid/);
      expect(said).toMatch(/SUCCESS: \d+ rules found/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it.skipIf(!hasPromtool())('promtool criticises only metric names that the documents define', async () => {
  const names = (Object.keys(metrics) as MetricName[]).filter((name) => metrics[name].origin !== 'stack');
  const { registry, instruments } = catalogRegistry(client, names);
  // promtool ignores a metric family without series.
  for (const name of names) {
    const instrument = instruments[name] as client.Gauge | client.Counter | client.Histogram;
    const labels = Object.fromEntries(metrics[name].labels.map((label) => [label, 'x']));
    if ('observe' in instrument) instrument.observe(labels, 1);
    else instrument.inc(labels, 1);
  }
  const { stderr, stdout } = spawnSync('promtool', ['check', 'metrics'], {
    input: await registry.metrics(),
    encoding: 'utf8',
  });
  expect(`${stdout}${stderr}`.trim().split('\n').toSorted()).toEqual([
    'pf_escrow_open_count non-histogram and non-summary metrics should not have "_count" suffix',
    'pf_order_latency_ms metric names should not contain abbreviated units',
    'pf_trade_pnl_usdc_total non-counter metrics should not have "_total" suffix',
  ]);
});

test('the labels of a selector are set on every series, with $ escaped', () => {
  const text = prometheusFiles(settingsOf({ selector: { region: 'a$b' } }))['stack/prometheus/prometheus.yml'] ?? '';
  const { scrape_configs: jobs } = parse(text) as {
    scrape_configs: { job_name: string; relabel_configs?: object[] }[];
  };
  for (const { job_name: name, relabel_configs: relabels } of jobs) {
    if (name !== 'prometheus') expect(relabels).toEqual([{ target_label: 'region', replacement: 'a$$b' }]);
  }
});
