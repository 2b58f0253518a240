import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { hasPromtool } from '../../../test/support/promtool.ts';
import { settingsOf } from '../../../test/support/settings.ts';
import { recordingRuleFile } from '../../stack/recording-rules.ts';
import { prometheusFiles } from './prometheus.ts';

describe.skipIf(!hasPromtool())('promtool', () => {
  test.each([
    ['as it comes', {}],
    ['with a selector', { selector: { env: 'prod', region: 'a$b' } }],
    [
      'every second, for Mimir',
      { datasources: { prometheus: { scrapeInterval: '1s', flavour: 'Mimir', url: 'http://mimir/prometheus' } } },
    ],
  ] as const)('takes the configuration %s', (_, config) => {
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

test('labels of a selector stand on every series, whatever is in them', () => {
  const text = prometheusFiles(settingsOf({ selector: { region: 'a$b' } }))['stack/prometheus/prometheus.yml'] ?? '';
  const { scrape_configs: jobs } = parse(text) as {
    scrape_configs: { job_name: string; relabel_configs?: object[] }[];
  };
  for (const { job_name: name, relabel_configs: relabels } of jobs) {
    if (name !== 'prometheus') expect(relabels).toEqual([{ target_label: 'region', replacement: 'a$$b' }]);
  }
});
