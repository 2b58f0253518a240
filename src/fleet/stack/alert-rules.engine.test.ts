import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'yaml';
import { describe, expect, it, test } from 'vitest';

import { ruleGroups } from '../../../alerting/index.ts';
import { queriesOf } from '../../define/rules.ts';
import { hasPromtool } from '../../test/support/promtool.ts';
import { settingsOf } from '../../test/support/settings.ts';
import { promtool } from '../../verify/alert-tests/promtool.ts';
import { alertRuleFile } from './alert-rules.ts';
import { recordingRuleFile } from './recording-rules.ts';

const settings = settingsOf();
const file = alertRuleFile(settings);
interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
const rules = (parse(file) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);

it('has every rule that queries Prometheus, and names the others', () => {
  const specs = ruleGroups.flatMap(({ build }) => build(settings).rules);
  const [converted, left] = [rules.map(({ alert }) => alert), file.split('\n').filter((line) => line.startsWith('#'))];
  for (const spec of specs) {
    const isThere = !('record' in spec) && Object.values(queriesOf(spec)).every((query) => 'promql' in query);
    expect(converted.includes(spec.title), spec.title).toBe(isThere);
    if (!isThere) expect(left.join()).toContain(spec.title);
  }
});

it('has the labels that routes match, and no Grafana syntax in its texts', () => {
  const drawdown = rules.find(({ alert }) => alert === 'Agent Drawdown Breach');
  expect(drawdown?.labels).toEqual({ severity: 'critical', service: 'purpleflea', team: 'trading', action: 'halt' });
  expect(drawdown?.annotations['summary']).toBe('Agent {{ $labels.agent_id }} drawdown {{ printf "%.1f" $value }}%');
  expect(file).not.toContain('$values');
});

it('adds the configured selector to every query', () => {
  const limited = alertRuleFile(settingsOf({ selector: { env: 'prod' } }));
  expect(limited).toContain('pf_drawdown_pct{env="prod"}');
});

describe.skipIf(!hasPromtool())('the rules in Prometheus', () => {
  const firing = async (alert: string, series: Record<string, string>, minutes: readonly number[]) => {
    const input = { series, interval: '1m', evaluationInterval: '1m', ruleFiles: [recordingRuleFile({}), file] };
    const expr = `ALERTS{alertname=${JSON.stringify(alert)},alertstate="firing"}`;
    const [reply] = await promtool.ask([
      { input, questions: minutes.map((minute) => ({ expr, time: minute * 60_000 })) },
    ]);
    if (reply === undefined || 'error' in reply) throw new Error(reply?.error);
    return reply.answers.map((answer) => {
      if ('error' in answer) throw new Error(answer.error);
      return answer.samples.map(({ labels }) => labels['agent_id'] ?? 'nobody');
    });
  };
  const drawdown = (values: string) => ({ 'pf_drawdown_pct{agent_id="a"}': values });

  test('pass promtool check, including their texts', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pf-alerts-'));
    writeFileSync(join(folder, 'alert-rules.yaml'), file);
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', join(folder, 'alert-rules.yaml')], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`${rules.length} rules found`);
  });

  test('fire after the pending period, and keep firing until the recovery threshold', async () => {
    // Above 15 % from minute 5, between 13 and 15 % from 12, below 13 % from 20, between again from 30.
    const values = '0.1x4 0.16x6 0.14x7 0.12x9 0.14x10';
    expect(await firing('Agent Drawdown Breach', drawdown(values), [4, 6, 8, 11, 15, 19, 22, 35])).toEqual([
      [],
      [],
      ['a'],
      ['a'],
      ['a'],
      ['a'],
      [],
      [],
    ]);
  });

  test("use an agent's own limit", async () => {
    const series = {
      ...drawdown('0.12x20'),
      'pf_agent_max_drawdown_pct{agent_id="a"}': '0.1x20',
      'pf_drawdown_pct{agent_id="b"}': '0.2x20',
      'pf_agent_max_drawdown_pct{agent_id="b"}': '0.25x20',
    };
    expect(await firing('Agent Drawdown Breach', series, [10])).toEqual([['a']]);
  });

  test('keep firing only for the agent that fired', async () => {
    const series = { ...drawdown('0.16x20'), 'pf_drawdown_pct{agent_id="b"}': '0.14x20' };
    expect(await firing('Agent Drawdown Breach', series, [10, 18])).toEqual([['a'], ['a']]);
  });

  test('report missing data with a separate alert', async () => {
    expect(await firing('Agent Drawdown Breach: no data', { up: '1x20' }, [1, 10])).toEqual([[], ['nobody']]);
    expect(await firing('Agent Drawdown Breach: no data', drawdown('0.1x20'), [10])).toEqual([[]]);
  });
});
