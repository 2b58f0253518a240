import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { hasPromtool } from '../../test/support/promtool.ts';
import { recordingRuleFile } from './recording-rules.ts';

const run = promisify(execFile);
const series = (agent: string, strategy: string): string =>
  `pf_trade_pnl_usdc_total{agent_id="${agent}",strategy="${strategy}"}`;

/**
 * At 15-second steps: an agent with a loss that retires after ten minutes, another that dies, another that changes its
 * strategy, and an exporter that is down from minute 20 to 30.
 */
const INPUT = [
  { series: series('retires', 'momentum'), values: '-500x40 _x80' },
  { series: series('dies', 'momentum'), values: '0+1x40 _x80' },
  { series: series('lives', 'momentum'), values: '100x80 _x40 100x40' },
  { series: series('lives', 'market_making'), values: '_x60 7x20 _x40 9x40' },
];

test.skipIf(!hasPromtool()).each([
  ['no selector', {}],
  ['a selector', { env: 'prod' }],
])(
  'the live total keeps the P&L of silent and retired agents, and stays complete during an outage of the exporter: %s',
  async (_name, selector: Readonly<Record<string, string>>) => {
    const folder = mkdtempSync(join(tmpdir(), 'pf-recording-'));
    const labels = Object.entries(selector).map(([name, value]) => `,${name}="${value}"`);
    const total = (minutes: number, value: number) => ({
      expr: 'sum(fleet:pf_trade_pnl_usdc:sum)',
      eval_time: `${minutes}m`,
      exp_samples: [{ labels: '{}', value }],
    });
    const tests = {
      rule_files: ['rules.yaml'],
      evaluation_interval: '15s',
      tests: [
        {
          interval: '15s',
          input_series: INPUT.map(({ series: name, values }) => ({
            series: name.replace('}', `${labels.join('')}}`),
            values,
          })),
          promql_expr_test: [
            total(5, -500 + 20 + 100),
            total(12, -500 + 40 + 100),
            total(19, -500 + 40 + 100 + 7),
            total(25, -500 + 40 + 100 + 7),
            total(35, -500 + 40 + 100 + 9),
            total(200, -500 + 40 + 100 + 9),
          ],
        },
      ],
    };
    writeFileSync(join(folder, 'rules.yaml'), recordingRuleFile(selector));
    writeFileSync(join(folder, 'tests.yaml'), JSON.stringify(tests));
    await expect(run('promtool', ['test', 'rules', 'tests.yaml'], { cwd: folder })).resolves.toBeDefined();
    rmSync(folder, { recursive: true });
  },
  120_000,
);
