import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { hasPromtool } from '../../test/support/promtool.ts';
import { recordingRuleFile } from '../stack/recording-rules.ts';
import { escrow } from './escrow.ts';
import { pnl } from './pnl.ts';
import { wallet } from './wallet.ts';

/** Ten agents of the exporter; an eleventh agent pushes, so it does not depend on the exporter. */
const SCRAPED = Array.from({ length: 10 }, (_, index) => `a${index}`);
const totals = {
  'wallet value': wallet.value().promql,
  'wallet value of the fleet, recorded': wallet.fleetValue().promql,
  'value by currency': wallet.valueByCurrency().promql,
  'native totals': wallet.nativeTotals().promql,
  'agents below their minimum': wallet.belowMinimum(1000).promql,
  'open contracts': escrow.open().promql,
  'open positions': pnl.openPositions().promql,
} as const;
const whole: Readonly<Record<keyof typeof totals, number>> = {
  'wallet value': 1110,
  'wallet value of the fleet, recorded': 1110,
  'value by currency': 1110,
  'native totals': 1110,
  'agents below their minimum': 11,
  'open contracts': 22,
  'open positions': 11,
};

// A failed scrape marks every series of its target as stale.
test.skipIf(!hasPromtool()).each<[string, (agent: string) => string, number]>([
  ['all agents report', () => '', 1],
  ['one agent is silent', (agent) => (agent === 'a0' ? ' stale' : ''), 1],
  ['a scrape fails, so that only the pushing agent is left', () => ' stale', 0],
])('while %s, a total is complete or missing, never partial', (_when, after, isShown) => {
  const present = (name: string, value: number, labels = ''): object[] =>
    SCRAPED.map((agent) => ({
      series: `${name}{agent_id="${agent}"${labels}}`,
      // Ten minutes of data, then either more data, or a stale marker and nothing.
      values: `${value}x10${after(agent) === '' ? ` ${value}x3` : `${after(agent)} _x2`}`,
    })).concat({
      series: `${name}{agent_id="pushed"${labels}}`,
      values: `${name.includes('wallet') ? 110 : value}x13`,
    });
  const silent = SCRAPED.filter((agent) => after(agent) !== '').length;
  const expected = (name: keyof typeof totals): number => {
    const each = name === 'open contracts' ? 2 : /agents|positions/.test(name) ? 1 : 100;
    return whole[name] - each * silent;
  };
  const problems = promtoolTest({
    series: [
      ...present('pf_drawdown_pct', 0.01),
      ...present('pf_wallet_balance_usdc', 100, ',currency="USDC"'),
      ...present('pf_escrow_open_count', 2),
      ...present('pf_open_position_notional_usdc', 1, ',market="crypto"'),
      { series: 'pf_fx_rate_usdc{currency="USDC"}', values: '1x13' },
    ],
    expressions: Object.entries(totals).map(([name, expr]) => ({
      expr: `sum(${expr})`,
      eval_time: '12m',
      exp_samples: isShown === 1 ? [{ labels: '{}', value: expected(name as keyof typeof totals) }] : [],
    })),
  });
  expect(problems).toBe('');
});

function promtoolTest(input: { readonly series: readonly object[]; readonly expressions: readonly object[] }): string {
  const folder = mkdtempSync(join(tmpdir(), 'pf-completeness-'));
  try {
    writeFileSync(join(folder, 'rules.yaml'), recordingRuleFile({}));
    const tests = [{ interval: '1m', input_series: input.series, promql_expr_test: input.expressions }];
    // JSON is valid YAML.
    writeFileSync(
      join(folder, 'test.json'),
      JSON.stringify({ rule_files: ['rules.yaml'], evaluation_interval: '15s', tests }),
    );
    execFileSync('promtool', ['test', 'rules', 'test.json'], { cwd: folder, stdio: 'pipe' });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: Buffer; readonly stderr: Buffer };
    return `${stdout.toString()}${stderr.toString()}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
